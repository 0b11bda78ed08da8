-- What a gateway's records and ours do not agree about, each told once.
create table gateway_differences (
    id {ID},
    gateway text not null,
    -- The gateway's id of the payment or refund.
    reference text not null,
    kind text not null check (kind in ('Amount', 'Not Booked', 'Not There', 'Refund Failed')),
    client_id {INT} references clients (id),
    invoice_id {INT} references invoices (id),
    -- In words, for staff.
    description text not null,
    status text not null default 'Open' check (status in ('Open', 'Closed')),
    -- Unix seconds.
    found_at {INT} not null,
    closed_at {INT},
    notes text not null default '',
    unique (gateway, reference, kind)
){STRICT};
create index gateway_differences_status on gateway_differences (status, id);
create index gateway_differences_client on gateway_differences (client_id, id);
