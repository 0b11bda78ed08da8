-- Refunds that one person of the staff wants and another has to agree to.
create table refund_requests (
    id {ID},
    invoice_id {INT} not null references invoices (id),
    client_id {INT} not null references clients (id),
    -- In the currency of the invoice.
    amount_minor {INT} not null check (amount_minor > 0),
    -- As RefundInvoice takes it.
    type text not null check (type in ('gateway', 'manual', 'credit')),
    transid text not null default '',
    status text not null default 'Pending' check (status in ('Pending', 'Approved', 'Declined')),
    -- Who wanted it; the same person cannot agree.
    requested_by {INT},
    requested_name text not null,
    requested_at {INT} not null,
    decided_by {INT},
    decided_name text not null default '',
    decided_at {INT},
    -- Why it was declined.
    reason text not null default ''
){STRICT};
-- One wish at a time for an invoice.
create unique index refund_requests_one_open on refund_requests (invoice_id)
    where status = 'Pending';
create index refund_requests_status on refund_requests (status, id);
create index refund_requests_client on refund_requests (client_id, id);
