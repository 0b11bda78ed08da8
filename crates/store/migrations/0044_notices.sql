-- What the staff tells each other.
create table staff_notices (
    id {ID},
    title text not null,
    message text not null default '',
    pinned {INT} not null default 0 check (pinned in (0, 1)),
    author text not null default '',
    created_at {INT} not null,
    updated_at {INT} not null
){STRICT};
create index staff_notices_order on staff_notices (pinned, created_at);
