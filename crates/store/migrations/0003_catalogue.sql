-- What is sold: products, addons, configurable options, their prices, promotions, tax rules.

create table product_groups (
    id {ID},
    name text not null,
    slug text not null unique,
    headline text not null default '',
    tagline text not null default '',
    position {INT} not null default 0,
    hidden {INT} not null default 0 check (hidden in (0, 1))
){STRICT};

create table products (
    id {ID},
    group_id {INT} not null references product_groups (id),
    type text not null,
    name text not null,
    slug text not null,
    short_description text not null default '',
    description text not null default '',
    tagline text not null default '',
    pay_type text not null check (pay_type in ('free', 'onetime', 'recurring')),
    -- Module of the Provisioner port, '' for none; its settings are JSON.
    module text not null default '',
    module_settings text not null default '{}',
    server_group_id {INT},
    -- '', 'on' (manually accepted), 'order' or 'payment': when the service is set up.
    auto_setup text not null default '',
    hidden {INT} not null default 0 check (hidden in (0, 1)),
    retired {INT} not null default 0 check (retired in (0, 1)),
    featured {INT} not null default 0 check (featured in (0, 1)),
    stock_control {INT} not null default 0 check (stock_control in (0, 1)),
    stock {INT} not null default 0 check (stock >= 0),
    -- 0 no, 1 several services, 2 one scaling service.
    allow_quantity {INT} not null default 0 check (allow_quantity in (0, 1, 2)),
    max_per_client {INT} not null default 0,
    show_domain_options {INT} not null default 0 check (show_domain_options in (0, 1)),
    welcome_email text not null default '',
    taxed {INT} not null default 1 check (taxed in (0, 1)),
    prorata {INT} not null default 0 check (prorata in (0, 1)),
    prorata_day {INT} not null default 0 check (prorata_day between 0 and 31),
    prorata_charge_next_after {INT} not null default 0,
    recurring_limit {INT} not null default 0,
    terminate_after_days {INT} not null default 0,
    upgrade_products text not null default '',
    colour text not null default '',
    -- CSV of our own domains under which a service of it can have a name.
    subdomains text not null default '',
    -- CSV of the ids of products shown beside it.
    recommendations text not null default '',
    -- When a period may be renewed before its end: '' at any time, 'off' never, or a CSV such as
    -- 'monthly=7,annually=30' of days before the end.
    early_renewal text not null default '',
    position {INT} not null default 0,
    created_at {INT} not null,
    updated_at {INT} not null,
    unique (group_id, slug)
){STRICT};

create table product_addons (
    id {ID},
    name text not null,
    description text not null default '',
    pay_type text not null check (pay_type in ('free', 'onetime', 'recurring')),
    module text not null default '',
    auto_setup text not null default '',
    taxed {INT} not null default 1 check (taxed in (0, 1)),
    allow_quantity {INT} not null default 0 check (allow_quantity in (0, 1)),
    hidden {INT} not null default 0 check (hidden in (0, 1)),
    retired {INT} not null default 0 check (retired in (0, 1)),
    show_on_order {INT} not null default 1 check (show_on_order in (0, 1)),
    position {INT} not null default 0
){STRICT};

create table product_addon_products (
    addon_id {INT} not null references product_addons (id),
    product_id {INT} not null references products (id),
    primary key (addon_id, product_id)
){STRICT};

create table config_groups (
    id {ID},
    name text not null,
    description text not null default ''
){STRICT};

create table config_group_products (
    group_id {INT} not null references config_groups (id),
    product_id {INT} not null references products (id),
    primary key (group_id, product_id)
){STRICT};

create table config_options (
    id {ID},
    group_id {INT} not null references config_groups (id),
    name text not null,
    -- 1 dropdown, 2 radio, 3 yes/no, 4 quantity, as on the wire.
    type {INT} not null check (type between 1 and 4),
    qty_min {INT} not null default 0,
    qty_max {INT} not null default 0,
    position {INT} not null default 0,
    hidden {INT} not null default 0 check (hidden in (0, 1))
){STRICT};
create index config_options_group on config_options (group_id, position);

create table config_choices (
    id {ID},
    option_id {INT} not null references config_options (id),
    name text not null,
    position {INT} not null default 0,
    hidden {INT} not null default 0 check (hidden in (0, 1))
){STRICT};
create index config_choices_option on config_choices (option_id, position);

-- One row per thing, currency and cycle that is offered; no row means not offered.
create table prices (
    kind text not null check (kind in ('product', 'addon', 'choice')),
    rel_id {INT} not null,
    currency_id {INT} not null references currencies (id),
    cycle text not null,
    price_minor {INT} not null check (price_minor >= 0),
    setup_minor {INT} not null default 0 check (setup_minor >= 0),
    primary key (kind, rel_id, currency_id, cycle)
){STRICT};

create table promotions (
    id {ID},
    code text not null,
    code_folded text not null unique,
    type text not null check (type in ('Percentage', 'Fixed Amount', 'Price Override', 'Free Setup')),
    -- Percent times 10000 for Percentage, minor units of the default currency otherwise.
    value {INT} not null default 0,
    recurring {INT} not null default 0 check (recurring in (0, 1)),
    recur_for {INT} not null default 0,
    -- CSV of item keys: 'p1' product, 'a2' addon, 'd.com' TLD; '' applies to everything.
    applies_to text not null default '',
    requires text not null default '',
    requires_existing {INT} not null default 0 check (requires_existing in (0, 1)),
    -- CSV of cycle words; '' is every cycle.
    cycles text not null default '',
    starts_on text,
    expires_on text,
    max_uses {INT} not null default 0,
    uses {INT} not null default 0,
    lifetime_promo {INT} not null default 0 check (lifetime_promo in (0, 1)),
    apply_once {INT} not null default 0 check (apply_once in (0, 1)),
    new_signups {INT} not null default 0 check (new_signups in (0, 1)),
    existing_clients {INT} not null default 0 check (existing_clients in (0, 1)),
    once_per_client {INT} not null default 0 check (once_per_client in (0, 1)),
    upgrades {INT} not null default 0 check (upgrades in (0, 1)),
    notes text not null default '',
    -- The database itself keeps a promotion from being used too often (B11).
    check (max_uses = 0 or uses <= max_uses)
){STRICT};

create table tax_rules (
    id {ID},
    level {INT} not null check (level in (1, 2)),
    name text not null,
    country text not null default '',
    state text not null default '',
    -- Percent times 10000.
    rate {INT} not null check (rate >= 0),
    unique (level, country, state)
){STRICT};
