-- Where the bytes of a file are: empty is here, else the module that keeps them.
alter table files add column place text not null default '';
create index files_place on files (place, id);

-- Bytes at a module that no file has any more, or not yet. Each time a file is put somewhere it
-- gets a new name, so what is named here is never used again.
create table file_leftovers (
    id {ID},
    place text not null,
    name text not null,
    at {INT} not null
){STRICT};
