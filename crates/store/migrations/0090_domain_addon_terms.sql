-- What a client was told that an addon of a name costs a year, from the day it was ordered until its
-- invoice is paid: by then the price list may say something else.
create table domain_addon_terms (
    domain_id {INT} not null references domains (id) on delete cascade,
    addon text not null check (addon in ('dnsmanagement', 'emailforwarding', 'idprotection')),
    yearly_minor {INT} not null check (yearly_minor >= 0),
    primary key (domain_id, addon)
){STRICT};
