-- What the list of counted links is searched by: name, address, campaign and code, folded.
alter table tracked_links add column search_folded text not null default '';
update tracked_links
    set search_folded = lower(name || ' ' || target || ' ' || campaign || ' ' || code);
