-- What a gateway knows the same card by under whatever token, so that it is kept once.
alter table pay_methods add column fingerprint text not null default '';
