-- Two templates that stood in the list and were not used are what these mails are made of now.
-- Where nobody has changed them, they say what the mails said until today.
update email_templates set subject = 'Reset Your Password', message = 'Dear {$client_name},

a new password was asked for. To choose one, open this link within 30 minutes:

{$pw_reset_url}

If you did not ask for it, do nothing: your password stays as it is.

{$signature}'
where name = 'Automated Password Reset' and language = ''
    and subject = 'A new password for {$company_name}' and message = 'Dear {$client_name},

somebody asked to choose a new password for your account. If that was you, open
{$pw_reset_url}

{$signature}';
update email_templates set subject = 'Confirm Your Email Address', message = 'Dear {$client_name},

please confirm that this is your e-mail address:

{$verification_url}

{$signature}'
where name = 'Client Email Address Verification' and language = ''
    and subject = 'Please confirm your address' and message = 'Dear {$client_name},

please confirm that this address is yours by opening {$verification_url}

{$signature}';
