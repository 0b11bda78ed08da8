-- Quotes, and things to be invoiced later.

create table quotes (
    id {ID},
    subject text not null,
    stage text not null check (stage in ('Draft', 'Delivered', 'On Hold', 'Accepted', 'Lost',
        'Dead')),
    -- 0 for somebody who is no client (yet); then the address below is who it is for.
    client_id {INT} not null default 0,
    first_name text not null default '',
    last_name text not null default '',
    company text not null default '',
    email text not null default '',
    address1 text not null default '',
    address2 text not null default '',
    city text not null default '',
    state text not null default '',
    postcode text not null default '',
    country text not null default '',
    phone text not null default '',
    tax_id text not null default '',
    currency_id {INT} not null references currencies (id),
    subtotal_minor {INT} not null default 0,
    tax_minor {INT} not null default 0,
    tax2_minor {INT} not null default 0,
    total_minor {INT} not null default 0,
    proposal text not null default '',
    customer_notes text not null default '',
    admin_notes text not null default '',
    created_on text not null,
    valid_until text not null,
    modified_on text not null,
    sent_on text,
    accepted_on text,
    -- Set once, when it is accepted.
    invoice_id {INT} references invoices (id),
    check (total_minor = subtotal_minor + tax_minor + tax2_minor)
){STRICT};
create index quotes_client on quotes (client_id, id);
create index quotes_stage on quotes (stage, id);

create table quote_items (
    id {ID},
    quote_id {INT} not null references quotes (id),
    description text not null,
    -- Times 1000000.
    quantity {INT} not null check (quantity >= 0),
    unit_price_minor {INT} not null,
    -- Percent times 10000.
    discount {INT} not null default 0 check (discount between 0 and 1000000),
    taxed {INT} not null default 0 check (taxed in (0, 1))
){STRICT};
create index quote_items_quote on quote_items (quote_id, id);

create table billable_items (
    id {ID},
    client_id {INT} not null references clients (id),
    description text not null,
    unit text not null check (unit in ('hours', 'quantity')),
    -- How many hours or pieces it stands for, times 1000000; the amount is for all of them.
    quantity {INT} not null default 0,
    amount_minor {INT} not null,
    action text not null check (action in ('noinvoice', 'nextcron', 'nextinvoice', 'duedate',
        'recur')),
    due_on text,
    recur_every {INT} not null default 0,
    recur_unit text check (recur_unit in ('Days', 'Weeks', 'Months', 'Years')),
    -- How often in all; 0 for ever.
    recur_times {INT} not null default 0,
    -- How often it was invoiced: the condition on which it is invoiced again (B11).
    invoiced {INT} not null default 0,
    -- The day from which the daily run takes it; none when it waits for something else.
    next_on text,
    invoice_id {INT} references invoices (id),
    created_at {INT} not null
){STRICT};
create index billable_items_client on billable_items (client_id, id);
create index billable_items_due on billable_items (next_on, client_id) where next_on is not null;
