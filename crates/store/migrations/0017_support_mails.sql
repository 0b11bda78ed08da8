-- What is written to clients and guests about tickets and domain names.

insert into email_templates (type, name, subject, message) values
    ('support', 'Support Ticket Opened', '[Ticket ID: {$ticket_id}] {$ticket_subject}',
     'Dear {$client_name},

thank you: your ticket {$ticket_id} was opened and will be answered as soon as possible.

Subject: {$ticket_subject}
Priority: {$ticket_priority}
Status: {$ticket_status}

You can read and answer it here:
{$ticket_url}

{$signature}'),
    ('support', 'Support Ticket Opened by Admin', '[Ticket ID: {$ticket_id}] {$ticket_subject}',
     'Dear {$client_name},

we have opened a ticket for you.

{$ticket_message}

You can read and answer it here:
{$ticket_url}

{$signature}'),
    ('support', 'Support Ticket Reply', '[Ticket ID: {$ticket_id}] {$ticket_subject}',
     '{$ticket_message}

Ticket {$ticket_id}, {$ticket_status}:
{$ticket_url}

{$signature}'),
    ('domain', 'Domain Registration Confirmation', '{$domain_name} is registered',
     'Dear {$client_name},

{$domain_name} is registered for {$domain_reg_period} year(s), until {$domain_expiry_date}.

{$signature}'),
    ('domain', 'Domain Renewal Confirmation', '{$domain_name} is renewed',
     'Dear {$client_name},

{$domain_name} is renewed until {$domain_expiry_date}.

{$signature}'),
    ('domain', 'Domain Transfer Initiated', 'The transfer of {$domain_name} has begun',
     'Dear {$client_name},

the transfer of {$domain_name} to us has begun. It can take some days, and you may be asked by
mail to confirm it.

{$signature}'),
    ('domain', 'Domain Transfer Completed', '{$domain_name} has arrived',
     'Dear {$client_name},

{$domain_name} was transferred to us. It is registered until {$domain_expiry_date}.

{$signature}'),
    ('domain', 'Domain Transfer Failed', 'The transfer of {$domain_name} failed',
     'Dear {$client_name},

the transfer of {$domain_name} to us failed. Please check that the name is unlocked and that the
transfer code is right, then write to us.

{$signature}')
on conflict do nothing;
