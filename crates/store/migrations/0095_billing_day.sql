-- The day of the month on which renewals of a client are due together (B8): 1 to 31, 0 for what the
-- group, else the house says, -1 for none.
alter table clients add column billing_day {INT} not null default 0
    check (billing_day between -1 and 31);
alter table client_groups add column billing_day {INT} not null default 0
    check (billing_day between -1 and 31);
-- Few have one of their own, and a run asks whether anybody does.
create index clients_billing_day on clients (billing_day) where billing_day > 0;
