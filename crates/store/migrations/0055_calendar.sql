-- What the staff writes into its calendar; what is due stands in other tables.
create table calendar_events (
    id {ID},
    title text not null,
    description text not null default '',
    -- Days and hours of the company's wall clock: an appointment at nine stays at nine.
    starts_on text not null,
    ends_on text not null,
    -- HH:MM; empty when it takes the whole day.
    starts_at text not null default '',
    ends_at text not null default '',
    repeats text not null check (repeats in ('Never', 'Weekly', 'Monthly', 'Yearly')),
    -- The last day on which it may begin again.
    repeats_until text,
    -- Whose; 0 for everybody's.
    staff_id {INT} not null default 0,
    author text not null default '',
    created_at {INT} not null,
    check (ends_on >= starts_on)
){STRICT};
create index calendar_events_days on calendar_events (repeats, starts_on);
