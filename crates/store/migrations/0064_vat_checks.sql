-- What the tax offices said of a client's VAT number: the number that they do not know, or nothing;
-- what was asked about last, whose it is, and when (Unix seconds).
alter table clients add column vat_refused text not null default '';
alter table clients add column vat_asked text not null default '';
alter table clients add column vat_name text not null default '';
alter table clients add column vat_asked_at {INT};
