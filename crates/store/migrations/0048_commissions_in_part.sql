-- A refund in part takes the same part of a commission back.
alter table affiliate_commissions add column taken_minor {INT} not null default 0;
-- How much of the invoice had gone back when that was computed, in its currency.
alter table affiliate_commissions add column refunded_minor {INT} not null default 0;
