-- What mails of a domain are signed with (DKIM): the half that the DNS publishes, and the other, sealed.
create table mail_keys (
    id {ID},
    domain text not null unique,
    selector text not null,
    public_key text not null,
    private_key text not null,
    created_at {INT} not null
){STRICT};
