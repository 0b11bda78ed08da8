-- An order may stand under a status of the house's own (`order_statuses`). What it is to the machine
-- is kept beside it then; empty while the status is one of the four that the machine knows.
alter table orders add column state text not null default ''
    check (state in ('', 'Pending', 'Active', 'Fraud', 'Cancelled'));
create index orders_state on orders (state, id) where state <> '';
