-- What affiliates were paid out of their balance.
create table affiliate_payouts (
    id {ID},
    affiliate_id {INT} not null references affiliates (id),
    amount_minor {INT} not null check (amount_minor > 0),
    way text not null check (way in ('outside', 'credit')),
    reference text not null default '',
    by_name text not null default '',
    at {INT} not null
){STRICT};
create index affiliate_payouts_of on affiliate_payouts (affiliate_id, id);
