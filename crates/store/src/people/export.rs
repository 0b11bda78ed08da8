//! Everything that is kept about a client, for the client: rows of each kind, without secrets.

use model::ids::ClientId;

use crate::edits::{Cell, Cells};
use crate::{Conn, Result, args};

/// Rows of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What they are.
    pub name: &'static str,
    /// Names of their columns.
    pub columns: Vec<&'static str>,
    /// Their values.
    pub rows: Vec<Vec<Cell>>,
}

/// Name, columns, and where the rows are, for one client ($1). What opens something (hashes,
/// sealed passwords, tokens of gateways) is no part of it.
const PARTS: &[(&str, &str, &str)] = &[
    (
        "client",
        "id, uuid, first_name, last_name, company, email, address1, address2, city, state,
            postcode, country, phone, tax_id, tax_exempt, currency_id, group_id, status,
            default_gateway, language, notes, credit_minor, marketing_opt_in, email_preferences,
            ip, host, signed_up_on, created_at, updated_at, last_login_at",
        "clients where id = $1",
    ),
    (
        "users",
        "id, uuid, email, first_name, last_name, language, email_verified_at, created_at,
            last_login_at, last_ip, last_host",
        "users where id in (select user_id from user_clients where client_id = $1)",
    ),
    (
        "waiting_addresses",
        "id, email, asked_at",
        "(select user_id as id, email, asked_at from waiting_addresses) waiting
            where id in (select user_id from user_clients where client_id = $1)",
    ),
    (
        "sign_in_links",
        "id, issuer, subject, user_id, email, created_at, last_used_at",
        "sign_in_links where user_id in (select user_id from user_clients where client_id = $1)",
    ),
    (
        "passkeys",
        "id, user_id, name, created_at, last_used_at",
        "passkeys where user_id in (select user_id from user_clients where client_id = $1)",
    ),
    (
        "sessions",
        "id, user_id, began_at, seen_at, expires_at, ip, device",
        "open_sessions where user_id in (select user_id from user_clients where client_id = $1)",
    ),
    (
        "contacts",
        "id, first_name, last_name, company, email, address1, address2, city, state, postcode,
            country, phone, tax_id, email_preferences, created_at, updated_at",
        "contacts where client_id = $1",
    ),
    ("notes", "id, note, created_at, updated_at", "client_notes where client_id = $1"),
    (
        "files",
        "id, title, filename, size_bytes, created_at",
        "client_files where client_id = $1 and staff_only = 0",
    ),
    (
        "payment_proofs",
        "id, invoice_id, filename, size_bytes, reference, message, status, sent_at, decided_at,
            reason",
        "payment_proofs where client_id = $1",
    ),
    (
        "bank_lines",
        "id, booked_on, currency, amount_minor, payer, payer_account, reference, status, invoice_id,
            transaction_id",
        "bank_lines where client_id = $1",
    ),
    (
        "pay_methods",
        "id, type, description, gateway, card_type, last_four, expires_on, bank_name, created_at,
            deleted_at",
        "pay_methods where client_id = $1",
    ),
    (
        "services",
        "id, order_id, product_id, registered_on, domain, gateway, quantity, first_payment_minor,
            recurring_minor, cycle, next_due_on, status, suspend_reason, username, dedicated_ip,
            assigned_ips, notes, disk_usage, bandwidth_usage, terminated_on, created_at",
        "services where client_id = $1",
    ),
    (
        "addons",
        "id, service_id, name, registered_on, gateway, quantity, recurring_minor, cycle,
            next_due_on, status, notes, terminated_on",
        "service_addons where client_id = $1",
    ),
    (
        "domains",
        "id, order_id, type, name, registrar, years, registered_on, expires_on, next_due_on,
            recurring_minor, gateway, status, nameservers, notes, created_at",
        "domains where client_id = $1",
    ),
    (
        "orders",
        "id, number, at, status, currency_id, amount_minor, gateway, invoice_id, promo_code, ip,
            notes",
        "orders where client_id = $1",
    ),
    (
        "invoices",
        "id, number, currency_id, status, issued_on, due_on, paid_at, subtotal_minor, tax_minor,
            tax2_minor, total_minor, credit_minor, paid_minor, refunded_minor, gateway, notes,
            parties",
        "invoices where client_id = $1",
    ),
    (
        "invoice_lines",
        "id, invoice_id, type, description, amount_minor, period_from, period_to",
        "invoice_items where client_id = $1",
    ),
    (
        "transactions",
        "id, currency_id, gateway, at, description, amount_in_minor, fees_minor,
            amount_out_minor, reference, invoice_id",
        "transactions where client_id = $1",
    ),
    ("credit", "id, on_date, description, amount_minor", "credits where client_id = $1"),
    (
        "quotes",
        "id, subject, stage, currency_id, total_minor, proposal, customer_notes, created_on,
            valid_until, accepted_on",
        "quotes where client_id = $1",
    ),
    (
        "tickets",
        "id, mask, name, email, cc, subject, status, priority, opened_at, last_reply_at",
        "tickets where client_id = $1",
    ),
    (
        "ticket_messages",
        "id, ticket_id, name, email, at, message, rating",
        "ticket_replies where ticket_id in (select id from tickets where client_id = $1)",
    ),
    (
        "emails",
        "id, to_address, cc, subject, message, created_at, sent_at",
        "emails where client_id = $1",
    ),
    ("activity", "id, at, actor_name, ip, description", "activity where client_id = $1"),
];

/// Values of a client's custom fields, by the names of the fields; secrets are no part of it, and
/// what only staff sees ($2 is 1) is no part of what a client gets.
const FIELDS: &str = "select f.id, f.name, v.value from custom_field_values v
    join custom_fields f on f.id = v.field_id and f.kind = 'client'
        and f.field_type <> 'password' and f.admin_only <= $2
    where v.rel_id = $1 and v.value <> '' order by f.id";

/// Reads everything.
///
/// # Errors
/// When the database fails.
pub async fn of_client(c: &mut Conn, client: ClientId, for_staff: bool) -> Result<Vec<Part>> {
    let mut parts = Vec::with_capacity(PARTS.len() + 1);
    for (name, columns, rows) in PARTS {
        let sql = format!("select {columns} from {rows} order by id");
        let rows = c.all::<Cells>(&sql, args![client]).await?;
        let columns = columns.split(',').map(str::trim).collect();
        parts.push(Part { name, columns, rows: rows.into_iter().map(|cells| cells.0).collect() });
    }
    let rows = c.all::<Cells>(FIELDS, args![client, i64::from(for_staff)]).await?;
    let columns = vec!["id", "name", "value"];
    let rows = rows.into_iter().map(|cells| cells.0).collect();
    parts.push(Part { name: "custom_fields", columns, rows });
    Ok(parts)
}
