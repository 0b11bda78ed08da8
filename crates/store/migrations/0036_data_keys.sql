-- The keys that secrets are sealed with, themselves sealed under a master key of the configuration.

create table data_keys (
    id text primary key,
    sealed text not null,
    -- From then on it seals; every node has read of it by then.
    active_from {INT} not null,
    created_at {INT} not null
){STRICT};
