//! Erasing the personal data of a client; documents that the law keeps stay, with their parties.

use model::ids::{ClientId, TicketId, UserId};

use super::words::{self, Kind};
use crate::{Conn, Result, Row, args};

/// What a client still has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct HoldingsRow {
    /// Invoices that were issued.
    pub issued: i64,
    /// Orders, invoices of any kind and movements of money: documents in the client's currency.
    pub documents: i64,
    /// Services that exist at a provider.
    pub provisioned: i64,
    /// Domain names that are registered, or under way at a registrar.
    pub domains: i64,
}

/// Counts what a client still has.
///
/// # Errors
/// When the database fails.
pub async fn holdings(c: &mut Conn, client: ClientId) -> Result<HoldingsRow> {
    let sql = "select
        (select count(*) from invoices where client_id = $1 and status <> 'Draft') as issued,
        (select count(*) from invoices where client_id = $1)
            + (select count(*) from orders where client_id = $1)
            + (select count(*) from services where client_id = $1)
            + (select count(*) from domains where client_id = $1)
            + (select count(*) from transactions where client_id = $1)
            + (select count(*) from credits where client_id = $1) as documents,
        (select count(*) from services where client_id = $1 and provisioned_at is not null
            and status in ('Active', 'Suspended')) as provisioned,
        (select count(*) from domains where client_id = $1
            and status in ('Active', 'Pending Registration', 'Pending Transfer')) as domains";
    c.one(sql, args![client]).await
}

/// Erased in this order, each for one client ($1).
const STEPS: &[&str] = &[
    "delete from inbound_mails
        where ticket_id in (select id from tickets where client_id = $1)
            or from_folded in (select email_folded from clients where id = $1)
            or from_folded in (select email_folded from contacts where client_id = $1)",
    "update audit set changes = '{}', ip = '' where entity = 'contact'
        and entity_id in (select id from contacts where client_id = $1)",
    "delete from contacts where client_id = $1",
    "delete from client_notes where client_id = $1",
    "delete from emails where client_id = $1",
    "delete from module_calls where client_id = $1
        or target in (select name from domains where client_id = $1)",
    "delete from invites where client_id = $1",
    "delete from tokens where client_id = $1",
    "delete from affiliate_payouts where affiliate_id in
        (select id from affiliates where client_id = $1)",
    "delete from affiliate_commissions where affiliate_id in
        (select id from affiliates where client_id = $1)",
    "delete from affiliates where client_id = $1",
    "delete from setting_overrides where subject = 'client' and subject_id = $1",
    // The tokens stay until the gateways were told.
    "delete from pay_methods where client_id = $1 and token = ''",
    "update pay_methods set description = '', card_type = '', last_four = '', expires_on = null,
        bank_name = '', fingerprint = '' where client_id = $1",
    "delete from ticket_feedback where ticket_id in (select id from tickets where client_id = $1)",
    "delete from ticket_notes where ticket_id in (select id from tickets where client_id = $1)",
    "delete from ticket_replies where ticket_id in (select id from tickets where client_id = $1)",
    "delete from custom_field_values
        where rel_id in (select id from tickets where client_id = $1)
            and field_id in (select id from custom_fields where kind = 'support')",
    "delete from tickets where client_id = $1",
    "delete from custom_field_values
        where rel_id in (select id from services where client_id = $1)
            and field_id in (select id from custom_fields where kind = 'product')",
    "update services set username = '', password = '', notes = '', dedicated_ip = '',
        assigned_ips = '' where client_id = $1",
    "update domains set notes = '', epp_code = '' where client_id = $1",
    "update activity set description = '(erased)', actor_name = '(erased)', ip = ''
        where client_id = $1",
    "update audit set changes = '{}', ip = '' where entity = 'client' and entity_id = $1",
    "update outbox set payload = '{}' where client_id = $1",
    "delete from user_clients where client_id = $1",
    "update bank_lines set payer = '', payer_account = '', reference = '' where client_id = $1",
];

/// Erases a client's personal data. The row stays, unnamed and closed, for its documents.
///
/// # Errors
/// When the client does not exist.
pub async fn erase(c: &mut Conn, client: ClientId, at: i64) -> Result<()> {
    let sql = "select id from tickets where client_id = $1 order by id";
    let tickets: Vec<TicketId> = c.column(sql, args![client]).await?;
    for ticket in tickets {
        crate::support::attachments::delete_of_ticket(c, ticket).await?;
    }
    for step in STEPS {
        c.exec(step, args![client]).await?;
    }
    crate::system::campaigns::withdraw(c, client).await?;
    // Their bytes after them: the rows refer to these.
    let lists = [
        "delete from client_files where client_id = $1 returning file_id",
        "delete from payment_proofs where client_id = $1 returning file_id",
    ];
    for list in lists {
        let files: Vec<i64> = c.column(list, args![client]).await?;
        for file in files {
            crate::support::downloads::forget(c, file).await?;
        }
    }
    super::custom_fields::remove(c, super::custom_fields::Kind::Client, client.0).await?;
    words::remove(c, Kind::Client, client.0).await?;
    let sql = "update clients set owner_user_id = null, first_name = '', last_name = '',
        company = '', email = '', email_folded = '', address1 = '', address2 = '', city = '',
        state = '', postcode = '', country = '', phone = '', phone_cc = '', tax_id = '',
        notes = '', search_folded = '', ip = '', host = '', status = 'Closed', billing_cid = 0,
        email_preferences = '', updated_at = $2, erased_at = $2 where id = $1";
    c.exactly(1, sql, args![client, at]).await
}

/// The contacts of a client, who go with it.
///
/// # Errors
/// When the database fails.
pub async fn contacts(c: &mut Conn, client: ClientId) -> Result<Vec<i64>> {
    c.column("select id from contacts where client_id = $1 order by id", args![client]).await
}

/// Erases what the logs and the outbox say of a user who is deleted.
///
/// # Errors
/// When the database fails.
pub async fn erase_user(c: &mut Conn, user: UserId) -> Result<()> {
    let steps = [
        "update activity set description = '(erased)', actor_name = '(erased)', ip = ''
            where user_id = $1",
        "update audit set changes = '{}', ip = '' where entity = 'user' and entity_id = $1",
    ];
    for step in steps {
        c.exec(step, args![user]).await?;
    }
    // An event of a user is of no client.
    let sql = "update outbox set payload = '{}' where client_id is null and kind = 'UserAdded'
        and substr(payload, 1, length($1)) = $1";
    let begins = format!("{{\"user_id\":{user},");
    c.exec(sql, args![begins.as_str()]).await?;
    Ok(())
}

/// The users of a client who act for no other one, and so may go with it.
///
/// # Errors
/// When the database fails.
pub async fn lone_users(c: &mut Conn, client: ClientId) -> Result<Vec<UserId>> {
    let sql = "select user_id from user_clients t where client_id = $1 and not exists
        (select 1 from user_clients o where o.user_id = t.user_id and o.client_id <> $1)
        order by user_id";
    c.column(sql, args![client]).await
}
