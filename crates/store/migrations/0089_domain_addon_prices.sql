-- What can be booked with any domain name costs so much a year; what has no price here is free.
create table domain_addon_prices (
    addon text not null check (addon in ('dnsmanagement', 'emailforwarding', 'idprotection')),
    currency_id {INT} not null references currencies (id),
    price_minor {INT} not null check (price_minor > 0),
    primary key (addon, currency_id)
){STRICT};
