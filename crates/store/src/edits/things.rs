//! The tables that are edited row by row, with what stands in the way of deleting from them.

mod catalogue;
mod support;

pub use catalogue::{
    ADDON_PRODUCTS, BUNDLE, CONFIG_OPTION, CONFIG_OPTION_CHOICE, CONFIG_OPTION_GROUP,
    GROUP_PRODUCTS, PRODUCT, PRODUCT_ADDON, PRODUCT_GROUP, PROMOTION,
};
pub use support::{
    ARTICLE, ARTICLE_CATEGORY, DOWNLOAD, DOWNLOAD_CATEGORY, DOWNLOAD_PRODUCTS, NETWORK_ISSUE,
};

use super::{Links, Thing};

/// Client Groups.
pub const CLIENT_GROUP: Thing = Thing {
    table: "client_groups",
    word: "Client Group",
    label: "name",
    columns: &[
        "name",
        "colour",
        "discount_percent",
        "suspend_terminate_exempt",
        "separate_invoices",
        "billing_day",
    ],
    uses: &[
        ("select count(*) from clients where group_id = $1", "clients"),
        ("select count(*) from tld_prices where group_id = $1", "prices"),
    ],
    before_delete: &[],
};

/// Custom Fields.
pub const CUSTOM_FIELD: Thing = Thing {
    table: "custom_fields",
    word: "Custom Field",
    label: "name",
    columns: &[
        "kind",
        "rel_id",
        "name",
        "field_type",
        "description",
        "options",
        "pattern",
        "admin_only",
        "required",
        "show_order",
        "show_invoice",
        "position",
    ],
    uses: &[],
    before_delete: &["delete from custom_field_values where field_id = $1"],
};

/// Support Departments.
pub const SUPPORT_DEPARTMENT: Thing = Thing {
    table: "departments",
    word: "Support Department",
    label: "name",
    columns: &[
        "name",
        "description",
        "email",
        "hidden",
        "clients_only",
        "position",
        "prevent_client_closure",
        "replies_only",
        "mailbox_protocol",
        "mailbox_host",
        "mailbox_port",
        "mailbox_security",
        "mailbox_user",
        "mailbox_fetched_at",
        "mailbox_error",
    ],
    uses: &[("select count(*) from tickets where department_id = $1", "tickets")],
    before_delete: &["delete from department_staff where department_id = $1"],
};

/// Ticket Escalations.
pub const TICKET_ESCALATION: Thing = Thing {
    table: "ticket_escalations",
    word: "Ticket Escalation",
    label: "name",
    columns: &[
        "name",
        "departments",
        "statuses",
        "priorities",
        "minutes",
        "to_department_id",
        "to_status",
        "to_priority",
        "flag_staff_id",
        "notify_staff",
        "reply",
    ],
    uses: &[],
    before_delete: &["delete from ticket_escalated where escalation_id = $1"],
};

/// Ticket Statuss.
pub const TICKET_STATUS: Thing = Thing {
    table: "ticket_statuses",
    word: "Ticket Status",
    label: "title",
    columns: &["title", "colour", "position", "show_active", "show_awaiting", "auto_close"],
    uses: &[
        (
            "select count(*) from tickets t join ticket_statuses s on s.title = t.status where s.id = $1",
            "tickets",
        ),
        (
            "select count(*) from ticket_statuses where id = $1 and title in ('Open', 'Answered', 'Customer-Reply', 'Closed')",
            "the system itself",
        ),
    ],
    before_delete: &[],
};

/// Predefined Reply Categorys.
pub const TICKET_PREDEFINED_CAT: Thing = Thing {
    table: "predefined_categories",
    word: "Predefined Reply Category",
    label: "name",
    columns: &["name", "parent_id"],
    uses: &[
        ("select count(*) from predefined_replies where category_id = $1", "replies"),
        ("select count(*) from predefined_categories where parent_id = $1", "categories"),
    ],
    before_delete: &[],
};

/// Predefined Replys.
pub const TICKET_PREDEFINED_REPLY: Thing = Thing {
    table: "predefined_replies",
    word: "Predefined Reply",
    label: "name",
    columns: &["category_id", "name", "reply"],
    uses: &[],
    before_delete: &[],
};

/// Notices of the staff.
pub const STAFF_NOTICE: Thing = Thing {
    table: "staff_notices",
    word: "Notice",
    label: "title",
    columns: &["title", "message", "pinned", "author", "created_at", "updated_at"],
    uses: &[],
    before_delete: &[],
};

/// Events of the staff's calendar.
pub const CALENDAR_EVENT: Thing = Thing {
    table: "calendar_events",
    word: "Calendar Event",
    label: "title",
    columns: &[
        "title",
        "description",
        "starts_on",
        "ends_on",
        "starts_at",
        "ends_at",
        "repeats",
        "repeats_until",
        "staff_id",
        "author",
        "created_at",
    ],
    uses: &[],
    before_delete: &[],
};

/// Order Statuss.
pub const ORDER_STATUS: Thing = Thing {
    table: "order_statuses",
    word: "Order Status",
    label: "title",
    columns: &["title", "colour", "show_pending", "show_active", "show_cancelled", "position"],
    uses: &[
        (
            "select count(*) from orders o join order_statuses s on s.title = o.status where s.id = $1",
            "orders",
        ),
        (
            "select count(*) from order_statuses where id = $1 and title in ('Pending', 'Active', 'Cancelled', 'Fraud')",
            "the system itself",
        ),
    ],
    before_delete: &[],
};

