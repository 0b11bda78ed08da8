-- What moved on each day (UTC): the dashboard adds up days, not every payment there ever was.
-- A day has a few lanes, so that payments of the same minute do not wait for one row.
create table transaction_days (
    day {INT} not null,
    currency_id {INT} not null references currencies (id),
    lane {INT} not null,
    amount_in_minor {INT} not null,
    fees_minor {INT} not null,
    amount_out_minor {INT} not null,
    primary key (day, currency_id, lane)
){STRICT};

insert into transaction_days
    (day, currency_id, lane, amount_in_minor, fees_minor, amount_out_minor)
select at / 86400, currency_id, 0, cast(sum(amount_in_minor) as bigint),
    cast(sum(fees_minor) as bigint), cast(sum(amount_out_minor) as bigint)
from transactions group by at / 86400, currency_id;
