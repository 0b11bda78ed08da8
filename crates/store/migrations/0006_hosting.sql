-- Services, their addons and options, servers, and the queue of module calls that failed.

create table servers (
    id {ID},
    name text not null,
    module text not null,
    hostname text not null default '',
    ip text not null default '',
    assigned_ips text not null default '',
    nameservers text not null default '',
    max_accounts {INT} not null default 0,
    username text not null default '',
    secret text not null default '',
    port {INT} not null default 0,
    secure {INT} not null default 1 check (secure in (0, 1)),
    active {INT} not null default 1 check (active in (0, 1)),
    is_default {INT} not null default 0 check (is_default in (0, 1)),
    monthly_cost_minor {INT} not null default 0,
    noc text not null default '',
    status_address text not null default ''
){STRICT};

create table server_groups (
    id {ID},
    name text not null,
    -- 'least' (least full) or 'fill' (fill the default server first).
    fill_rule text not null default 'least'
){STRICT};

create table server_group_members (
    group_id {INT} not null references server_groups (id),
    server_id {INT} not null references servers (id),
    primary key (group_id, server_id)
){STRICT};

create table services (
    id {ID},
    client_id {INT} not null references clients (id),
    order_id {INT} references orders (id),
    product_id {INT} not null references products (id),
    server_id {INT} references servers (id),
    -- The date of the first period; every later period is computed from it (B4).
    anchor_on text not null,
    registered_on text not null,
    domain text not null default '',
    gateway text not null default '',
    quantity {INT} not null default 1 check (quantity > 0),
    first_payment_minor {INT} not null,
    recurring_minor {INT} not null,
    cycle text not null,
    next_due_on text,
    status text not null check (status in ('Pending', 'Active', 'Completed', 'Suspended',
        'Terminated', 'Cancelled', 'Fraud')),
    suspend_reason text not null default '',
    -- 1 when the automation suspended it for an unpaid invoice: only then payment unsuspends (B26).
    suspended_for_overdue {INT} not null default 0 check (suspended_for_overdue in (0, 1)),
    override_auto_suspend {INT} not null default 0 check (override_auto_suspend in (0, 1)),
    override_suspend_until text,
    override_auto_terminate {INT} not null default 0 check (override_auto_terminate in (0, 1)),
    username text not null default '',
    -- Encrypted, see engine::secrets.
    password text not null default '',
    subscription_id text not null default '',
    promotion_id {INT} references promotions (id),
    -- Invoices already discounted by the promotion (B11).
    promotion_count {INT} not null default 0,
    dedicated_ip text not null default '',
    assigned_ips text not null default '',
    ns1 text not null default '',
    ns2 text not null default '',
    notes text not null default '',
    disk_usage {INT} not null default 0,
    disk_limit {INT} not null default 0,
    bandwidth_usage {INT} not null default 0,
    bandwidth_limit {INT} not null default 0,
    usage_at {INT},
    -- Completed creation at the provider; never created twice.
    provisioned_at {INT},
    terminated_on text,
    created_at {INT} not null,
    updated_at {INT} not null
){STRICT};
create index services_client on services (client_id, id);
create index services_product on services (product_id);
create index services_order on services (order_id);
create index services_due on services (next_due_on, id) where status in ('Active', 'Suspended');
create index services_domain on services (domain);

create table service_options (
    service_id {INT} not null references services (id),
    option_id {INT} not null references config_options (id),
    choice_id {INT} not null references config_choices (id),
    quantity {INT} not null default 0,
    primary key (service_id, option_id)
){STRICT};

create table service_addons (
    id {ID},
    client_id {INT} not null references clients (id),
    service_id {INT} not null references services (id),
    addon_id {INT} references product_addons (id),
    order_id {INT} references orders (id),
    name text not null,
    anchor_on text not null,
    registered_on text not null,
    gateway text not null default '',
    quantity {INT} not null default 1 check (quantity > 0),
    setup_minor {INT} not null default 0,
    recurring_minor {INT} not null,
    cycle text not null,
    taxed {INT} not null default 1 check (taxed in (0, 1)),
    next_due_on text,
    status text not null check (status in ('Pending', 'Active', 'Completed', 'Suspended',
        'Terminated', 'Cancelled', 'Fraud')),
    notes text not null default '',
    terminated_on text,
    created_at {INT} not null,
    updated_at {INT} not null
){STRICT};
create index service_addons_service on service_addons (service_id, id);
create index service_addons_client on service_addons (client_id, id);
create index service_addons_order on service_addons (order_id);
create index service_addons_due on service_addons (next_due_on, id)
    where status in ('Active', 'Suspended');

create table module_queue (
    id {ID},
    service_type text not null,
    service_id {INT} not null,
    module text not null,
    action text not null,
    last_attempt_at {INT} not null,
    last_error text not null,
    retries {INT} not null default 0,
    completed_at {INT}
){STRICT};
create unique index module_queue_open on module_queue (service_type, service_id, action)
    where completed_at is null;
