-- Fields of a mail that a program fills in itself: their names, with commas between.
alter table email_templates add column own_fields text not null default '';
