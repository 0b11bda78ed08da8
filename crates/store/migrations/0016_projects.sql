-- Projects with their tasks, timers and messages.

create table projects (
    id {ID},
    title text not null,
    title_folded text not null,
    -- Who of the staff leads it; 0 for nobody.
    staff_id {INT} not null default 0,
    -- For which client; 0 for none.
    client_id {INT} not null default 0,
    status text not null,
    created_on text not null,
    due_on text,
    completed {INT} not null default 0 check (completed in (0, 1)),
    -- Numbers with a comma before, between and after them (',1,2,'), or empty.
    ticket_ids text not null default '',
    invoice_ids text not null default '',
    notes text not null default '',
    created_at {INT} not null,
    updated_at {INT} not null
){STRICT};
create index projects_client on projects (client_id, id);
create index projects_staff on projects (staff_id, id);

create table project_tasks (
    id {ID},
    project_id {INT} not null references projects (id),
    task text not null,
    notes text not null default '',
    staff_id {INT} not null default 0,
    due_on text,
    completed {INT} not null default 0 check (completed in (0, 1)),
    billed {INT} not null default 0 check (billed in (0, 1)),
    position {INT} not null,
    created_at {INT} not null
){STRICT};
create index project_tasks_project on project_tasks (project_id, position, id);

create table project_timers (
    id {ID},
    project_id {INT} not null references projects (id),
    task_id {INT} not null references project_tasks (id),
    staff_id {INT} not null default 0,
    -- Unix seconds; no end while it runs.
    started_at {INT} not null,
    ended_at {INT},
    do_not_bill {INT} not null default 0 check (do_not_bill in (0, 1)),
    check (ended_at is null or ended_at >= started_at)
){STRICT};
create index project_timers_project on project_timers (project_id, id);
create index project_timers_task on project_timers (task_id, id);

create table project_messages (
    id {ID},
    project_id {INT} not null references projects (id),
    staff_id {INT} not null default 0,
    at {INT} not null,
    message text not null
){STRICT};
create index project_messages_project on project_messages (project_id, id);
