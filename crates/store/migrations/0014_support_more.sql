-- Files, attachments, spam, predefined replies, announcements, and the statuses to begin with.

-- Bytes kept for a ticket. They are never served under their own name or type: only handed out.
create table files (
    id {ID},
    -- Random, so that it cannot be guessed or chosen by whoever sent the file.
    name text not null unique,
    size_bytes {INT} not null check (size_bytes >= 0),
    -- Lower-case hex.
    sha256 text not null,
    bytes {BYTES} not null,
    created_at {INT} not null
){STRICT};

create table ticket_attachments (
    id {ID},
    ticket_id {INT} not null references tickets (id),
    reply_id {INT} references ticket_replies (id),
    note_id {INT} references ticket_notes (id),
    file_id {INT} not null unique references files (id),
    -- The sender's name for it, cleaned; for showing only.
    filename text not null,
    check ((reply_id is null) <> (note_id is null))
){STRICT};
create index ticket_attachments_ticket on ticket_attachments (ticket_id, id);
create index ticket_attachments_reply on ticket_attachments (reply_id, id);
create index ticket_attachments_note on ticket_attachments (note_id, id);

alter table departments add column prevent_client_closure {INT} not null default 0
    check (prevent_client_closure in (0, 1));

alter table tickets add column subject_folded text not null default '';
-- Who of the staff opened it; empty when a client or guest did.
alter table tickets add column staff_name text not null default '';
alter table tickets add column prevent_client_closure {INT} not null default 0
    check (prevent_client_closure in (0, 1));
create index tickets_last_reply on tickets (last_reply_at, id);
create index tickets_email on tickets (email_folded, opened_at);
create index tickets_flag on tickets (flag_staff_id, last_reply_at) where flag_staff_id > 0;

alter table ticket_replies add column staff_name text not null default '';
alter table ticket_replies add column attachments_removed {INT} not null default 0
    check (attachments_removed in (0, 1));
alter table ticket_notes add column attachments_removed {INT} not null default 0
    check (attachments_removed in (0, 1));

-- A member of staff without a row here sees every department.
create table department_staff (
    staff_id {INT} not null references staff (id),
    department_id {INT} not null references departments (id),
    primary key (staff_id, department_id)
){STRICT};

-- Folded e-mail addresses whose mail and forms are turned away.
create table blocked_senders (
    email_folded text not null primary key,
    created_at {INT} not null
){STRICT};

create table predefined_categories (
    id {ID},
    parent_id {INT} not null default 0,
    name text not null
){STRICT};

create table predefined_replies (
    id {ID},
    category_id {INT} not null references predefined_categories (id),
    name text not null,
    reply text not null
){STRICT};
create index predefined_replies_category on predefined_replies (category_id, id);

-- A translation is a row with the parent it translates and its language.
create table announcements (
    id {ID},
    parent_id {INT} not null default 0,
    language text not null default '',
    -- The moment it is dated with: Unix seconds.
    at {INT} not null,
    title text not null,
    -- HTML as the staff wrote it; pages clean it.
    text text not null,
    published {INT} not null default 0 check (published in (0, 1)),
    created_at {INT} not null,
    updated_at {INT} not null
){STRICT};
create index announcements_at on announcements (at, id) where parent_id = 0;
create unique index announcements_language on announcements (parent_id, language)
    where parent_id > 0;

insert into ticket_statuses (title, colour, position, show_active, show_awaiting, auto_close)
values
    ('Open', '#2f7d4f', 1, 1, 1, 0),
    ('Answered', '#1f2933', 2, 1, 0, 1),
    ('Customer-Reply', '#b4540a', 3, 1, 1, 1),
    ('On Hold', '#1d5fa8', 4, 1, 0, 0),
    ('In Progress', '#a81d2b', 5, 1, 0, 0),
    ('Closed', '#6b7280', 6, 0, 0, 0)
on conflict (title) do nothing;
