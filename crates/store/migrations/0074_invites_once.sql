-- Of an address that was invited to a client several times, the last invitation holds, and another
-- one renews it.
delete from invites where accepted_at is null and exists (
    select 1 from invites newer where newer.client_id = invites.client_id
        and newer.email_folded = invites.email_folded and newer.accepted_at is null
        and newer.id > invites.id);
create unique index invites_waiting on invites (client_id, email_folded)
    where accepted_at is null;
