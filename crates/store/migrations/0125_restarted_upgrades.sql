-- Whether an upgrade begins a new cycle: it may begin on the very day that the old one is counted
-- from, and then the dates do not tell (B31).
alter table upgrades add column restarts {INT} not null default 0 check (restarts in (0, 1));
