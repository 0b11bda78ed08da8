-- The second factor of staff, as 0024 has it for users.

alter table staff add column two_factor_secret text not null default '';

create table staff_two_factor (
    staff_id {INT} not null primary key references staff (id),
    -- Sealed; counts once a code of it was shown. The one in force stands in `staff`.
    pending_secret text not null default '',
    -- The last time step whose code was used: each code is good once.
    last_step {INT} not null default 0
){STRICT};

create table staff_backup_codes (
    staff_id {INT} not null references staff (id),
    fingerprint text not null,
    used_at {INT},
    primary key (staff_id, fingerprint)
){STRICT};
