-- What came from another system: its number there, so that the same file brings nothing twice.
create table imported_rows (
    kind text not null,
    external_id text not null,
    entity_id {INT} not null,
    imported_at {INT} not null,
    primary key (kind, external_id)
){STRICT};
