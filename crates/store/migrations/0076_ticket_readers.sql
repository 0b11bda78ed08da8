-- Who of the staff has a ticket open, for the others to see at whichever node they are. A row counts
-- for some seconds, and is written again every now and then while the page is open.
create table ticket_readers (
    ticket_id {INT} not null references tickets (id) on delete cascade,
    staff_id {INT} not null references staff (id) on delete cascade,
    seen_at {INT} not null,
    primary key (ticket_id, staff_id)
){STRICT};
create index ticket_readers_seen on ticket_readers (seen_at);
