-- Invoices as the text of a bank transfer may name them, and open ones by what is still to be paid.
create index invoices_number_folded on invoices (upper(replace(replace(replace(replace(replace(
    replace(number, '-', ''), '/', ''), '.', ''), ' ', ''), '_', ''), '#', '')))
    where number <> '';
create index invoices_open_balance on invoices (currency_id,
    (total_minor - credit_minor - paid_minor), id)
    where status in ('Unpaid', 'Payment Pending', 'Collections');
