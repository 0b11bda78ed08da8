-- When a client's VAT number was last given to the task that asks the tax offices (Unix seconds), so
-- that an office that does not answer holds up no other.
alter table clients add column vat_tried_at {INT} not null default 0;
create index clients_vat_tried on clients (vat_tried_at, id) where tax_id <> '';
