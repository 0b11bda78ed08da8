-- A page deep in the list of tickets is found in an index, without looking at a ticket before it.
drop index tickets_last_reply;
create index tickets_last_reply on tickets (last_reply_at, id) where merged_into is null;
