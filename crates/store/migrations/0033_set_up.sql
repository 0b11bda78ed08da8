-- The set-up of an empty installation: who may do it, and that it was done.

create table set_up_tokens (
    -- Lower-case hex SHA-256 of what was printed.
    hash text not null primary key,
    expires_at {INT} not null
){STRICT};

-- One row at most: of two set-ups at once the second finds it taken.
create table set_up (
    id {INT} not null primary key check (id = 1),
    done_at {INT} not null
){STRICT};
