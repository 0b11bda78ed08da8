-- Keys on people's devices, which sign them in without a password (Web Authentication, W3C).
create table passkeys (
    id {ID},
    user_id {INT} references users (id),
    staff_id {INT} references staff (id),
    -- The device's name for it, in base 64 for addresses.
    credential_id text not null unique check (credential_id <> ''),
    -- A SubjectPublicKeyInfo in base 64 for addresses.
    public_key text not null,
    name text not null check (name <> ''),
    -- How often the device says it has signed; devices that share keys always say 0.
    sign_count {INT} not null default 0,
    -- The instant, in microseconds, of the challenge that was signed last: each is good once.
    challenge_at {INT} not null default 0,
    created_at {INT} not null,
    last_used_at {INT},
    check ((user_id is null) <> (staff_id is null))
){STRICT};
create index passkeys_of_user on passkeys (user_id);
create index passkeys_of_staff on passkeys (staff_id);
