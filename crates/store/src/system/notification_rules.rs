//! Whom the house tells of what happens.

use crate::{Conn, Result, Row, args};

/// A rule. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct RuleRow {
    /// Its number.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// Kinds of event, separated by commas; `*` for all.
    pub events: String,
    /// `mail`, `slack` or `hook`.
    pub channel: String,
    /// Addresses, or a sealed URL.
    pub target: String,
    /// What people see of the target.
    pub target_hint: String,
    /// Sealed; signs what a hook is sent.
    pub secret: String,
    /// The field that a condition looks at; empty for no condition.
    pub field: String,
    /// How it compares.
    pub comparison: String,
    /// With what.
    pub value: String,
    /// The title, with fields.
    pub title: String,
    /// The text, with fields.
    pub message: String,
    /// Whether it is told anything.
    pub enabled: bool,
    /// How often it was.
    pub sent: i64,
    /// When it was last.
    pub last_sent_at: Option<i64>,
    /// What went wrong last; empty when it worked.
    pub last_error: String,
}

/// Every rule, by name.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<RuleRow>> {
    c.all("select * from notification_rules order by name, id", args![]).await
}

/// One rule.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: i64) -> Result<Option<RuleRow>> {
    c.maybe("select * from notification_rules where id = $1", args![id]).await
}

/// Notes what came of an attempt; no error when it was sent.
///
/// # Errors
/// When the database fails.
pub async fn attempted(c: &mut Conn, id: i64, error: &str, at: i64) -> Result<u64> {
    let sql = "update notification_rules set last_error = $2,
            sent = sent + case when $2 = '' then 1 else 0 end,
            last_sent_at = case when $2 = '' then $3 else last_sent_at end
        where id = $1";
    c.exec(sql, args![id, error, at]).await
}
