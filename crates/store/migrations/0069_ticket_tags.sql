-- Words that the staff mark tickets with.
create table ticket_tags (
    ticket_id {INT} not null references tickets (id) on delete cascade,
    tag text not null,
    primary key (ticket_id, tag)
){STRICT};
create index ticket_tags_tag on ticket_tags (tag, ticket_id);
