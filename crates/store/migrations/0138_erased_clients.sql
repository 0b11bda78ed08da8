-- Few clients are erased, and a run leaves out all of them.
create index clients_erased on clients (id) where erased_at is not null;
