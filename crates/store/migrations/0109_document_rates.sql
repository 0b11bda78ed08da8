-- What the currency of a document was worth when it was made: units of it for one of the default
-- currency, times 100000000 (model::ExchangeRate). 0 for older ones, of which nobody wrote it down.
alter table invoices add column exchange_rate {INT} not null default 0
    check (exchange_rate >= 0);
alter table quotes add column exchange_rate {INT} not null default 0
    check (exchange_rate >= 0);
