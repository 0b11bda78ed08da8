--[sqlite]
-- The same for what else can be deleted and is named by its number to programs, as the lines of
-- invoices are: see migration 0088 for how and why.
pragma writable_schema = on;
update sqlite_schema
set sql = replace(sql, 'id INTEGER PRIMARY KEY', 'id INTEGER PRIMARY KEY AUTOINCREMENT')
where type = 'table' and name in (
    'affiliate_commissions', 'affiliate_payouts', 'banned_email_domains', 'banned_ips',
    'calendar_events', 'cancellation_requests', 'client_groups', 'config_choices',
    'config_groups', 'config_options', 'currencies', 'departments', 'download_categories',
    'email_templates', 'inbound_mails', 'invoice_items', 'kb_categories', 'module_calls',
    'module_queue', 'network_issues', 'notification_rules', 'order_statuses',
    'predefined_categories', 'predefined_replies', 'product_addons', 'product_groups',
    'products', 'project_timers', 'promotions', 'quote_items', 'roles', 'security_questions',
    'server_groups', 'servers', 'sign_in_providers', 'spam_filters', 'staff_notices',
    'tax_rules', 'ticket_escalations', 'ticket_statuses', 'tlds', 'upgrades',
    'web_hook_deliveries'
);
pragma writable_schema = reset;
--[both]
