-- Mail that arrives: what became of each, what is turned away, and where departments fetch theirs.

-- Answers are taken by mail, new tickets are not.
alter table departments add column replies_only {INT} not null default 0
    check (replies_only in (0, 1));
alter table departments add column mailbox_protocol text not null default ''
    check (mailbox_protocol in ('', 'imap', 'pop3'));
alter table departments add column mailbox_host text not null default '';
-- 0 for the usual one.
alter table departments add column mailbox_port {INT} not null default 0;
alter table departments add column mailbox_security text not null default 'tls'
    check (mailbox_security in ('tls', 'starttls', 'none'));
alter table departments add column mailbox_user text not null default '';
-- Sealed.
alter table departments add column mailbox_password text not null default '';
alter table departments add column mailbox_fetched_at {INT};
alter table departments add column mailbox_error text not null default '';

create table inbound_mails (
    id {ID},
    -- Lower-case hex of a SHA-256: the same mail that comes twice is one.
    fingerprint text not null unique,
    arrived_at {INT} not null,
    message_id text not null default '',
    from_name text not null default '',
    from_address text not null default '',
    from_folded text not null default '',
    to_address text not null default '',
    subject text not null default '',
    search_folded text not null default '',
    department_id {INT} not null default 0,
    ticket_id {INT},
    outcome text not null default 'Refused' check (outcome in ('Imported', 'Refused', 'Noted')),
    -- What people read in the log.
    status text not null default '',
    -- A mail went to the sender because of it.
    answered {INT} not null default 0 check (answered in (0, 1)),
    copies {INT} not null default 1,
    -- The mail as it came, kept for a while when it was not imported.
    raw {BYTES}
){STRICT};
create index inbound_mails_from on inbound_mails (from_folded, arrived_at);
create index inbound_mails_ticket on inbound_mails (ticket_id, id);
create index inbound_mails_outcome on inbound_mails (outcome, id);
create index inbound_mails_arrived on inbound_mails (arrived_at);

create table spam_filters (
    id {ID},
    kind text not null check (kind in ('sender', 'subject', 'phrase')),
    content text not null,
    content_folded text not null,
    hits {INT} not null default 0,
    created_at {INT} not null,
    unique (kind, content_folded)
){STRICT};
-- The table of blocked senders stays for the release before this one.
insert into spam_filters (kind, content, content_folded, created_at)
    select 'sender', email_folded, email_folded, created_at from blocked_senders
    order by email_folded;

insert into email_templates (type, name, subject, message) values
    ('support', 'Clients Only Bounce Message', 'Your message was not delivered',
     'Dear {$client_name},

your message to {$department_name} was not accepted, because only clients can open a ticket there
and we do not know your address. If you are a client, please write from the address of your account
or open a ticket here:
{$whmcs_url}

{$signature}'),
    ('support', 'Replies Only Bounce Message', 'Your message was not delivered',
     'Dear {$client_name},

your message to {$department_name} was not accepted: new tickets are not opened by e-mail. Please
open one here:
{$whmcs_url}

{$signature}')
on conflict do nothing;
