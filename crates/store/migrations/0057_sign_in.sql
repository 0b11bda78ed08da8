-- Who may say who somebody is (OpenID Connect), and whom they have named.
create table sign_in_providers (
    id {ID},
    name text not null unique check (name <> ''),
    -- Its name for itself, and where it is asked.
    issuer text not null check (issuer <> ''),
    client_id text not null check (client_id <> ''),
    -- Sealed; empty where we prove nothing.
    client_secret text not null default '',
    for_staff {INT} not null default 0 check (for_staff in (0, 1)),
    for_clients {INT} not null default 0 check (for_clients in (0, 1)),
    sign_up {INT} not null default 0 check (sign_up in (0, 1)),
    -- Staff with a proven address in one of these are known by it; separated by commas.
    staff_domains text not null default '',
    position {INT} not null default 0
){STRICT};

-- A person at a provider is one user here, and one member of staff.
create table sign_in_links (
    id {ID},
    issuer text not null,
    subject text not null,
    user_id {INT} references users (id),
    staff_id {INT} references staff (id),
    -- As the provider said it when it was linked.
    email text not null default '',
    created_at {INT} not null,
    last_used_at {INT},
    check ((user_id is null) <> (staff_id is null))
){STRICT};
create unique index sign_in_links_users on sign_in_links (issuer, subject)
    where user_id is not null;
create unique index sign_in_links_staff on sign_in_links (issuer, subject)
    where staff_id is not null;
create index sign_in_links_of_user on sign_in_links (user_id);
create index sign_in_links_of_staff on sign_in_links (staff_id);
