-- Invoices, payments, credit, and the journal under all of it.

create table invoices (
    id {ID},
    -- '' until the number is given (B17).
    number text not null default '',
    client_id {INT} not null references clients (id),
    currency_id {INT} not null references currencies (id),
    status text not null check (status in ('Draft', 'Unpaid', 'Paid', 'Cancelled', 'Refunded',
        'Collections', 'Payment Pending')),
    issued_on text not null,
    due_on text not null,
    paid_at {INT},
    cancelled_at {INT},
    refunded_at {INT},
    last_capture_at {INT},
    subtotal_minor {INT} not null,
    tax_minor {INT} not null default 0,
    tax2_minor {INT} not null default 0,
    -- subtotal + tax + tax2; credit applied is kept apart.
    total_minor {INT} not null,
    credit_minor {INT} not null default 0 check (credit_minor >= 0),
    -- Payments applied to it. Refunds do not lower it: what was paid was paid.
    paid_minor {INT} not null default 0 check (paid_minor >= 0),
    -- Given back of what was paid or of the credit applied: never more than both (B20).
    refunded_minor {INT} not null default 0 check (refunded_minor >= 0),
    tax_rate {INT} not null default 0,
    tax_rate2 {INT} not null default 0,
    tax_name text not null default '',
    tax_name2 text not null default '',
    tax_note text not null default '',
    gateway text not null default '',
    pay_method_id {INT},
    notes text not null default '',
    -- JSON snapshot of the parties at issue (B16).
    parties text not null default '{}',
    created_at {INT} not null,
    updated_at {INT} not null,
    check (total_minor = subtotal_minor + tax_minor + tax2_minor),
    check (refunded_minor <= paid_minor + credit_minor)
){STRICT};
create unique index invoices_number on invoices (number) where number <> '';
create index invoices_client on invoices (client_id, id);
create index invoices_client_status on invoices (client_id, status, id);
create index invoices_status_due on invoices (status, due_on, id);

create table invoice_items (
    id {ID},
    invoice_id {INT} not null references invoices (id),
    client_id {INT} not null,
    -- WHMCS's words: Hosting, Addon, DomainRegister, DomainTransfer, Domain, Setup, PromoHosting,
    -- Upgrade, AddFunds, Invoice, LateFee, Item, '' for a free line.
    type text not null default '',
    rel_id {INT} not null default 0,
    description text not null,
    -- As listed; `net_minor` is without tax, which differs where prices contain it (B13).
    amount_minor {INT} not null,
    net_minor {INT} not null,
    taxed {INT} not null default 0 check (taxed in (0, 1)),
    tax_minor {INT} not null default 0,
    tax2_minor {INT} not null default 0,
    period_from text,
    period_to text,
    -- JSON: how the amount came about, step by step.
    explanation text not null default '[]',
    -- When the line took its effect (B19); set once.
    effected_at {INT}
){STRICT};
create index invoice_items_invoice on invoice_items (invoice_id, id);
create index invoice_items_rel on invoice_items (type, rel_id);

-- A period of an item is invoiced once, whatever overlaps, crashes or repeats (B7).
create table billed_periods (
    item text not null check (item in ('service', 'addon', 'domain')),
    item_id {INT} not null,
    period_from text not null,
    period_to text not null,
    invoice_id {INT} not null references invoices (id),
    primary key (item, item_id, period_from)
){STRICT};
create index billed_periods_invoice on billed_periods (invoice_id);

create table transactions (
    id {ID},
    client_id {INT} not null default 0,
    currency_id {INT} not null references currencies (id),
    gateway text not null default '',
    at {INT} not null,
    description text not null default '',
    amount_in_minor {INT} not null default 0 check (amount_in_minor >= 0),
    fees_minor {INT} not null default 0,
    amount_out_minor {INT} not null default 0 check (amount_out_minor >= 0),
    -- Exchange rate to the default currency at the time, times 100000000 (model::ExchangeRate).
    rate {INT} not null default 100000000,
    -- The gateway's own id; unique per gateway when there is one (B18).
    reference text not null default '',
    invoice_id {INT} references invoices (id),
    refund_of {INT} references transactions (id)
){STRICT};
create unique index transactions_reference on transactions (gateway, reference)
    where reference <> '';
create index transactions_client on transactions (client_id, id);
create index transactions_by_reference on transactions (reference) where reference <> '';
create index transactions_invoice on transactions (invoice_id, id);

create table credits (
    id {ID},
    client_id {INT} not null references clients (id),
    staff_id {INT} not null default 0,
    on_date text not null,
    at {INT} not null,
    description text not null,
    -- Signed: given is positive, used is negative.
    amount_minor {INT} not null,
    rel_id {INT} not null default 0
){STRICT};
create index credits_client on credits (client_id, id);

-- Every movement of money, from one account to another: balanced by construction (B21).
create table journal (
    id {ID},
    at {INT} not null,
    on_date text not null,
    reason text not null,
    debit text not null,
    credit text not null,
    amount_minor {INT} not null check (amount_minor > 0),
    currency_id {INT} not null references currencies (id),
    client_id {INT} not null,
    invoice_id {INT} references invoices (id),
    transaction_id {INT} references transactions (id),
    check (debit <> credit)
){STRICT};
create index journal_invoice on journal (invoice_id);
create index journal_client on journal (client_id, id);
create index journal_debit on journal (debit, id);
create index journal_credit on journal (credit, id);

-- An attempt is written down before the gateway is called (B23).
create table capture_attempts (
    id {ID},
    invoice_id {INT} not null references invoices (id),
    attempt {INT} not null,
    gateway text not null,
    idempotency_key text not null unique,
    amount_minor {INT} not null,
    started_at {INT} not null,
    -- 'open', 'paid', 'refused', 'pending' or 'unknown'.
    outcome text not null default 'open',
    reference text not null default '',
    message text not null default '',
    finished_at {INT},
    unique (invoice_id, attempt)
){STRICT};
create index capture_attempts_unresolved on capture_attempts (id)
    where outcome in ('open', 'unknown', 'pending');
create unique index capture_attempts_one_open on capture_attempts (invoice_id)
    where outcome in ('open', 'unknown');

create table pay_methods (
    id {ID},
    client_id {INT} not null references clients (id),
    -- 'CreditCard', 'RemoteCreditCard', 'BankAccount' as on the wire.
    type text not null,
    description text not null default '',
    gateway text not null default '',
    -- The gateway's token; never a card number.
    token text not null default '',
    card_type text not null default '',
    last_four text not null default '',
    expires_on text,
    bank_name text not null default '',
    position {INT} not null default 0,
    created_at {INT} not null,
    updated_at {INT} not null,
    deleted_at {INT}
){STRICT};
create index pay_methods_client on pay_methods (client_id, position);
