-- What modules were asked and what came of it, without secrets; kept while the setting is on.
create table module_calls (
    id {ID},
    at {INT} not null,
    port text not null,
    module text not null,
    action text not null,
    target text not null default '',
    client_id {INT},
    outcome text not null,
    millis {INT} not null,
    request text not null default '',
    answer text not null default ''
){STRICT};
create index module_calls_at on module_calls (at);
create index module_calls_client on module_calls (client_id) where client_id is not null;
create index module_calls_target on module_calls (target);
