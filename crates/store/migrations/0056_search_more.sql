-- Contacts are looked up by the beginning of their address.
create index contacts_email on contacts (email_folded, id);
