-- Search words, erasure, tokens, invitations, notes, mails and affiliates.

-- What lists of people are searched by: the beginnings of e-mail, names and company, folded.
create table people_words (
    kind text not null check (kind in ('client', 'user')),
    word text{BYTEWISE} not null,
    rel_id {INT} not null,
    primary key (kind, word, rel_id)
){STRICT};
create index people_words_of on people_words (kind, rel_id);

-- Set when the personal data was erased; the row stays for the documents that the law keeps.
alter table clients add column erased_at {INT};
-- Lists and their counts look at the others only.
create index clients_present on clients (id) where erased_at is null;
create index clients_present_status on clients (status, id) where erased_at is null;

-- Links sent by mail or handed out for one use: only the hash of the secret is kept.
create table tokens (
    hash text not null primary key,
    kind text not null check (kind in ('reset', 'verify', 'sso')),
    user_id {INT} not null references users (id),
    client_id {INT} references clients (id),
    -- What the token is bound to: the user's epoch, and the e-mail address or the destination.
    epoch {INT} not null default 0,
    subject text not null default '',
    created_at {INT} not null,
    expires_at {INT} not null,
    used_at {INT}
){STRICT};
create index tokens_user on tokens (user_id, kind);

create table invites (
    id {ID},
    client_id {INT} not null references clients (id),
    email text not null,
    email_folded text not null,
    permissions text not null,
    token_hash text not null unique,
    invited_by text not null default '',
    created_at {INT} not null,
    expires_at {INT} not null,
    accepted_at {INT}
){STRICT};
create index invites_client on invites (client_id, id);

create table client_notes (
    id {ID},
    client_id {INT} not null references clients (id),
    staff_id {INT},
    note text not null,
    sticky {INT} not null default 0 check (sticky in (0, 1)),
    created_at {INT} not null,
    updated_at {INT} not null
){STRICT};
create index client_notes_client on client_notes (client_id, id);

create table affiliates (
    id {ID},
    client_id {INT} not null unique references clients (id),
    since text not null,
    visitors {INT} not null default 0,
    -- '' for the house rule.
    pay_type text not null default '' check (pay_type in ('', 'percentage', 'fixed')),
    -- Minor units of the client's currency, or hundredths of a per cent.
    pay_amount {INT} not null default 0,
    one_time {INT} not null default 0 check (one_time in (0, 1)),
    balance_minor {INT} not null default 0,
    withdrawn_minor {INT} not null default 0,
    created_at {INT} not null,
    updated_at {INT} not null
){STRICT};

-- Mails to clients, as `GetEmails` lists them; links that open something are left out of the text.
create table emails (
    id {ID},
    client_id {INT} not null references clients (id),
    to_address text not null,
    cc text not null default '',
    subject text not null,
    subject_folded text not null,
    message text not null,
    created_at {INT} not null,
    sent_at {INT},
    failed_at {INT},
    failure text not null default '',
    attempts {INT} not null default 0
){STRICT};
create index emails_client on emails (client_id, id);
