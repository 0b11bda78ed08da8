-- A module that was switched on before it was set up: nothing is done through it until it is.
alter table gateways add column waiting {INT} not null default 0
    check (waiting in (0, 1) and active + waiting < 2);
alter table module_settings add column waiting {INT} not null default 0
    check (waiting in (0, 1) and active + waiting < 2);
