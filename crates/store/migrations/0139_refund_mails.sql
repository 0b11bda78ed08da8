-- What was refunded is said with its amount, and credit is no money on its way. What somebody has
-- written stays.

update email_templates set message = 'Dear {$client_name},

we have refunded {$refund_amount} that you paid for this invoice. The money is on its way back to
you.

Invoice #{$invoice_num}
Total: {$invoice_total}

{$invoice_link}

{$signature}'
where name = 'Invoice Refund Confirmation' and language = ''
    and message = 'Dear {$client_name},

money you paid for this invoice is on its way back to you.

Invoice #{$invoice_num}
Total: {$invoice_total}
Still to be paid: {$invoice_balance}
Due: {$invoice_date_due}

{$invoice_link}

{$signature}';
insert into email_templates (type, name, subject, message) values
    ('invoice', 'Invoice Refunded As Credit', 'Credit for invoice #{$invoice_num}',
     'Dear {$client_name},

we have refunded {$refund_amount} that you paid for this invoice, as credit of your account. It pays
what you order next.

Invoice #{$invoice_num}
Total: {$invoice_total}

{$invoice_link}

{$signature}');
