-- How the tax of an invoice was computed, as JSON: prices with or without it, the second level on
-- top of the first or not, who is taxed, and both rates. Empty for older ones, of which nobody
-- wrote it down.
alter table invoices add column tax_basis text not null default '';
