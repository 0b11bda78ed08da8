-- Addresses that are told what happens, and what was sent to them.

create table web_hooks (
    id {ID},
    url text not null,
    description text not null default '',
    -- Sealed; signs what is sent.
    secret text not null,
    enabled {INT} not null default 1 check (enabled in (0, 1)),
    created_at {INT} not null,
    updated_at {INT} not null
){STRICT};

-- The kinds of event that each is told; '*' for all.
create table web_hook_kinds (
    kind text not null,
    hook_id {INT} not null references web_hooks (id),
    primary key (kind, hook_id)
){STRICT};
create index web_hook_kinds_hook on web_hook_kinds (hook_id);

create table web_hook_deliveries (
    id {ID},
    hook_id {INT} not null references web_hooks (id),
    event_id {INT} not null references outbox (id),
    status text not null default 'Waiting' check (status in ('Waiting', 'Sent', 'Failed')),
    attempts {INT} not null default 0,
    -- What the address answered last; 0 for nothing.
    http_status {INT} not null default 0,
    error text not null default '',
    created_at {INT} not null,
    updated_at {INT} not null,
    unique (hook_id, event_id)
){STRICT};
create index web_hook_deliveries_status on web_hook_deliveries (hook_id, status, id);

create index outbox_kind on outbox (kind, id);
create index outbox_client on outbox (client_id, id);
