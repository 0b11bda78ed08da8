-- Whoever did not change how it signs in learns of it from these; the vendor has the first.
insert into email_templates (type, name, subject, message) values
    ('general', 'Password Reset Confirmation', 'Your password was changed',
     'Dear {$client_name},

the password with which you sign in at {$company_name} was changed.

When: {$security_time}
From: {$security_origin}

If this was not you, choose a new password at {$whmcs_url}password/reset at once, and write to us.

{$signature}'),
    ('general', 'Email Address Changed', 'Your e-mail address was changed',
     'Dear {$client_name},

you sign in at {$company_name} with another e-mail address from now on: {$new_email}

When: {$security_time}
From: {$security_origin}

If this was not you, please answer this mail at once.

{$signature}'),
    ('general', 'Two-Factor Authentication Enabled', 'Your sign-in asks for a code now',
     'Dear {$client_name},

two-factor authentication was switched on for your sign-in at {$company_name}.

When: {$security_time}
From: {$security_origin}

If this was not you, please answer this mail at once.

{$signature}'),
    ('general', 'Two-Factor Authentication Disabled', 'Your sign-in asks for no code any more',
     'Dear {$client_name},

two-factor authentication was switched off for your sign-in at {$company_name}.

When: {$security_time}
From: {$security_origin}

If this was not you, please answer this mail at once.

{$signature}'),
    ('general', 'Sign-In Method Added', 'There is a new way to sign in',
     'Dear {$client_name},

from now on you can sign in at {$company_name} by this, too: {$signin_method}

When: {$security_time}
From: {$security_origin}

If this was not you, please answer this mail at once.

{$signature}');
