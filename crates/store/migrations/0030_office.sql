-- Credit notes: an issued invoice is taken back by one, whole, and what it was for is issued anew
-- (B16). The lines are those of the invoice, which never change.

create table credit_notes (
    id {ID},
    -- Gapless, in a sequence of its own (B17).
    number text not null unique,
    -- An invoice is taken back once.
    invoice_id {INT} not null unique references invoices (id),
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
create index credit_notes_client on credit_notes (client_id, id);
