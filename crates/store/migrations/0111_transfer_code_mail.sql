-- Whoever has the code can take the name away: its owner learns that it was given out.
insert into email_templates (type, name, subject, message) values
    ('domain', 'Domain Transfer Code Requested', 'The transfer code of {$domain_name} was given out',
     'Dear {$client_name},

the code with which {$domain_name} can be moved to another provider was asked for and given out.

When: {$security_time}
From: {$security_origin}

If this was not you, lock the name at once, change your password, and write to us.

{$signature}');
