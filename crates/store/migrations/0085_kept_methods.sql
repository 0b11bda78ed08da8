-- Whether the client wants what it pays with on a gateway's page to be kept for later charges, and
-- whether that has been written down: once for each charge, however often it is told.
alter table capture_attempts add column keeps text not null default 'no'
    check (keeps in ('no', 'asked', 'kept'));
