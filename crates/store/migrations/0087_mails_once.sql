-- A mail to a client is kept once, in the list of the client's mails: the job that sends it has
-- only its number there.
alter table emails add column to_name text not null default '';
-- The plain text, where the message is HTML.
alter table emails add column plain text;
-- What was sent lay in the queue for ever, and did not go with an erased client.
update jobs set payload = '{}' where kind = 'mail' and done_at is not null;
