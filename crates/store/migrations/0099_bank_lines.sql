-- What stood in statements of the bank. A line is kept once, however often statements with it come.
create table bank_lines (
    id {ID},
    -- The own account, as the statement names it; empty when it does not.
    account text not null,
    -- The bank's number of the line with its day and amount, else a hash of what it says with its
    -- number among equal ones.
    line_key text not null,
    bank_id text not null default '',
    booked_on text not null,
    -- ISO 4217; it need not be a currency of the house.
    currency text not null,
    -- Minor units; below zero for money that left.
    amount_minor {INT} not null,
    payer text not null default '',
    payer_account text not null default '',
    reference text not null default '',
    status text not null default 'Open' check (status in ('Open', 'Booked', 'Ignored')),
    -- Why it is open or ignored.
    reason text not null default '',
    invoice_id {INT} references invoices (id),
    client_id {INT} references clients (id),
    transaction_id {INT} references transactions (id),
    imported_at {INT} not null,
    decided_by {INT},
    decided_name text not null default '',
    decided_at {INT},
    unique (account, line_key),
    check (status <> 'Booked' or transaction_id is not null)
){STRICT};
create index bank_lines_status on bank_lines (status, id);
create index bank_lines_client on bank_lines (client_id, id);
create index bank_lines_invoice on bank_lines (invoice_id, id);
create index bank_lines_payer on bank_lines (payer_account, client_id) where payer_account <> '';
create unique index bank_lines_transaction on bank_lines (transaction_id)
    where transaction_id is not null;
