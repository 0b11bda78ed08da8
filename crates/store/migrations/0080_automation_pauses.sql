-- When tasks of the automation were paused: the calendar of runs tells an idle day from a paused one.
create table automation_pauses (
    id {ID},
    task text not null,
    -- Unix seconds; the end is empty for as long as it is paused.
    began_at {INT} not null,
    ended_at {INT}
){STRICT};
create unique index automation_pauses_open on automation_pauses (task) where ended_at is null;
create index automation_pauses_ended on automation_pauses (ended_at);

-- Since when a task is paused was not kept so far: it is after its last run.
insert into automation_pauses (task, began_at)
    select task, coalesce(last_run_at, 0) from automation_tasks where paused = 1;
