-- How an invoice is paid by hand stands in its mail. What somebody has written stays.

update email_templates set message = 'Dear {$client_name},

an invoice has been made for you.

Invoice #{$invoice_num}
Total: {$invoice_total}
Still to be paid: {$invoice_balance}
Due: {$invoice_date_due}

{$invoice_link}
{$invoice_payment_instructions}

{$signature}'
where name = 'Invoice Created' and language = ''
    and message = 'Dear {$client_name},

an invoice has been made for you.

Invoice #{$invoice_num}
Total: {$invoice_total}
Still to be paid: {$invoice_balance}
Due: {$invoice_date_due}

{$invoice_link}

{$signature}';
update email_templates set message = 'Dear {$client_name},

invoice {$invoice_num} over {$invoice_balance} is due on {$invoice_date_due}:
{$invoice_link}
{$invoice_payment_instructions}

{$signature}'
where name = 'Invoice Payment Reminder' and language = ''
    and message = 'Dear {$client_name},

invoice {$invoice_num} over {$invoice_balance} is due on {$invoice_date_due}:
{$invoice_link}

{$signature}';
