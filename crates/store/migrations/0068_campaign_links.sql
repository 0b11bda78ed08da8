-- Links that were made because somebody came with utm_source in the address: one for each source,
-- medium and campaign.
alter table tracked_links add column imported {INT} not null default 0;
create unique index tracked_links_imported on tracked_links (source, medium, campaign)
    where imported = 1;
create index tracked_links_source on tracked_links (source, medium, campaign, id);
