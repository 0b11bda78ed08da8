-- Names that were looked up, by whom and with what answer; kept for some days.
create table name_lookups (
    id {ID},
    at {INT} not null,
    name text not null,
    outcome text not null check (outcome in ('free', 'taken', 'unknown')),
    source text not null default '',
    actor text not null,
    actor_id {INT},
    ip text not null default ''
){STRICT};
create index name_lookups_at on name_lookups (at);
create index name_lookups_name on name_lookups (name, id);
