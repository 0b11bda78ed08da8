-- What services used, day by day, for the graphs of clients; MiB, limits of 0 for any amount.
create table service_usage_days (
    service_id {INT} not null references services (id) on delete cascade,
    day text not null,
    disk_mib {INT} not null default 0,
    disk_limit {INT} not null default 0,
    -- Of the month so far, as servers count it.
    traffic_mib {INT} not null default 0,
    traffic_limit {INT} not null default 0,
    at {INT} not null,
    primary key (service_id, day)
){STRICT};
create index service_usage_days_at on service_usage_days (at);
