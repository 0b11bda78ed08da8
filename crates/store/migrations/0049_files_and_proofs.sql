-- Files that are kept with a client.
create table client_files (
    id {ID},
    client_id {INT} not null references clients (id),
    title text not null,
    file_id {INT} not null references files (id),
    filename text not null,
    size_bytes {INT} not null,
    -- Only the staff sees it.
    staff_only {INT} not null default 0 check (staff_only in (0, 1)),
    uploaded_by text not null,
    created_at {INT} not null
){STRICT};
create index client_files_client on client_files (client_id, id);

-- What clients send to show that they paid outside of any system.
create table payment_proofs (
    id {ID},
    invoice_id {INT} not null references invoices (id),
    client_id {INT} not null references clients (id),
    file_id {INT} not null references files (id),
    filename text not null,
    size_bytes {INT} not null,
    -- The bank's number of the payment, if the client knows it.
    reference text not null default '',
    message text not null default '',
    status text not null default 'Pending' check (status in ('Pending', 'Verified', 'Rejected')),
    sent_at {INT} not null,
    decided_by {INT},
    decided_name text not null default '',
    decided_at {INT},
    -- Why it was rejected.
    reason text not null default '',
    -- The payment that was recorded.
    transaction_id {INT} references transactions (id)
){STRICT};
create index payment_proofs_status on payment_proofs (status, id);
create index payment_proofs_invoice on payment_proofs (invoice_id, id);
create index payment_proofs_client on payment_proofs (client_id, id);

-- Payments that somebody has taken back, or wants to, at the gateway.
create table disputes (
    id {ID},
    gateway text not null,
    -- The gateway's transaction id of the payment.
    reference text not null,
    transaction_id {INT} references transactions (id),
    invoice_id {INT} references invoices (id),
    client_id {INT} references clients (id),
    status text not null default 'Open' check (status in ('Open', 'Won', 'Lost')),
    -- Unix seconds.
    opened_at {INT} not null,
    closed_at {INT},
    notes text not null default '',
    updated_at {INT} not null,
    unique (gateway, reference)
){STRICT};
create index disputes_status on disputes (status, id);
create index disputes_client on disputes (client_id, id);
