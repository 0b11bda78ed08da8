-- Another address to sign in with counts once it is proven: until then it waits here, and the one
-- before opens the account.
create table waiting_addresses (
    user_id {INT} not null primary key references users (id) on delete cascade,
    email text not null,
    asked_at {INT} not null
){STRICT};

-- Whoever did not ask for that learns of it while it can be taken back; the vendor has no such mail.
insert into email_templates (type, name, subject, message) values
    ('general', 'Email Address Change Requested', 'Another e-mail address was asked for',
     'Dear {$client_name},

somebody who is signed in asked to sign in at {$company_name} with another e-mail address: {$new_email}

When: {$security_time}
From: {$security_origin}

You sign in with the present address until the new one is confirmed by the link that was mailed to it.

If this was not you, choose a new password at {$whmcs_url}password/reset at once: that withdraws the change and ends all sessions. Then write to us.

{$signature}');
