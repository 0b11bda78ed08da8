-- Orders of upgrades that cost nothing stayed pending once they were carried out, though there is
-- nothing left of them to accept (B31).
update orders set status = 'Active'
where status = 'Pending' and id in (select order_id from upgrades
    where status = 'Completed' and invoice_id is null and order_id is not null);
