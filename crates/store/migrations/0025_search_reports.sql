-- What reports count by and what the search looks up.

create index invoices_paid_at on invoices (paid_at) where paid_at is not null;
create index services_registered on services (registered_on);
create index services_terminated on services (terminated_on) where terminated_on is not null;
create index services_status on services (status, id);
create index domains_expires on domains (expires_on) where expires_on is not null;
create index clients_signed_up on clients (signed_up_on);
create index tickets_subject on tickets (subject_folded, id);
