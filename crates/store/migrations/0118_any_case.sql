-- Services and transactions are looked up in any case, and by the beginning of a name or reference.
create index services_domain_any_case on services (lower(domain), id);
create index services_username_any_case on services (lower(username), id);
create index transactions_reference_any_case on transactions (lower(reference), id)
    where reference <> '';
