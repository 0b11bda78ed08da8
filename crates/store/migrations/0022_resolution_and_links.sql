-- Where names of services and domains point, and links whose clicks are counted.

create table domain_resolutions (
    kind text not null check (kind in ('service', 'domain')),
    rel_id {INT} not null,
    client_id {INT} not null references clients (id),
    name text not null,
    state text not null check (state in ('ours', 'elsewhere', 'gone', 'unanswered', 'unknown')),
    -- Ours that it was compared with, separated by commas; so are the answers.
    expected text not null default '',
    a text not null default '',
    aaaa text not null default '',
    mx text not null default '',
    ns text not null default '',
    checked_at {INT} not null,
    primary key (kind, rel_id)
){STRICT};
create index domain_resolutions_state on domain_resolutions (state, checked_at);
create index domain_resolutions_client on domain_resolutions (client_id, kind, rel_id);

create table tracked_links (
    id {ID},
    code text not null unique,
    name text not null,
    target text not null,
    campaign text not null default '',
    source text not null default '',
    medium text not null default '',
    active {INT} not null default 1 check (active in (0, 1)),
    created_at {INT} not null
){STRICT};
create index tracked_links_campaign on tracked_links (campaign, id);

create table tracked_days (
    link_id {INT} not null references tracked_links (id) on delete cascade,
    on_date text not null,
    clicks {INT} not null default 0,
    unique_clicks {INT} not null default 0,
    primary key (link_id, on_date)
){STRICT};

-- Who clicked today, as a hash with the day's salt. Both are gone the day after.
create table tracked_visitors (
    on_date text not null,
    link_id {INT} not null references tracked_links (id) on delete cascade,
    visitor text not null,
    primary key (on_date, link_id, visitor)
){STRICT};
create table tracked_salts (
    on_date text not null primary key,
    salt text not null
){STRICT};

create table tracked_conversions (
    kind text not null check (kind in ('signup', 'order')),
    -- The client, or the order.
    rel_id {INT} not null,
    link_id {INT} not null references tracked_links (id) on delete cascade,
    on_date text not null,
    primary key (kind, rel_id)
){STRICT};
create index tracked_conversions_link on tracked_conversions (link_id, on_date);
