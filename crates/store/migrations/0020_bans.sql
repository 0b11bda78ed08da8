-- Bans of addresses that failed log-ins lead to, and of mail domains.

alter table banned_ips add column automatic {INT} not null default 0
    check (automatic in (0, 1));
create index banned_ips_expires on banned_ips (expires_at, id);

-- Failed log-ins by address (IPv4) or network (IPv6, /64), on whichever node they were tried.
create table login_failures (
    network text not null primary key,
    since {INT} not null,
    failures {INT} not null check (failures > 0)
){STRICT};
create index login_failures_since on login_failures (since);

create table banned_email_domains (
    id {ID},
    -- Folded, without a dot before it.
    domain text not null unique,
    -- How often somebody was refused for it.
    uses {INT} not null default 0,
    last_used_at {INT},
    created_at {INT} not null
){STRICT};
