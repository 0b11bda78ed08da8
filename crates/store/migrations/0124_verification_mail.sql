-- The mail that proves an address says what the link does where that is to be the one of log-ins.
-- Where nobody has changed it.
update email_templates set message = 'Dear {$client_name},

please confirm that this is your e-mail address:

{$verification_url}

If you asked to log in with it from now on, that begins when you confirm it, and all your sessions end.

{$signature}'
where name = 'Client Email Address Verification' and language = ''
    and message = 'Dear {$client_name},

please confirm that this is your e-mail address:

{$verification_url}

{$signature}';
