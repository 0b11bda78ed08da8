-- Names whose registry asks more for them than for others: what a year costs us, as it was agreed
-- when the name was sold, in the currency of the registry. What is absent costs what it does with
-- any name.
create table premium_names (
    domain_id {INT} primary key references domains (id) on delete cascade,
    currency text not null,
    register_minor {INT} check (register_minor >= 0),
    renew_minor {INT} check (renew_minor >= 0),
    transfer_minor {INT} check (transfer_minor >= 0),
    agreed_at {INT} not null
){STRICT};

-- What is added to such a cost, in ten-thousandths of a percent: the lowest row that reaches it
-- counts, in minor units of the house's own currency. 0 is for all that are higher.
create table premium_mark_ups (
    up_to_minor {INT} primary key check (up_to_minor >= 0),
    percent {INT} not null check (percent >= 0)
){STRICT};
insert into premium_mark_ups (up_to_minor, percent) values (0, 200000);
