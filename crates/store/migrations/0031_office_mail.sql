-- Whom the house tells of what happens, and mails to many clients at once.

create table notification_rules (
    id {ID},
    name text not null,
    -- Kinds of event, separated by commas; '*' for all.
    events text not null,
    -- `mail`, `slack` or `hook`.
    channel text not null check (channel in ('mail', 'slack', 'hook')),
    -- Addresses separated by commas, or a URL; a URL may hold a secret, so it is sealed.
    target text not null,
    -- The last characters of the target, for people.
    target_hint text not null default '',
    -- Sealed; signs what a hook is sent.
    secret text not null default '',
    -- A field of the event that must compare so with a value; an empty field is no condition.
    field text not null default '',
    comparison text not null default '' check (comparison in ('', '=', '!=', '>', '<', 'contains')),
    value text not null default '',
    title text not null default '',
    message text not null default '',
    enabled {INT} not null default 1 check (enabled in (0, 1)),
    sent {INT} not null default 0,
    last_sent_at {INT},
    last_error text not null default ''
){STRICT};

create table campaigns (
    id {ID},
    name text not null,
    subject text not null,
    message text not null,
    -- JSON: who is written to.
    audience text not null default '{}',
    status text not null default 'Draft'
        check (status in ('Draft', 'Sending', 'Paused', 'Done', 'Cancelled')),
    -- Advertising: only for clients who agreed to it, and with a way out.
    marketing {INT} not null default 1 check (marketing in (0, 1)),
    per_minute {INT} not null default 60 check (per_minute between 1 and 1000),
    staff_id {INT} not null default 0,
    created_at {INT} not null default 0,
    started_at {INT},
    finished_at {INT}
){STRICT};

-- Everybody who is written to, once.
create table campaign_mails (
    campaign_id {INT} not null references campaigns (id),
    client_id {INT} not null references clients (id),
    status text not null default 'Waiting' check (status in ('Waiting', 'Sent', 'Skipped')),
    -- Why nothing was sent.
    reason text not null default '',
    at {INT},
    primary key (campaign_id, client_id)
){STRICT};
create index campaign_mails_waiting on campaign_mails (campaign_id, status, client_id);
