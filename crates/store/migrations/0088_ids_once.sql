--[sqlite]
-- What people and programs name by its number is never followed by something else of that number:
-- a kept link, another program's record or an old token would mean the new one. PostgreSQL and
-- MySQL count on by themselves; SQLite gives the number of a deleted last row again, unless the
-- table says AUTOINCREMENT. That word changes nothing of what is stored, so it is written into the
-- schema itself (https://www.sqlite.org/lang_altertable.html#otheralter).
--
-- The first table of its kind makes the list of last numbers; a table begins there at its largest.
create table ids_once (id integer primary key autoincrement);
drop table ids_once;
pragma writable_schema = on;
update sqlite_schema
set sql = replace(sql, 'id INTEGER PRIMARY KEY', 'id INTEGER PRIMARY KEY AUTOINCREMENT')
where type = 'table' and name in (
    'affiliates', 'announcements', 'api_credentials', 'billable_items', 'campaigns',
    'client_files', 'client_notes', 'contacts', 'custom_fields', 'domains', 'downloads', 'emails',
    'files', 'invites', 'invoices', 'kb_articles', 'oauth_credentials', 'orders', 'outbox',
    'passkeys', 'pay_methods', 'payment_proofs', 'product_bundles', 'project_tasks', 'quotes',
    'service_addons', 'services', 'sign_in_links', 'ticket_attachments', 'ticket_notes',
    'ticket_replies', 'tickets', 'todo_items', 'tracked_links', 'users', 'web_hooks'
);
pragma writable_schema = reset;
--[both]
