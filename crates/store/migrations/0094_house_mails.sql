-- The mails of the house are made of their templates. Those that stood in the list and were not
-- used say, where nobody has changed them, what the mails said until today.
update email_templates set subject = 'Welcome',
    message = 'Dear {$client_name},

your account has been made. You sign in with {$client_email} at

{$whmcs_url}clientarea.php

{$signature}'
where name = 'Client Signup Email' and language = ''
    and subject = 'Welcome to {$company_name}'
    and message = 'Dear {$client_name},

your account with {$company_name} is ready. You sign in with {$client_email} at
{$whmcs_url}

{$signature}';
update email_templates set subject = 'Customer Invoice',
    message = 'Dear {$client_name},

an invoice has been made for you.

Invoice #{$invoice_num}
Total: {$invoice_total}
Still to be paid: {$invoice_balance}
Due: {$invoice_date_due}

{$invoice_link}

{$signature}'
where name = 'Invoice Created' and language = ''
    and subject = 'Invoice {$invoice_num}'
    and message = 'Dear {$client_name},

invoice {$invoice_num} over {$invoice_total} was made for you. It is due on
{$invoice_date_due}: {$invoice_link}

{$signature}';
update email_templates set subject = 'Invoice Payment Confirmation',
    message = 'Dear {$client_name},

thank you: a payment for this invoice has arrived.

Invoice #{$invoice_num}
Total: {$invoice_total}
Still to be paid: {$invoice_balance}
Due: {$invoice_date_due}

{$invoice_link}

{$signature}'
where name = 'Invoice Payment Confirmation' and language = ''
    and subject = 'Your payment of invoice {$invoice_num}'
    and message = 'Dear {$client_name},

your payment of invoice {$invoice_num} has arrived. Thank you.

{$signature}';
update email_templates set subject = 'A service could not be created',
    message = 'Service {$service_id} ({$service_product}) could not be created:
{$error_msg}

{$whmcs_url}admin/services/{$service_id}'
where name = 'Service Creation Failed' and language = ''
    and subject = 'A service could not be created'
    and message = 'Service {$service_id} ({$service_product}) could not be created:
{$error_msg}';
-- Those that stood in no list.
insert into email_templates (type, name, subject, message) values
    ('invoice', 'Invoice Refund Confirmation', 'Invoice Refund Confirmation',
     'Dear {$client_name},

money you paid for this invoice is on its way back to you.

Invoice #{$invoice_num}
Total: {$invoice_total}
Still to be paid: {$invoice_balance}
Due: {$invoice_date_due}

{$invoice_link}

{$signature}'),
    ('invoice', 'Credit Card Payment Failed', 'Credit Card Payment Failed',
     'Dear {$client_name},

we could not charge your card for this invoice.

Invoice #{$invoice_num}
Total: {$invoice_total}
Still to be paid: {$invoice_balance}
Due: {$invoice_date_due}

{$invoice_link}

{$signature}'),
    ('general', 'Order Confirmation', 'Order Confirmation',
     'Dear {$client_name},

thank you for your order.

Order number: {$order_number}

{$order_details}

{$whmcs_url}clientarea.php

{$signature}'),
    ('general', 'Quote Delivery with PDF', 'Quote #{$quote_number} - {$quote_subject}',
     'Dear {$client_name},

{$quote_proposal}

Quote #{$quote_number}: {$quote_subject}
Total: {$quote_total}
Valid until: {$quote_valid_until}

{$signature}'),
    ('general', 'Account Access Invitation', 'Invitation to an Account',
     'Dear {$client_name},

you are invited to help with the account of {$invite_account_name}. To accept, open this link within
7 days:

{$invite_accept_url}

{$signature}'),
    ('general', 'Price Change Notification', 'New prices at {$company_name}',
     'Dear {$client_name},

the price of what you have with us changes:

{$price_changes}

Invoices that you have already stay as they are.

{$signature}')
on conflict (name, language) do nothing;
