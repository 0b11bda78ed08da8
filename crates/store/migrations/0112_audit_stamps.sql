-- The audit log as a chain: every entry has a stamp, whose hash takes in the entry and the stamp
-- before. They are set some at a time after the entries, so that no writer waits for another one;
-- their order is their own, for on PostgreSQL a smaller number may be committed later.
create table audit_stamps (
    seq {INT} primary key,
    audit_id {INT} not null unique,
    -- Of the entry.
    at {INT} not null,
    -- Of the part of the entry that an erasure takes away.
    private_hash text not null,
    hash text not null
){STRICT};

-- The last stamp that went with old entries: there the chain begins.
create table audit_beginning (
    id {INT} primary key check (id = 1),
    seq {INT} not null,
    hash text not null
){STRICT};
insert into audit_beginning (id, seq, hash) values (1, 0, '');
