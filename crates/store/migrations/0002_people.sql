-- Users (who log in), clients (who are billed), contacts and their fields.

create table client_groups (
    id {ID},
    name text not null,
    colour text not null default '',
    discount_percent {INT} not null default 0,
    suspend_terminate_exempt {INT} not null default 0 check (suspend_terminate_exempt in (0, 1)),
    separate_invoices {INT} not null default 0 check (separate_invoices in (0, 1))
){STRICT};

create table users (
    id {ID},
    uuid text not null unique,
    email text not null,
    email_folded text not null unique,
    first_name text not null,
    last_name text not null,
    language text not null default '',
    -- PHC string: argon2id, or the bcrypt or phpass hash of an imported user until the next log-in.
    password_hash text not null,
    two_factor_secret text not null default '',
    epoch {INT} not null default 0,
    email_verified_at {INT},
    created_at {INT} not null,
    updated_at {INT} not null,
    last_login_at {INT},
    last_ip text not null default '',
    last_host text not null default ''
){STRICT};

create table clients (
    id {ID},
    uuid text not null unique,
    owner_user_id {INT} references users (id),
    first_name text not null,
    last_name text not null,
    company text not null default '',
    email text not null,
    email_folded text not null,
    address1 text not null default '',
    address2 text not null default '',
    city text not null default '',
    state text not null default '',
    postcode text not null default '',
    country text not null default '',
    phone text not null default '',
    phone_cc text not null default '',
    tax_id text not null default '',
    tax_exempt {INT} not null default 0 check (tax_exempt in (0, 1)),
    currency_id {INT} not null references currencies (id),
    group_id {INT} references client_groups (id),
    status text not null check (status in ('Active', 'Inactive', 'Closed')),
    default_gateway text not null default '',
    language text not null default '',
    notes text not null default '',
    -- The running balance of the client's credit; the journal explains it.
    credit_minor {INT} not null default 0 check (credit_minor >= 0),
    late_fee_exempt {INT} not null default 0 check (late_fee_exempt in (0, 1)),
    overdue_notice_exempt {INT} not null default 0 check (overdue_notice_exempt in (0, 1)),
    separate_invoices {INT} not null default 0 check (separate_invoices in (0, 1)),
    disable_auto_cc {INT} not null default 0 check (disable_auto_cc in (0, 1)),
    email_opt_out {INT} not null default 0 check (email_opt_out in (0, 1)),
    marketing_opt_in {INT} not null default 0 check (marketing_opt_in in (0, 1)),
    override_auto_close {INT} not null default 0 check (override_auto_close in (0, 1)),
    allow_single_sign_on {INT} not null default 1 check (allow_single_sign_on in (0, 1)),
    billing_cid {INT} not null default 0,
    -- CSV of mail kinds: general,product,domain,invoice,support,affiliate.
    email_preferences text not null default 'general,product,domain,invoice,support,affiliate',
    search_folded text not null default '',
    ip text not null default '',
    host text not null default '',
    signed_up_on text not null,
    created_at {INT} not null,
    updated_at {INT} not null,
    last_login_at {INT}
){STRICT};
create index clients_email on clients (email_folded);
create index clients_owner on clients (owner_user_id);
create index clients_status on clients (status, id);

create table user_clients (
    user_id {INT} not null references users (id),
    client_id {INT} not null references clients (id),
    is_owner {INT} not null default 0 check (is_owner in (0, 1)),
    -- CSV of permission words; an owner has them all.
    permissions text not null default '',
    last_login_at {INT},
    created_at {INT} not null,
    primary key (user_id, client_id)
){STRICT};
create index user_clients_client on user_clients (client_id);
create unique index user_clients_one_owner on user_clients (client_id) where is_owner = 1;

create table contacts (
    id {ID},
    client_id {INT} not null references clients (id),
    first_name text not null default '',
    last_name text not null default '',
    company text not null default '',
    email text not null,
    email_folded text not null,
    address1 text not null default '',
    address2 text not null default '',
    city text not null default '',
    state text not null default '',
    postcode text not null default '',
    country text not null default '',
    phone text not null default '',
    phone_cc text not null default '',
    tax_id text not null default '',
    email_preferences text not null default '',
    created_at {INT} not null,
    updated_at {INT} not null
){STRICT};
create index contacts_client on contacts (client_id, id);

create table custom_fields (
    id {ID},
    -- What the field belongs to: 'client', 'product' (rel_id = product), 'support' (rel_id = department).
    kind text not null check (kind in ('client', 'product', 'support')),
    rel_id {INT} not null default 0,
    name text not null,
    field_type text not null default 'text',
    description text not null default '',
    options text not null default '',
    pattern text not null default '',
    admin_only {INT} not null default 0 check (admin_only in (0, 1)),
    required {INT} not null default 0 check (required in (0, 1)),
    show_order {INT} not null default 0 check (show_order in (0, 1)),
    show_invoice {INT} not null default 0 check (show_invoice in (0, 1)),
    position {INT} not null default 0
){STRICT};
create index custom_fields_of on custom_fields (kind, rel_id, position);

-- `rel_id` is the client, service or ticket the value belongs to.
create table custom_field_values (
    field_id {INT} not null references custom_fields (id),
    rel_id {INT} not null,
    value text not null,
    primary key (field_id, rel_id)
){STRICT};
create index custom_field_values_of on custom_field_values (rel_id, field_id);
