-- How far a mail to many is, kept beside it: the list of them would count each of its rows for that.
alter table campaigns add column waiting {INT} not null default 0 check (waiting >= 0);
alter table campaigns add column sent {INT} not null default 0 check (sent >= 0);
alter table campaigns add column skipped {INT} not null default 0 check (skipped >= 0);
update campaigns set
    waiting = (select count(*) from campaign_mails m
        where m.campaign_id = campaigns.id and m.status = 'Waiting'),
    sent = (select count(*) from campaign_mails m
        where m.campaign_id = campaigns.id and m.status = 'Sent'),
    skipped = (select count(*) from campaign_mails m
        where m.campaign_id = campaigns.id and m.status = 'Skipped');
