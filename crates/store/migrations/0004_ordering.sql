-- Orders. What was ordered are the services, addons and domains that carry the order's id.

create table orders (
    id {ID},
    number {INT} not null unique,
    client_id {INT} not null references clients (id),
    contact_id {INT} not null default 0,
    requestor_user_id {INT} not null default 0,
    requestor_staff_id {INT} not null default 0,
    at {INT} not null,
    status text not null,
    currency_id {INT} not null references currencies (id),
    amount_minor {INT} not null,
    gateway text not null,
    invoice_id {INT},
    promotion_id {INT} references promotions (id),
    promo_code text not null default '',
    promo_type text not null default '',
    promo_value text not null default '',
    nameservers text not null default '',
    transfer_secret text not null default '',
    renewals text not null default '',
    order_data text not null default '',
    ip text not null default '',
    fraud_module text not null default '',
    fraud_output text not null default '',
    notes text not null default '',
    affiliate_id {INT} not null default 0
){STRICT};
create index orders_client on orders (client_id, id);
create index orders_status on orders (status, id);

create table order_statuses (
    id {ID},
    title text not null unique,
    colour text not null default '',
    show_pending {INT} not null default 0 check (show_pending in (0, 1)),
    show_active {INT} not null default 0 check (show_active in (0, 1)),
    show_cancelled {INT} not null default 0 check (show_cancelled in (0, 1)),
    position {INT} not null default 0
){STRICT};

-- One row per use; the key makes "once per client" race-free when the promotion asks for it.
create table promotion_uses (
    promotion_id {INT} not null references promotions (id),
    client_id {INT} not null references clients (id),
    order_id {INT} not null references orders (id),
    -- 0 when the promotion may be used once per client only, else the order.
    slot {INT} not null,
    primary key (promotion_id, client_id, slot)
){STRICT};
