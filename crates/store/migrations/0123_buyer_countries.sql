-- The country of the buyer when the invoice was issued, as its snapshot of the parties says it:
-- what was taxed stays in its country, wherever the client moves. Empty where no snapshot is.
alter table invoices add column buyer_country text not null default '';
--[sqlite]
update invoices set buyer_country = case when json_valid(parties)
    then coalesce(json_extract(parties, '$.buyer.country'), '') else '' end
where parties like '%"country"%';
--[postgres]
update invoices set buyer_country = case when parties like '{%'
    then coalesce(parties::json -> 'buyer' ->> 'country', '') else '' end
where parties like '%"country"%';
--[both]
