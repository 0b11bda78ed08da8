-- Mail templates, to-do list, banned addresses, OAuth credentials, automation
-- history, and the indexes that the dashboard counts by.

create table email_templates (
    id {ID},
    type text not null,
    name text not null,
    subject text not null,
    -- Text with {$fields}; HTML when it contains a tag.
    message text not null,
    -- '' is the default language; only such a row makes the template exist.
    language text not null default '',
    disabled {INT} not null default 0 check (disabled in (0, 1)),
    custom {INT} not null default 0 check (custom in (0, 1)),
    unique (name, language)
){STRICT};
create index email_templates_type on email_templates (type, name);

create table todo_items (
    id {ID},
    on_date text not null,
    title text not null,
    description text not null default '',
    staff_id {INT} not null default 0,
    status text not null
        check (status in ('New', 'Pending', 'In Progress', 'Completed', 'Postponed')),
    due_on text
){STRICT};
create index todo_items_status on todo_items (status, due_on, id);

create table banned_ips (
    id {ID},
    ip text not null,
    reason text not null,
    created_at {INT} not null,
    expires_at {INT} not null
){STRICT};
create index banned_ips_ip on banned_ips (ip, expires_at);

create table oauth_credentials (
    id {ID},
    uuid text not null unique,
    name text not null default '',
    description text not null default '',
    grant_type text not null check (grant_type in ('authorization_code', 'single_sign_on')),
    -- Separated by spaces.
    scope text not null,
    identifier text not null unique,
    -- Sealed: the wire lists it, so a hash would not do.
    secret text not null,
    service_id {INT} references services (id),
    logo_uri text not null default '',
    -- JSON list.
    redirect_uris text not null default '[]',
    created_at {INT} not null,
    updated_at {INT} not null
){STRICT};

-- One row per run of a task of the automation (B35).
create table automation_runs (
    id {ID},
    task text not null,
    -- The day that the run was for.
    on_date text not null,
    started_at {INT} not null,
    finished_at {INT},
    -- JSON object: what was counted.
    counters text not null default '{}',
    error text
){STRICT};
create index automation_runs_date on automation_runs (on_date, task, id);
create index automation_runs_task on automation_runs (task, id);

alter table staff add column last_ip text not null default '';

create index orders_at on orders (at, status);
create index transactions_at
    on transactions (at, currency_id, amount_in_minor, fees_minor, amount_out_minor);
create index tickets_opened on tickets (opened_at);
create index billable_items_uninvoiced on billable_items (id) where invoiced = 0;
create index tickets_flagged on tickets (flag_staff_id, status);

insert into email_templates (type, name, subject, message) values
    ('general', 'Client Signup Email', 'Welcome to {$company_name}',
     'Dear {$client_name},

your account with {$company_name} is ready. You sign in with {$client_email} at
{$whmcs_url}

{$signature}'),
    ('general', 'Automated Password Reset', 'A new password for {$company_name}',
     'Dear {$client_name},

somebody asked to choose a new password for your account. If that was you, open
{$pw_reset_url}

{$signature}'),
    ('general', 'Client Email Address Verification', 'Please confirm your address',
     'Dear {$client_name},

please confirm that this address is yours by opening {$verification_url}

{$signature}'),
    ('product', 'Hosting Account Welcome Email', 'Your new service {$service_product_name}',
     'Dear {$client_name},

{$service_product_name} is ready.

Domain: {$service_domain}
Server: {$service_server_hostname}
Address: {$service_dedicated_ip}
User name: {$service_username}
Password: {$service_password}

{$signature}'),
    ('product', 'Service Suspension Notification', 'Your service was suspended',
     'Dear {$client_name},

{$service_product_name} ({$service_domain}) was suspended.
Reason: {$service_suspension_reason}

{$signature}'),
    ('product', 'Service Unsuspension Notification', 'Your service is back',
     'Dear {$client_name},

{$service_product_name} ({$service_domain}) is running again.

{$signature}'),
    ('invoice', 'Invoice Created', 'Invoice {$invoice_num}',
     'Dear {$client_name},

invoice {$invoice_num} over {$invoice_total} was made for you. It is due on
{$invoice_date_due}: {$invoice_link}

{$signature}'),
    ('invoice', 'Invoice Payment Reminder', 'Invoice {$invoice_num} is due soon',
     'Dear {$client_name},

invoice {$invoice_num} over {$invoice_balance} is due on {$invoice_date_due}:
{$invoice_link}

{$signature}'),
    ('invoice', 'Invoice Payment Confirmation', 'Your payment of invoice {$invoice_num}',
     'Dear {$client_name},

your payment of invoice {$invoice_num} has arrived. Thank you.

{$signature}'),
    ('admin', 'Service Creation Failed', 'A service could not be created',
     'Service {$service_id} ({$service_product}) could not be created:
{$error_msg}');
