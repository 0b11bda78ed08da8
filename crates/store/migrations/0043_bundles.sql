-- Products that cost less together. The price is of one period of all of them, in the default
-- currency.
create table product_bundles (
    id {ID},
    name text not null,
    description text not null default '',
    price_minor {INT} not null check (price_minor >= 0),
    starts_on text,
    ends_on text,
    -- 0 for no limit.
    max_uses {INT} not null default 0 check (max_uses >= 0),
    uses {INT} not null default 0 check (uses >= 0),
    hidden {INT} not null default 0 check (hidden in (0, 1)),
    position {INT} not null default 0,
    check (max_uses = 0 or uses <= max_uses)
){STRICT};

create table product_bundle_items (
    bundle_id {INT} not null references product_bundles (id),
    position {INT} not null,
    product_id {INT} not null references products (id),
    cycle text not null,
    primary key (bundle_id, position)
){STRICT};

-- Which orders used one, so that a cancelled order gives its use back.
create table product_bundle_uses (
    bundle_id {INT} not null references product_bundles (id),
    order_id {INT} not null references orders (id),
    primary key (bundle_id, order_id)
){STRICT};
create index product_bundle_uses_order on product_bundle_uses (order_id);
