-- The automation: what runs when and who is at it, the brake, and the notices that were sent.

-- A row per task, made at its first run (B35).
create table automation_tasks (
    task text not null primary key,
    paused {INT} not null default 0 check (paused in (0, 1)),
    -- HH:MM in the company's time zone; '' for the usual time.
    at_time text not null default '',
    -- The last day whose run came to its end, and when that was.
    last_run_on text,
    last_run_at {INT},
    -- Who runs it until when. The fence grows with each claim: who has an older one is too late.
    held_by text not null default '',
    held_until {INT} not null default 0,
    fence {INT} not null default 0,
    -- After a failure: not before this instant.
    retry_at {INT} not null default 0
){STRICT};

-- A run that stopped before its first act because it would do unusually much (B27).
create table automation_brakes (
    id {ID},
    task text not null,
    on_date text not null,
    reason text not null,
    -- How many things it would touch; up to so many an approval lets through.
    would {INT} not null,
    raised_at {INT} not null,
    approved_at {INT},
    approved_by text not null default '',
    -- When an approved run used it up, or a later run needed none.
    closed_at {INT}
){STRICT};
create unique index automation_brakes_open on automation_brakes (task) where closed_at is null;

-- Notices that were sent: each once per thing, date and offset from that date (B24, B25, B33).
create table notices (
    kind text not null check (kind in ('invoice', 'domain', 'pay method')),
    rel_id {INT} not null,
    on_date text not null,
    day_offset {INT} not null,
    at {INT} not null,
    primary key (kind, rel_id, on_date, day_offset)
){STRICT};

-- Days after the due date, by product; empty for the house's (B26).
alter table products add column overdue_suspend_days {INT}
    check (overdue_suspend_days is null or overdue_suspend_days >= 0);
alter table products add column overdue_terminate_days {INT}
    check (overdue_terminate_days is null or overdue_terminate_days >= 0);
-- Neither suspended nor terminated for being overdue (B26).
alter table clients add column suspend_terminate_exempt {INT} not null default 0
    check (suspend_terminate_exempt in (0, 1));

create index domains_expire on domains (expires_on, id)
    where status in ('Active', 'Grace', 'Redemption');
create index pay_methods_expire on pay_methods (expires_on, id) where deleted_at is null;
create index orders_pending on orders (id) where status = 'Pending';

insert into email_templates (type, name, subject, message) values
    ('invoice', 'First Invoice Overdue Notice', 'Invoice {$invoice_num} is overdue',
     'Dear {$client_name},

invoice {$invoice_num} over {$invoice_balance} was due on {$invoice_date_due} and is not paid
yet: {$invoice_link}

{$signature}'),
    ('invoice', 'Second Invoice Overdue Notice', 'Second notice: invoice {$invoice_num} is overdue',
     'Dear {$client_name},

invoice {$invoice_num} over {$invoice_balance} was due on {$invoice_date_due}. Please pay it soon:
{$invoice_link}

{$signature}'),
    ('invoice', 'Third Invoice Overdue Notice', 'Last notice: invoice {$invoice_num} is overdue',
     'Dear {$client_name},

invoice {$invoice_num} over {$invoice_balance} was due on {$invoice_date_due}. What is not paid
will be suspended: {$invoice_link}

{$signature}'),
    ('general', 'Credit Card Expiring Soon', 'Your card expires soon',
     'Dear {$client_name},

your card ending in {$client_cc_number} expires on {$client_cc_expiry}. Please store its successor:
{$whmcs_url}

{$signature}'),
    ('domain', 'Upcoming Domain Renewal Notice', '{$domain_name} is to be renewed',
     'Dear {$client_name},

{$domain_name} expires on {$domain_expiry_date}. Please see to its renewal: {$whmcs_url}

{$signature}'),
    ('domain', 'Expired Domain Notice', '{$domain_name} has expired',
     'Dear {$client_name},

{$domain_name} expired on {$domain_expiry_date}. It can be lost soon: {$whmcs_url}

{$signature}'),
    ('support', 'Support Ticket Auto Close Notification', 'Ticket {$ticket_id} was closed',
     'Dear {$client_name},

we heard nothing more about "{$ticket_subject}" and closed the ticket. An answer opens it again.

{$signature}')
on conflict (name, language) do nothing;
