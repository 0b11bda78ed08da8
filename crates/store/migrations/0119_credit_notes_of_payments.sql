-- What goes back of a paid invoice is written on a credit note too, so an invoice may have several
-- (B16, B20).
--[sqlite]
alter table credit_notes rename to credit_notes_once;
drop index credit_notes_client;
create table credit_notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number text not null unique,
    invoice_id {INT} not null references invoices (id),
    client_id {INT} not null references clients (id),
    currency_id {INT} not null references currencies (id),
    issued_on text not null,
    subtotal_minor {INT} not null,
    tax_minor {INT} not null,
    tax2_minor {INT} not null,
    total_minor {INT} not null,
    reason text not null,
    created_at {INT} not null,
    check (total_minor = subtotal_minor + tax_minor + tax2_minor)
){STRICT};
insert into credit_notes (id, number, invoice_id, client_id, currency_id, issued_on,
    subtotal_minor, tax_minor, tax2_minor, total_minor, reason, created_at)
select id, number, invoice_id, client_id, currency_id, issued_on,
    subtotal_minor, tax_minor, tax2_minor, total_minor, reason, created_at
from credit_notes_once;
drop table credit_notes_once;
create index credit_notes_client on credit_notes (client_id, id);
--[postgres]
alter table credit_notes drop constraint credit_notes_invoice_id_key;
--[both]
create index credit_notes_invoice on credit_notes (invoice_id, id);
create index credit_notes_issued on credit_notes (issued_on);
