-- A payment that a person had only said to have arrived, taken back when its invoice is owed again:
-- no money went out, so it counts for no refund.
alter table transactions add column withdraws {INT} not null default 0 check (withdraws in (0, 1));
