-- Values of custom fields of the kind "password" are sealed; `value` is empty where one is.
-- Nodes of an older version see nothing of them meanwhile, and what they write counts.
alter table custom_field_values add column sealed text not null default '';
create index custom_field_values_sealed on custom_field_values
    ((field_id * 4294967296 + rel_id)) where sealed <> '';

-- What stands there in the plain is sealed by a node, which has the keys.
insert into jobs (kind, payload, unique_key, run_at, attempts_max)
    select 'keys.reseal', '{}', 'keys.reseal:custom_fields', 0, 20
    where exists (select 1 from custom_fields where field_type = 'password');
