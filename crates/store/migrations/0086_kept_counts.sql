-- How many rows of the long lists there are of a status, tickets also of a department (`part`), by
-- buckets of the order in which lists show them: figures add up buckets, and a page deep in a list
-- is found by the buckets before it. The database keeps them itself, whoever writes the rows.
--
-- list: 'tickets' (a bucket is 30 days of the last reply), 'flagged' (those of them that somebody
-- looks after), 'orders' (a bucket is a day, UTC), 'services', 'invoices' and 'transactions' (a
-- bucket is 8192 numbers; transactions have no status), 'unpaid' (invoices; a bucket is the day they
-- are due, as 20260131).
--
-- On PostgreSQL a change is a row of its own (its lane), so that nobody waits for another's
-- transaction; every 512th change adds up what lies about into lane 0. SQLite has one writer.
-- New invoices alone are counted by who inserts them, many at once: a trigger has SQLite keep a
-- journal for each of them.
--[both]
create table kept_counts (
    list text not null,
    word text not null,
    part {INT} not null,
    bucket {INT} not null,
    lane {INT} not null,
    items {INT} not null,
    primary key (list, word, part, bucket, lane)
){KEYED};

insert into kept_counts (list, word, part, bucket, lane, items)
select 'tickets', status, department_id, last_reply_at / 2592000, 0, count(*) from tickets
    where merged_into is null group by status, department_id, last_reply_at / 2592000
union all
select 'flagged', status, department_id, last_reply_at / 2592000, 0, count(*) from tickets
    where merged_into is null and flag_staff_id > 0
    group by status, department_id, last_reply_at / 2592000
union all
select 'orders', status, 0, at / 86400, 0, count(*) from orders group by status, at / 86400
union all
select 'services', status, 0, id / 8192, 0, count(*) from services group by status, id / 8192
union all
select 'invoices', status, 0, id / 8192, 0, count(*) from invoices group by status, id / 8192
union all
select 'unpaid', status, 0, cast(replace(due_on, '-', '') as {INT}), 0, count(*) from invoices
    where status = 'Unpaid' group by status, due_on
union all
select 'transactions', '', 0, id / 8192, 0, count(*) from transactions group by id / 8192;

--[sqlite]
create trigger tickets_counted_in after insert on tickets when new.merged_into is null begin
    insert into kept_counts select l.list, new.status, new.department_id,
            new.last_reply_at / 2592000, 0, 1
        from (select 'tickets' as list, 1 as is_in
            union all select 'flagged', new.flag_staff_id > 0) l where l.is_in
        on conflict do update set items = items + excluded.items;
end;
create trigger tickets_counted_out after delete on tickets when old.merged_into is null begin
    insert into kept_counts select l.list, old.status, old.department_id,
            old.last_reply_at / 2592000, 0, -1
        from (select 'tickets' as list, 1 as is_in
            union all select 'flagged', old.flag_staff_id > 0) l where l.is_in
        on conflict do update set items = items + excluded.items;
end;
create trigger tickets_counted_anew
after update of status, department_id, last_reply_at, flag_staff_id, merged_into on tickets
when old.status <> new.status or old.department_id <> new.department_id
    or old.last_reply_at / 2592000 <> new.last_reply_at / 2592000
    or (old.flag_staff_id > 0) <> (new.flag_staff_id > 0)
    or (old.merged_into is null) <> (new.merged_into is null)
begin
    insert into kept_counts select l.list, old.status, old.department_id,
            old.last_reply_at / 2592000, 0, -1
        from (select 'tickets' as list, 1 as is_in
            union all select 'flagged', old.flag_staff_id > 0) l
        where l.is_in and old.merged_into is null
        on conflict do update set items = items + excluded.items;
    insert into kept_counts select l.list, new.status, new.department_id,
            new.last_reply_at / 2592000, 0, 1
        from (select 'tickets' as list, 1 as is_in
            union all select 'flagged', new.flag_staff_id > 0) l
        where l.is_in and new.merged_into is null
        on conflict do update set items = items + excluded.items;
