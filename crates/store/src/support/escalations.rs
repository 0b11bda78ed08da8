//! Rules by which tickets that nobody answers are passed on.

use model::ids::{ClientId, TicketId};

use super::tickets::TicketRow;
use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct EscalationRow {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// CSV of department numbers; empty for any.
    pub departments: String,
    /// CSV of statuses; empty for any but closed ones.
    pub statuses: String,
    /// CSV of priorities; empty for any.
    pub priorities: String,
    /// Since the last answer.
    pub minutes: i64,
    /// Who answers from then on.
    pub to_department_id: Option<i64>,
    /// The status from then on; empty for the same.
    pub to_status: String,
    /// The priority from then on; empty for the same.
    pub to_priority: String,
    /// Who looks after it; 0 for nobody else.
    pub flag_staff_id: i64,
    /// CSV of staff who are mailed.
    pub notify_staff: String,
    /// What is answered; empty for nothing.
    pub reply: String,
}

/// Every rule, the most patient last.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<EscalationRow>> {
    c.all("select * from ticket_escalations order by minutes, id", args![]).await
}

/// Open tickets without an answer since an instant that the rule did not act on since.
///
/// # Errors
/// When the database fails.
pub async fn unanswered(
    c: &mut Conn,
    rule: i64,
    before: i64,
    client: Option<ClientId>,
) -> Result<Vec<TicketRow>> {
    let filter = Filter::new()
        .fixed("t.merged_into is null")
        .fixed("t.status <> 'Closed'")
        .and("t.last_reply_at <= ?", before)
        .and(
            "not exists (select 1 from ticket_escalated e where e.escalation_id = ?
                and e.ticket_id = t.id and e.last_reply_at = t.last_reply_at)",
            rule,
        )
        .and_some("t.client_id = ?", client);
    let sql = filter.sql("select t.* from tickets t");
    c.all(&format!("{sql} order by t.last_reply_at, t.id"), filter.args()).await
}

/// Notes that a rule acted on a ticket; `false` when it did already since that answer.
///
/// # Errors
/// When the database fails.
pub async fn note(
    c: &mut Conn,
    rule: i64,
    ticket: TicketId,
    last_reply_at: i64,
    at: i64,
) -> Result<bool> {
    let sql = "insert into ticket_escalated (escalation_id, ticket_id, last_reply_at, at)
        values ($1, $2, $3, $4) on conflict do nothing";
    Ok(c.exec(sql, args![rule, ticket, last_reply_at, at]).await? == 1)
}
