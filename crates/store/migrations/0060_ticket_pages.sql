-- Lists and counts of tickets are answered from an index alone, however deep the page. The last
-- column is always null there; SQLite asks the table for it otherwise.
drop index tickets_last_reply;
create index tickets_last_reply on tickets (last_reply_at, id, merged_into)
    where merged_into is null;
create index tickets_counted on tickets (status, flag_staff_id, merged_into)
    where merged_into is null;
