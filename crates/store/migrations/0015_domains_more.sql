-- Calls of registrars, additional fields of names, and the order in which names are looked at.

-- A call is written down before the registrar is asked, so that after a crash or a time-out the
-- registrar is asked what became of it and nothing is bought twice.
create table domain_calls (
    id {ID},
    domain_id {INT} not null references domains (id),
    action text not null check (action in ('register', 'transfer', 'renew')),
    registrar text not null,
    -- The same with every attempt at the call.
    idempotency_key text not null,
    -- What asked for it (a job); the same occasion is granted once. Empty for people.
    occasion text not null default '',
    years {INT} not null check (years between 1 and 10),
    -- The expiry that a renewal begins at.
    expires_before text,
    idn_language text not null default '',
    -- Unix seconds.
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
-- One call at a time per name, whatever nodes and workers there are.
create unique index domain_calls_one_open on domain_calls (domain_id) where finished_at is null;
create unique index domain_calls_occasion on domain_calls (occasion)
    where occasion <> '' and outcome = 'done';
create index domain_calls_domain on domain_calls (domain_id, id);

-- What an ending asks for beside contacts.
create table domain_fields (
    domain_id {INT} not null references domains (id),
    name text not null,
    value text not null,
    primary key (domain_id, name)
){STRICT};

-- Names are compared with their registrars oldest answer first (B33).
create index domains_synced on domains ((coalesce(synced_at, 0)), id);
