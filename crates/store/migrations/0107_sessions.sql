-- Sessions that were renewed or ended: the refresh token that was shown last, never a secret of it.
-- One that was neither has no row.
create table sessions (
    id text primary key,
    current text not null,
    previous text not null,
    since {INT} not null,
    ended {INT} not null check (ended in (0, 1))
){STRICT};
create index sessions_since on sessions (since);
-- The member of staff who made a link that signs in as somebody else.
alter table tokens add column staff_id {INT};
