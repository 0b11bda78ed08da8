-- The lines about a user who is erased are looked up by the user.
create index activity_user on activity (user_id) where user_id is not null;
