-- Departments and tickets.

create table departments (
    id {ID},
    name text not null,
    description text not null default '',
    email text not null default '',
    hidden {INT} not null default 0 check (hidden in (0, 1)),
    clients_only {INT} not null default 0 check (clients_only in (0, 1)),
    position {INT} not null default 0
){STRICT};

create table ticket_statuses (
    id {ID},
    title text not null unique,
    colour text not null,
    position {INT} not null default 0,
    show_active {INT} not null default 0 check (show_active in (0, 1)),
    show_awaiting {INT} not null default 0 check (show_awaiting in (0, 1)),
    auto_close {INT} not null default 0 check (auto_close in (0, 1))
){STRICT};

create table tickets (
    id {ID},
    -- What people quote: 'ABC-123456'.
    mask text not null unique,
    -- Secret part of the address under which a guest reads the ticket.
    access_key text not null,
    department_id {INT} not null references departments (id),
    client_id {INT} not null default 0,
    contact_id {INT} not null default 0,
    user_id {INT} not null default 0,
    name text not null default '',
    email text not null default '',
    email_folded text not null default '',
    cc text not null default '',
    subject text not null,
    status text not null,
    priority text not null check (priority in ('Low', 'Medium', 'High')),
    service text not null default '',
    flag_staff_id {INT} not null default 0,
    client_unread {INT} not null default 0 check (client_unread in (0, 1)),
    staff_unread text not null default '',
    merged_into {INT},
    opened_at {INT} not null,
    last_reply_at {INT} not null
){STRICT};
create index tickets_client on tickets (client_id, last_reply_at);
create index tickets_department on tickets (department_id, status, last_reply_at);
create index tickets_status on tickets (status, last_reply_at);

-- The opening message is the first reply of its ticket.
create table ticket_replies (
    id {ID},
    ticket_id {INT} not null references tickets (id),
    opening {INT} not null default 0 check (opening in (0, 1)),
    client_id {INT} not null default 0,
    contact_id {INT} not null default 0,
    user_id {INT} not null default 0,
    staff_id {INT} not null default 0,
    name text not null default '',
    email text not null default '',
    at {INT} not null,
    message text not null,
    markdown {INT} not null default 0 check (markdown in (0, 1)),
    rating {INT} not null default 0 check (rating between 0 and 5)
){STRICT};
create index ticket_replies_ticket on ticket_replies (ticket_id, id);
create unique index ticket_replies_one_opening on ticket_replies (ticket_id) where opening = 1;

create table ticket_notes (
    id {ID},
    ticket_id {INT} not null references tickets (id),
    staff_id {INT} not null default 0,
    staff_name text not null default '',
    at {INT} not null,
    message text not null,
    markdown {INT} not null default 0 check (markdown in (0, 1))
){STRICT};
create index ticket_notes_ticket on ticket_notes (ticket_id, id);
