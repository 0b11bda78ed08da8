-- The second factor of users: what is not in force yet, what was used, and codes for a lost device.

create table user_two_factor (
    user_id {INT} not null primary key references users (id),
    -- Sealed; counts once a code of it was shown. The one in force stands in `users`.
    pending_secret text not null default '',
    -- The last time step whose code was used: each code is good once.
    last_step {INT} not null default 0
){STRICT};

create table user_backup_codes (
    user_id {INT} not null references users (id),
    fingerprint text not null,
    used_at {INT},
    primary key (user_id, fingerprint)
){STRICT};
