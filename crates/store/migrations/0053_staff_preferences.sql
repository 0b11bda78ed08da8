-- How a member of staff likes the pages of the office: saved views of lists, the first page.
create table staff_preferences (
    staff_id {INT} not null references staff (id),
    name text not null,
    value text not null,
    updated_at {INT} not null,
    primary key (staff_id, name)
){STRICT};
