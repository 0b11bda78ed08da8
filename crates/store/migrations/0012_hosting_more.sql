-- Calls of provisioning modules, facts that modules keep, upgrades, and cancellation requests.

create index services_server on services (server_id, status);
create index services_username on services (username);
create index server_group_members_server on server_group_members (server_id);

-- What a module keeps about a service when the product has no custom field of that name.
create table service_facts (
    service_id {INT} not null references services (id),
    name text not null,
    value text not null,
    primary key (service_id, name)
){STRICT};

-- A call is written down before the module is asked, so that after a crash or a time-out the
-- module is asked what became of it and nothing is made twice.
create table service_calls (
    id {ID},
    service_id {INT} not null references services (id),
    action text not null,
    module text not null,
    -- The same with every attempt, also by later calls, until the other side gave an answer.
    idempotency_key text not null,
    -- JSON: what goes along with the action; passwords in it are sealed.
    input text not null default '{}',
    started_at {INT} not null,
    -- Counts the takers; only the last of them may write the outcome.
    attempts {INT} not null default 1,
    -- Before this instant (Unix seconds) nobody else may take the call up.
    held_until {INT} not null,
    outcome text not null default 'open'
        check (outcome in ('open', 'done', 'refused', 'failed', 'never arrived')),
    message text not null default '',
    finished_at {INT}
){STRICT};
-- One action at a time per service, whatever nodes and workers there are.
create unique index service_calls_one_open on service_calls (service_id)
    where finished_at is null;
create index service_calls_service on service_calls (service_id, id);

alter table module_queue add column created_at {INT} not null default 0;
create index module_queue_last on module_queue (last_attempt_at, id);

create table upgrades (
    id {ID},
    service_id {INT} not null references services (id),
    client_id {INT} not null references clients (id),
    order_id {INT} references orders (id),
    invoice_id {INT} references invoices (id),
    kind text not null check (kind in ('product', 'configoptions')),
    old_product_id {INT} not null references products (id),
    product_id {INT} not null references products (id),
    cycle text not null,
    -- What a renewal asks afterwards, in minor units of the client's currency.
    recurring_minor {INT} not null,
    -- JSON: option id -> [choice id, quantity]; empty when the options stay.
    options text not null default '{}',
    anchor_on text not null,
    next_due_on text,
    -- From this day the service is the new one; later than the order only "at renewal" (B31).
    effective_on text not null,
    -- Asked for now; and what becomes credit. Minor units.
    due_minor {INT} not null,
    credit_minor {INT} not null default 0,
    status text not null check (status in ('Pending', 'Completed', 'Cancelled')),
    created_at {INT} not null,
    completed_at {INT}
){STRICT};
create index upgrades_service on upgrades (service_id, id);
create index upgrades_order on upgrades (order_id);
create unique index upgrades_one_pending on upgrades (service_id) where status = 'Pending';

create table cancellation_requests (
    id {ID},
    service_id {INT} not null references services (id),
    client_id {INT} not null references clients (id),
    type text not null check (type in ('Immediate', 'End of Billing Period')),
    reason text not null default '',
    created_at {INT} not null,
    updated_at {INT} not null,
    -- When it was carried out or withdrawn.
    closed_at {INT}
){STRICT};
create unique index cancellation_requests_one_open on cancellation_requests (service_id)
    where closed_at is null;
create index cancellation_requests_created on cancellation_requests (created_at, id);

-- Settings of modules that are neither gateways nor of one product: registrars, fraud checks.
create table module_settings (
    type text not null,
    module text not null,
    active {INT} not null default 1 check (active in (0, 1)),
    -- JSON, secrets in it sealed.
    settings text not null default '{}',
    updated_at {INT} not null,
    primary key (type, module)
){STRICT};
