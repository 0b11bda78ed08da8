-- What the machines of a server had counted at an instant, of providers that keep no history: a
-- line of each machine. Kept for a day, of which services are shown how busy they were.
create table server_readings (
    server_id {INT} not null references servers (id) on delete cascade,
    at {INT} not null,
    machines text not null,
    primary key (server_id, at)
){STRICT};
create index server_readings_at on server_readings (at);
