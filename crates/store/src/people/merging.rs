//! Making two clients one: everything of the one becomes the other's.

use model::ids::ClientId;

use crate::{Conn, Result, args};

/// What goes over as it is, from $1 to $2.
const STEPS: &[&str] = &[
    "update contacts set client_id = $2 where client_id = $1",
    "update client_notes set client_id = $2 where client_id = $1",
    "update emails set client_id = $2 where client_id = $1",
    // Whoever is invited to both keeps the invitation to the other.
    "delete from invites where client_id = $1 and accepted_at is null and email_folded in (
        select email_folded from invites where client_id = $2 and accepted_at is null)",
    "update invites set client_id = $2 where client_id = $1",
    "update tokens set client_id = $2 where client_id = $1",
    "update pay_methods set client_id = $2 where client_id = $1",
    "update orders set client_id = $2 where client_id = $1",
    "update services set client_id = $2 where client_id = $1",
    "update service_addons set client_id = $2 where client_id = $1",
    "update upgrades set client_id = $2 where client_id = $1",
    "update cancellation_requests set client_id = $2 where client_id = $1",
    "update domains set client_id = $2 where client_id = $1",
    "update domain_resolutions set client_id = $2 where client_id = $1",
    "update invoices set client_id = $2 where client_id = $1",
    "update invoice_items set client_id = $2 where client_id = $1",
    "update transactions set client_id = $2 where client_id = $1",
    "update credits set client_id = $2 where client_id = $1",
    "update journal set client_id = $2 where client_id = $1",
    "update quotes set client_id = $2 where client_id = $1",
    "update billable_items set client_id = $2 where client_id = $1",
    "update credit_notes set client_id = $2 where client_id = $1",
    "update refund_requests set client_id = $2 where client_id = $1",
    "update payment_proofs set client_id = $2 where client_id = $1",
    "update bank_lines set client_id = $2 where client_id = $1",
    "update disputes set client_id = $2 where client_id = $1",
    "update gateway_differences set client_id = $2 where client_id = $1",
    "update client_files set client_id = $2 where client_id = $1",
    "update tickets set client_id = $2 where client_id = $1",
    "update ticket_feedback set client_id = $2 where client_id = $1",
    "update ticket_replies set client_id = $2 where client_id = $1",
    "update projects set client_id = $2 where client_id = $1",
    "update activity set client_id = $2 where client_id = $1",
    "update module_calls set client_id = $2 where client_id = $1",
    "update outbox set client_id = $2 where client_id = $1",
    // A use that the other had too is one use.
    "delete from promotion_uses where client_id = $1 and exists (
        select 1 from promotion_uses o where o.client_id = $2
            and o.promotion_id = promotion_uses.promotion_id and o.slot = promotion_uses.slot)",
    "update promotion_uses set client_id = $2 where client_id = $1",
    // Its users keep what they may do; nobody but the other's owner owns it.
    "delete from user_clients where client_id = $1 and user_id in (
        select user_id from user_clients where client_id = $2)",
    "update user_clients set client_id = $2, is_owner = 0 where client_id = $1",
];

/// Moves everything of one client to another. `permissions` are what an owner may do from now on.
///
/// # Errors
/// A constraint that would be violated.
pub async fn merge(
    c: &mut Conn,
    from: ClientId,
    into: ClientId,
    permissions: &str,
    at: i64,
) -> Result<()> {
    let sql = "update user_clients set permissions = $2 where client_id = $1 and is_owner = 1";
    c.exec(sql, args![from, permissions]).await?;
    for step in STEPS {
        c.exec(step, args![from, into]).await?;
    }
    let sql = "update clients set credit_minor = credit_minor
            + (select credit_minor from clients where id = $2), updated_at = $3 where id = $1";
    c.exactly(1, sql, args![into, from, at]).await?;
    let sql = "update clients set credit_minor = 0, status = 'Closed', owner_user_id = null,
            updated_at = $2 where id = $1";
    c.exactly(1, sql, args![from, at]).await
}