end;

create trigger orders_counted_in after insert on orders begin
    insert into kept_counts values ('orders', new.status, 0, new.at / 86400, 0, 1)
        on conflict do update set items = items + excluded.items;
end;
create trigger orders_counted_out after delete on orders begin
    insert into kept_counts values ('orders', old.status, 0, old.at / 86400, 0, -1)
        on conflict do update set items = items + excluded.items;
end;
create trigger orders_counted_anew after update of status, at on orders
when old.status <> new.status or old.at / 86400 <> new.at / 86400 begin
    insert into kept_counts values ('orders', old.status, 0, old.at / 86400, 0, -1),
            ('orders', new.status, 0, new.at / 86400, 0, 1)
        on conflict do update set items = items + excluded.items;
end;

create trigger services_counted_in after insert on services begin
    insert into kept_counts
        values ('services', new.status, 0, new.id / 8192, 0, 1)
        on conflict do update set items = items + excluded.items;
end;
create trigger services_counted_out after delete on services begin
    insert into kept_counts
        values ('services', old.status, 0, old.id / 8192, 0, -1)
        on conflict do update set items = items + excluded.items;
end;
create trigger services_counted_anew after update of status on services
when old.status <> new.status begin
    insert into kept_counts
        values ('services', old.status, 0, old.id / 8192, 0, -1),
            ('services', new.status, 0, new.id / 8192, 0, 1)
        on conflict do update set items = items + excluded.items;
end;

create trigger invoices_counted_out after delete on invoices begin
    insert into kept_counts values ('invoices', old.status, 0, old.id / 8192, 0, -1)
        on conflict do update set items = items + excluded.items;
    insert into kept_counts select 'unpaid', old.status, 0,
            cast(replace(old.due_on, '-', '') as {INT}), 0, -1
        where old.status = 'Unpaid'
        on conflict do update set items = items + excluded.items;
end;
create trigger invoices_counted_anew after update of status, due_on on invoices
when old.status <> new.status or old.due_on <> new.due_on begin
    insert into kept_counts values ('invoices', old.status, 0, old.id / 8192, 0, -1),
            ('invoices', new.status, 0, new.id / 8192, 0, 1)
        on conflict do update set items = items + excluded.items;
    insert into kept_counts select 'unpaid', old.status, 0,
            cast(replace(old.due_on, '-', '') as {INT}), 0, -1
        where old.status = 'Unpaid'
        on conflict do update set items = items + excluded.items;
    insert into kept_counts select 'unpaid', new.status, 0,
            cast(replace(new.due_on, '-', '') as {INT}), 0, 1
        where new.status = 'Unpaid'
        on conflict do update set items = items + excluded.items;
end;

create trigger transactions_counted_in after insert on transactions begin
    insert into kept_counts values ('transactions', '', 0, new.id / 8192, 0, 1)
        on conflict do update set items = items + excluded.items;
end;
create trigger transactions_counted_out after delete on transactions begin
    insert into kept_counts values ('transactions', '', 0, old.id / 8192, 0, -1)
        on conflict do update set items = items + excluded.items;
end;

--[postgres]
create sequence kept_counts_lanes;

create function keep_count(list text, word text, part bigint, bucket bigint, change bigint)
returns void language plpgsql as $$
declare
    lane bigint := nextval('kept_counts_lanes');
begin
    insert into kept_counts values (list, word, part, bucket, lane, change);
    if lane % 512 = 0 and pg_try_advisory_xact_lock(4864) then
        with gone as (
            delete from kept_counts k where k.lane <> 0 returning *
        )
        insert into kept_counts
            select g.list, g.word, g.part, g.bucket, 0, sum(g.items)::bigint from gone g
            group by g.list, g.word, g.part, g.bucket
        on conflict on constraint kept_counts_pkey
            do update set items = kept_counts.items + excluded.items;
    end if;
