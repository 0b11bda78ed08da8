-- Overrides of settings, escalation of tickets, commissions of affiliates, usage by month.

-- Settings of the automation that differ for a client or a product (B26).
create table setting_overrides (
    subject text not null check (subject in ('client', 'product')),
    subject_id {INT} not null,
    setting text not null,
    value text not null,
    primary key (subject, subject_id, setting)
){STRICT};
-- The columns that products had for two of them.
insert into setting_overrides (subject, subject_id, setting, value)
    select 'product', id, 'AutoSuspensionDays', cast(overdue_suspend_days as text) from products
        where overdue_suspend_days is not null;
insert into setting_overrides (subject, subject_id, setting, value)
    select 'product', id, 'AutoTerminationDays', cast(overdue_terminate_days as text)
        from products where overdue_terminate_days is not null;
insert into setting_overrides (subject, subject_id, setting, value)
    select 'product', id, 'AutoTermination', 'on' from products
        where overdue_terminate_days is not null;

-- What becomes of tickets that nobody answers in time.
create table ticket_escalations (
    id {ID},
    name text not null unique,
    -- CSV of what a ticket must be; empty for any.
    departments text not null default '',
    statuses text not null default '',
    priorities text not null default '',
    -- Since the last answer.
    minutes {INT} not null check (minutes > 0),
    -- What is done; empty or 0 for nothing.
    to_department_id {INT} references departments (id),
    to_status text not null default '',
    to_priority text not null default '' check (to_priority in ('', 'Low', 'Medium', 'High')),
    flag_staff_id {INT} not null default 0,
    -- CSV of staff who are mailed.
    notify_staff text not null default '',
    reply text not null default ''
){STRICT};
-- A rule acts on a ticket once after each answer.
create table ticket_escalated (
    escalation_id {INT} not null references ticket_escalations (id),
    ticket_id {INT} not null,
    last_reply_at {INT} not null,
    at {INT} not null,
    primary key (escalation_id, ticket_id, last_reply_at)
){STRICT};

-- What an affiliate earns by a paid line: once per line, whatever overlaps.
create table affiliate_commissions (
    id {ID},
    affiliate_id {INT} not null references affiliates (id),
    invoice_item_id {INT} not null unique,
    invoice_id {INT} not null references invoices (id),
    service_id {INT} not null,
    -- Minor units of the affiliate's currency.
    amount_minor {INT} not null check (amount_minor >= 0),
    status text not null check (status in ('Pending', 'Cleared', 'Reversed')),
    clears_on text not null,
    created_at {INT} not null,
    cleared_at {INT},
    reversed_at {INT}
){STRICT};
create index affiliate_commissions_open on affiliate_commissions (affiliate_id, clears_on)
    where status <> 'Reversed';
create index affiliate_commissions_service on affiliate_commissions (service_id, affiliate_id);
create index orders_affiliate on orders (affiliate_id, id) where affiliate_id > 0;

-- The most that a service used in a month, MiB, and what was asked for it.
create table service_usage (
    service_id {INT} not null references services (id),
    -- 'YYYY-MM'.
    month text not null,
    disk_mib {INT} not null default 0,
    traffic_mib {INT} not null default 0,
    at {INT} not null,
    billed_at {INT},
    primary key (service_id, month)
){STRICT};
create index service_usage_open on service_usage (month, service_id) where billed_at is null;