/// Tax Rules.
pub const TAX_RULE: Thing = Thing {
    table: "tax_rules",
    word: "Tax Rule",
    label: "name",
    columns: &["level", "name", "country", "state", "rate"],
    uses: &[],
    before_delete: &[],
};

/// Currencys.
pub const CURRENCY: Thing = Thing {
    table: "currencies",
    word: "Currency",
    label: "code",
    columns: &["code", "prefix", "suffix", "format", "rate"],
    uses: &[
        ("select count(*) from currencies where id = $1 and is_default = 1", "the house"),
        ("select count(*) from clients where currency_id = $1", "clients"),
        ("select count(*) from invoices where currency_id = $1", "invoices"),
        ("select count(*) from transactions where currency_id = $1", "transactions"),
        ("select count(*) from orders where currency_id = $1", "orders"),
        ("select count(*) from quotes where currency_id = $1", "quotes"),
    ],
    before_delete: &[
        "delete from prices where currency_id = $1",
        "delete from tld_prices where currency_id = $1",
    ],
};

/// Server Groups.
pub const SERVER_GROUP: Thing = Thing {
    table: "server_groups",
    word: "Server Group",
    label: "name",
    columns: &["name", "fill_rule"],
    uses: &[("select count(*) from products where server_group_id = $1", "products")],
    before_delete: &["delete from server_group_members where group_id = $1"],
};

/// Servers.
pub const SERVER: Thing = Thing {
    table: "servers",
    word: "Server",
    label: "name",
    columns: &[
        "name",
        "module",
        "hostname",
        "ip",
        "assigned_ips",
        "nameservers",
        "max_accounts",
        "username",
        "port",
        "secure",
        "active",
        "is_default",
        "noc",
        "status_address",
    ],
    uses: &[("select count(*) from services where server_id = $1", "services")],
    before_delete: &[
        "delete from server_group_members where server_id = $1",
        "update network_issues set server_id = null where server_id = $1",
    ],
};

/// Client Notes.
pub const CLIENT_NOTE: Thing = Thing {
    table: "client_notes",
    word: "Client Note",
    label: "note",
    columns: &["note", "sticky", "updated_at"],
    uses: &[],
    before_delete: &[],
};

/// Email Templates.
pub const EMAIL_TEMPLATE: Thing = Thing {
    table: "email_templates",
    word: "Email Template",
    label: "name",
    columns: &[
        "subject",
        "message",
        "disabled",
        "type",
        "name",
        "language",
        "custom",
        "own_fields",
    ],
    uses: &[(
        "select count(*) from email_templates where id = $1 and custom = 0",
        "the system itself",
    )],
    before_delete: &[],
};

/// Roles.
pub const ADMIN_ROLE: Thing = Thing {
    table: "roles",
    word: "Role",
    label: "name",
    columns: &["kind", "name", "actions", "account_mails", "support_mails"],
    uses: &[
        ("select count(*) from staff where role_id = $1", "staff"),
        ("select count(*) from api_credentials where role_id = $1", "API credentials"),
    ],
    before_delete: &[],
};

/// API Credentials.
pub const API_CREDENTIAL: Thing = Thing {
    table: "api_credentials",
    word: "API Credential",
    label: "identifier",
    columns: &["description", "role_id", "staff_id", "loopback_only", "enabled"],
    uses: &[],
    before_delete: &[],
};

/// Identity providers.
pub const SIGN_IN_PROVIDER: Thing = Thing {
    table: "sign_in_providers",
    word: "Sign-in Provider",
    label: "name",
    columns: &[
        "name",
        "issuer",
        "client_id",
        "for_staff",
        "for_clients",
        "sign_up",
        "staff_domains",
        "position",
    ],
    uses: &[],
    before_delete: &[],
};

/// The servers of a group.
pub const GROUP_SERVERS: Links =
    Links { table: "server_group_members", own: "group_id", other: "server_id" };

/// The departments whose tickets a member of staff sees; without a pair it sees all.
pub const STAFF_DEPARTMENTS: Links =
    Links { table: "department_staff", own: "staff_id", other: "department_id" };

/// Rules of whom the house tells of what happens.
pub const NOTIFICATION_RULE: Thing = Thing {
    table: "notification_rules",
    word: "Notification Rule",
    label: "name",
    columns: &[
        "name",
        "events",
        "channel",
        "target",
        "target_hint",
        "secret",
        "field",
        "comparison",
        "value",
        "title",
        "message",
        "enabled",
    ],
    uses: &[],
    before_delete: &[],
};

/// Mails to many clients at once.
pub const CAMPAIGN: Thing = Thing {
    table: "campaigns",
    word: "Campaign",
    label: "name",
    columns: &["name", "subject", "message", "audience", "marketing", "per_minute"],
    uses: &[(
        "select count(*) from campaigns where id = $1 and status in ('Sending', 'Paused')",
        "unfinished sending",
    )],
    before_delete: &["delete from campaign_mails where campaign_id = $1"],
};