end $$;

create function tickets_counted() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and old.merged_into is null then
        perform keep_count('tickets', old.status, old.department_id,
            old.last_reply_at / 2592000, -1);
        if old.flag_staff_id > 0 then
            perform keep_count('flagged', old.status, old.department_id,
                old.last_reply_at / 2592000, -1);
        end if;
    end if;
    if tg_op <> 'DELETE' and new.merged_into is null then
        perform keep_count('tickets', new.status, new.department_id,
            new.last_reply_at / 2592000, 1);
        if new.flag_staff_id > 0 then
            perform keep_count('flagged', new.status, new.department_id,
                new.last_reply_at / 2592000, 1);
        end if;
    end if;
    return null;
end $$;
create trigger tickets_counted after insert or delete on tickets
    for each row execute function tickets_counted();
create trigger tickets_counted_anew
after update of status, department_id, last_reply_at, flag_staff_id, merged_into on tickets
for each row when (old.status <> new.status or old.department_id <> new.department_id
    or old.last_reply_at / 2592000 <> new.last_reply_at / 2592000
    or (old.flag_staff_id > 0) <> (new.flag_staff_id > 0)
    or (old.merged_into is null) <> (new.merged_into is null))
execute function tickets_counted();

create function orders_counted() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        perform keep_count('orders', old.status, 0, old.at / 86400, -1);
    end if;
    if tg_op <> 'DELETE' then
        perform keep_count('orders', new.status, 0, new.at / 86400, 1);
    end if;
    return null;
end $$;
create trigger orders_counted after insert or delete on orders
    for each row execute function orders_counted();
create trigger orders_counted_anew after update of status, at on orders
for each row when (old.status <> new.status or old.at / 86400 <> new.at / 86400)
execute function orders_counted();

create function services_counted() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        perform keep_count('services', old.status, 0, old.id / 8192, -1);
    end if;
    if tg_op <> 'DELETE' then
        perform keep_count('services', new.status, 0, new.id / 8192, 1);
    end if;
    return null;
end $$;
create trigger services_counted after insert or delete on services
    for each row execute function services_counted();
create trigger services_counted_anew after update of status on services
for each row when (old.status <> new.status)
execute function services_counted();

create function invoices_counted() returns trigger language plpgsql as $$
begin
    perform keep_count('invoices', old.status, 0, old.id / 8192, -1);
    if old.status = 'Unpaid' then
        perform keep_count('unpaid', old.status, 0, replace(old.due_on, '-', '')::bigint, -1);
    end if;
    if tg_op <> 'DELETE' then
        perform keep_count('invoices', new.status, 0, new.id / 8192, 1);
        if new.status = 'Unpaid' then
            perform keep_count('unpaid', new.status, 0, replace(new.due_on, '-', '')::bigint, 1);
        end if;
    end if;
    return null;
end $$;
create trigger invoices_counted_out after delete on invoices
    for each row execute function invoices_counted();
create trigger invoices_counted_anew after update of status, due_on on invoices
    for each row when (old.status <> new.status or old.due_on <> new.due_on)
    execute function invoices_counted();

-- Many of these can be written by one statement: they are counted together.
create function transactions_counted_in() returns trigger language plpgsql as $$
begin
    perform keep_count('transactions', '', 0, g.bucket, g.items)
        from (select id / 8192 as bucket, count(*) as items from added group by id / 8192) g;
    return null;
end $$;
create trigger transactions_counted_in after insert on transactions referencing new table as added
    for each statement execute function transactions_counted_in();
create function transactions_counted_out() returns trigger language plpgsql as $$
begin
    perform keep_count('transactions', '', 0, old.id / 8192, -1);
    return null;
end $$;
create trigger transactions_counted_out after delete on transactions
    for each row execute function transactions_counted_out();
