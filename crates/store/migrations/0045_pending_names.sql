-- A name that is only ordered is nobody's yet: whoever pays or is accepted first gets it.
drop index domains_one_live;
create unique index domains_one_live on domains (name)
    where status not in ('Pending', 'Expired', 'Transferred Away', 'Cancelled', 'Fraud');

-- So several rows may wish for one name, and only one of them may be at a registrar at a time.
alter table domain_calls add column name text not null default '';
create unique index domain_calls_one_open_name on domain_calls (name)
    where finished_at is null and name <> '';
