-- Settings, staff, API credentials, logs, idempotency, outbox and jobs.

create table settings (
    key text not null primary key,
    value text not null
){STRICT};

-- Gapless numbers (invoice numbers and the like) come from here, never from ids.
create table counters (
    name text not null primary key,
    next {INT} not null check (next > 0)
){STRICT};

create table currencies (
    id {ID},
    code text not null unique check (length(code) = 3),
    prefix text not null default '',
    suffix text not null default '',
    format {INT} not null default 1 check (format between 1 and 4),
    -- Units of this currency for one unit of the default one, times 100000000 (model::ExchangeRate).
    rate {INT} not null check (rate > 0),
    is_default {INT} not null default 0 check (is_default in (0, 1))
){STRICT};
create unique index currencies_one_default on currencies (is_default) where is_default = 1;

create table gateways (
    module text not null primary key,
    name text not null,
    position {INT} not null default 0,
    active {INT} not null default 1 check (active in (0, 1)),
    settings text not null default '{}'
){STRICT};

create table roles (
    id {ID},
    kind text not null check (kind in ('staff', 'api')),
    name text not null,
    -- JSON list of action names; ["*"] allows everything.
    actions text not null,
    unique (kind, name)
){STRICT};

create table staff (
    id {ID},
    uuid text not null unique,
    username text not null,
    username_folded text not null unique,
    email text not null,
    email_folded text not null unique,
    first_name text not null,
    last_name text not null,
    -- argon2id over the lower-case hex MD5 of the password, so that the WHMCS API log-in, which
    -- sends that MD5, and the form log-in are checked against one slow hash.
    password_hash text not null,
    role_id {INT} not null references roles (id),
    signature text not null default '',
    notes text not null default '',
    language text not null default 'english',
    disabled {INT} not null default 0 check (disabled in (0, 1)),
    epoch {INT} not null default 0,
    created_at {INT} not null,
    last_login_at {INT},
    last_seen_at {INT}
){STRICT};

create table api_credentials (
    id {ID},
    identifier text not null unique,
    -- SHA-256 of a random secret of full strength: it needs no slow hash.
    secret_hash text not null,
    description text not null default '',
    staff_id {INT} references staff (id),
    role_id {INT} not null references roles (id),
    loopback_only {INT} not null default 0 check (loopback_only in (0, 1)),
    enabled {INT} not null default 1 check (enabled in (0, 1)),
    created_at {INT} not null,
    last_used_at {INT}
){STRICT};

create table activity (
    id {ID},
    at {INT} not null,
    -- Who: 'system', 'staff', 'api', 'client', 'visitor', with the id where there is one.
    actor text not null,
    actor_id {INT},
    actor_name text not null,
    ip text not null default '',
    action text not null default '',
    client_id {INT},
    user_id {INT},
    description text not null
){STRICT};
create index activity_client on activity (client_id, id);
create index activity_at on activity (at);

create table audit (
    id {ID},
    at {INT} not null,
    actor text not null,
    actor_id {INT},
    ip text not null default '',
    door text not null,
    action text not null,
    entity text not null,
    entity_id {INT} not null,
    -- JSON object: field -> [before, after].
    changes text not null
){STRICT};
create index audit_entity on audit (entity, entity_id, id);

create table idempotency (
    caller text not null,
    key text not null,
    action text not null,
    input_hash text not null,
    response text not null,
    at {INT} not null,
    primary key (caller, key)
){STRICT};

create table outbox (
    id {ID},
    at {INT} not null,
    kind text not null,
    client_id {INT},
    payload text not null
){STRICT};

create table jobs (
    id {ID},
    kind text not null,
    payload text not null,
    unique_key text unique,
    run_at {INT} not null,
    attempts {INT} not null default 0,
    attempts_max {INT} not null default 8,
    locked_by text,
    locked_until {INT} not null default 0,
    done_at {INT},
    failed_at {INT},
    last_error text
){STRICT};
create index jobs_ready on jobs (run_at, id) where done_at is null and failed_at is null;
