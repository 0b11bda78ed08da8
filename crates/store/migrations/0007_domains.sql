-- Domain names, the TLDs that are sold and their prices.

create table tlds (
    id {ID},
    -- With the dot: '.com'.
    name text not null unique,
    position {INT} not null default 0,
    registrar text not null default '',
    dns_management {INT} not null default 0 check (dns_management in (0, 1)),
    email_forwarding {INT} not null default 0 check (email_forwarding in (0, 1)),
    id_protection {INT} not null default 0 check (id_protection in (0, 1)),
    epp_code {INT} not null default 1 check (epp_code in (0, 1)),
    grace_days {INT} not null default 30,
    grace_fee_minor {INT} not null default 0,
    redemption_days {INT} not null default 30,
    redemption_fee_minor {INT} not null default 0,
    label text not null default ''
){STRICT};

create table tld_prices (
    tld_id {INT} not null references tlds (id),
    currency_id {INT} not null references currencies (id),
    -- 0 for everybody.
    group_id {INT} not null default 0,
    kind text not null check (kind in ('register', 'transfer', 'renew')),
    years {INT} not null check (years between 1 and 10),
    price_minor {INT} not null check (price_minor >= 0),
    cost_minor {INT},
    primary key (tld_id, currency_id, group_id, kind, years)
){STRICT};

create table domains (
    id {ID},
    client_id {INT} not null references clients (id),
    order_id {INT} references orders (id),
    type text not null check (type in ('Register', 'Transfer')),
    name text not null,
    registrar text not null default '',
    years {INT} not null default 1 check (years between 1 and 10),
    anchor_on text not null,
    registered_on text not null,
    expires_on text,
    next_due_on text,
    first_payment_minor {INT} not null,
    recurring_minor {INT} not null,
    gateway text not null default '',
    status text not null,
    dns_management {INT} not null default 0 check (dns_management in (0, 1)),
    email_forwarding {INT} not null default 0 check (email_forwarding in (0, 1)),
    id_protection {INT} not null default 0 check (id_protection in (0, 1)),
    do_not_renew {INT} not null default 0 check (do_not_renew in (0, 1)),
    locked {INT} not null default 1 check (locked in (0, 1)),
    nameservers text not null default '',
    epp_code text not null default '',
    subscription_id text not null default '',
    promotion_id {INT} references promotions (id),
    promotion_count {INT} not null default 0,
    notes text not null default '',
    synced_at {INT},
    created_at {INT} not null,
    updated_at {INT} not null
){STRICT};
create index domains_client on domains (client_id, id);
create index domains_name on domains (name);
-- A name is with us once, however many order it at the same moment (B32).
create unique index domains_one_live on domains (name)
    where status not in ('Expired', 'Transferred Away', 'Cancelled', 'Fraud');
create index domains_order on domains (order_id);
create index domains_due on domains (next_due_on, id)
    where status in ('Active', 'Grace', 'Redemption');
