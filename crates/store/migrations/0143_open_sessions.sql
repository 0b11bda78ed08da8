-- Where somebody is signed in: one row of each session, which goes with its end. Sessions of
-- before this have one once they are renewed; of staff in the place of a user there is none.
create table open_sessions (
    id {ID},
    session text not null unique check (session <> ''),
    user_id {INT} references users (id),
    staff_id {INT} references staff (id),
    -- The session is over when the person's epoch is another one.
    epoch {INT} not null,
    began_at {INT} not null,
    seen_at {INT} not null,
    expires_at {INT} not null,
    ip text not null,
    -- Browser and system by name, never all that a browser says of itself.
    device text not null,
    check ((user_id is null) <> (staff_id is null))
){STRICT};
create index open_sessions_of_user on open_sessions (user_id);
create index open_sessions_of_staff on open_sessions (staff_id);
create index open_sessions_expire on open_sessions (expires_at);
--[sqlite]
-- A session is ended by its number: see migration 0088 for how and why.
pragma writable_schema = on;
update sqlite_schema
set sql = replace(sql, 'id INTEGER PRIMARY KEY', 'id INTEGER PRIMARY KEY AUTOINCREMENT')
where type = 'table' and name = 'open_sessions';
pragma writable_schema = reset;
--[both]
