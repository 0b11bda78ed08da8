//! Roles: which actions staff and API credentials may call.

use model::ids::RoleId;

use crate::{Conn, Result, Row, args};

/// Whom a role is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Members of staff.
    Staff,
    /// API credentials.
    Api,
}

impl Kind {
    /// The word of the column.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Api => "api",
        }
    }
}

/// One role.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct RoleRow {
    /// Its number.
    pub id: RoleId,
    /// `staff` or `api`.
    pub kind: String,
    /// What people call it.
    pub name: String,
    /// JSON list of action names; `["*"]` allows everything.
    pub actions: String,
    /// Its members are written to about orders, cancellations and quotes.
    pub account_mails: bool,
    /// Its members are written to about the tickets of their departments.
    pub support_mails: bool,
}

/// Every role, by number.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<RoleRow>> {
    c.all("select * from roles order by id", args![]).await
}

/// Has the members of a role written to about the house's business, or not.
///
/// # Errors
/// When there is no such role.
pub async fn set_mails(c: &mut Conn, id: RoleId, account: bool, support: bool) -> Result<()> {
    let sql = "update roles set account_mails = $2, support_mails = $3 where id = $1";
    c.exactly(1, sql, args![id, account, support]).await
}

/// Adds a role.
///
/// # Errors
/// A duplicate when the kind has a role of that name.
pub async fn add(c: &mut Conn, kind: Kind, name: &str, actions: &str) -> Result<RoleId> {
    let sql = "insert into roles (kind, name, actions) values ($1, $2, $3) returning id";
    c.scalar(sql, args![kind.word(), name, actions]).await
}
