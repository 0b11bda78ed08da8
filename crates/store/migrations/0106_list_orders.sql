-- The lists of the back office in every order that they may be sorted by: a page is read from an
-- index, not sorted from all rows. Days that may be missing stand before all others.
create index invoices_issued on invoices (issued_on, id);
create index invoices_due on invoices (due_on, id);
create index invoices_total on invoices (total_minor, id);
create index orders_amount on orders (amount_minor, id);
create index transactions_in on transactions (amount_in_minor, id);
create index services_by_due on services ((coalesce(next_due_on, '')), id);
create index services_recurring on services (recurring_minor, id);
create index domains_status on domains (status, id);
create index domains_by_due on domains ((coalesce(next_due_on, '')), id);
create index domains_by_expiry on domains ((coalesce(expires_on, '')), id);
create index domains_recurring on domains (recurring_minor, id);
create index tickets_urgency on tickets
    ((case priority when 'High' then 2 when 'Medium' then 1 else 0 end), last_reply_at, id)
    where merged_into is null;

-- Which of the house's mails about its business the members of a role get: orders, cancellations and
-- quotes, and tickets of their departments. Nobody who was not asked is written to.
alter table roles add column account_mails {INT} not null default 0 check (account_mails in (0, 1));
alter table roles add column support_mails {INT} not null default 0 check (support_mails in (0, 1));

-- Mails to clients that the vendor has. Nobody is asked how a ticket went until that is switched on.
insert into email_templates (type, name, subject, message) values
    ('product', 'Cancellation Request Confirmation', 'Your cancellation was received',
     'Dear {$client_name},

we received your request to cancel {$service_product_name} {$service_domain}.

It ends: {$service_cancellation_type}
Paid until: {$service_next_due_date}

If this was a mistake, please answer this mail.

{$signature}'),
    ('general', 'Quote Accepted', 'Quote #{$quote_number} is accepted',
     'Dear {$client_name},

thank you: you accepted quote #{$quote_number}, {$quote_subject}.

Total: {$quote_total}
Invoice: {$quote_invoice_link}

{$signature}'),
    ('invoice', 'Invoice Modified', 'Invoice #{$invoice_num} was changed',
     'Dear {$client_name},

an invoice of yours was changed. This is how it stands now:

Invoice #{$invoice_num}
Total: {$invoice_total}
Still to be paid: {$invoice_balance}
Due: {$invoice_date_due}

{$invoice_link}

{$signature}'),
    ('admin', 'New Order Notification', 'New order #{$order_number} of {$client_name}',
     '{$client_name} placed order {$order_id}.

{$order_details}

{$whmcs_url}admin/orders/{$order_id}'),
    ('admin', 'New Cancellation Request', '{$client_name} wants to cancel {$service_product}',
     '{$client_name} asked for the end of service {$service_id}: {$service_product}
{$service_domain}

When: {$service_cancellation_type}
Reason: {$service_cancellation_reason}

{$whmcs_url}admin/services/{$service_id}'),
    ('admin', 'Quote Accepted Notification', '{$client_name} accepted quote #{$quote_number}',
     '{$client_name} accepted quote #{$quote_number}, {$quote_subject}, over {$quote_total}.

{$whmcs_url}admin/quotes/{$quote_number}'),
    ('admin', 'Support Ticket Created', '[{$ticket_id}] {$ticket_subject}',
     '{$client_name} opened a ticket for {$ticket_department} ({$ticket_priority}):

{$ticket_message}

{$ticket_link}'),
    ('admin', 'Support Ticket Response', 'Re: [{$ticket_id}] {$ticket_subject}',
     '{$client_name} answered in a ticket of {$ticket_department} ({$ticket_priority}):

{$ticket_message}

{$ticket_link}')
on conflict (name, language) do nothing;
insert into email_templates (type, name, subject, message, disabled) values
    ('support', 'Support Ticket Feedback Request', 'How did we do? Ticket {$ticket_id}',
     'Dear {$client_name},

your ticket “{$ticket_subject}” is closed. How did it go? It takes a minute to say so at the end of
the ticket:

{$ticket_url}

{$signature}', 1)
on conflict (name, language) do nothing;
