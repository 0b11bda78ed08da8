-- A gateway's id that is recorded again on purpose is kept as it was given. The key that knows a
-- payment again (B18) counts those: 0 is the last one that was recorded.
drop index transactions_reference;
alter table transactions add column ordinal {INT} not null default 0 check (ordinal >= 0);
-- Until now the count was written behind the id: `abc~2` beside `abc`.
update transactions
set ordinal = cast(substr(reference, length(reference), 1) as bigint) - 1,
    reference = substr(reference, 1, length(reference) - 2)
where length(reference) > 2
    and substr(reference, length(reference) - 1, 2)
        in ('~2', '~3', '~4', '~5', '~6', '~7', '~8', '~9')
    and exists (select 1 from transactions o where o.gateway = transactions.gateway
        and o.reference = substr(transactions.reference, 1, length(transactions.reference) - 2));
create unique index transactions_reference on transactions (gateway, reference, ordinal)
    where reference <> '';
