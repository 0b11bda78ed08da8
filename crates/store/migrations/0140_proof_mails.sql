-- Whoever of the staff is told of orders is told of proofs of payments, too.
insert into email_templates (type, name, subject, message) values
    ('admin', 'Payment Proof Notification',
     '{$client_name} sent a proof of payment for invoice #{$invoice_num}',
     '{$client_name} says that invoice #{$invoice_num} is paid, of which {$invoice_balance} is open.

Reference: {$proof_reference}
{$proof_message}

{$whmcs_url}admin/payment-proofs');
