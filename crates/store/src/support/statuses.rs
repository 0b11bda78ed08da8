//! The statuses that tickets can have.

use crate::{Conn, Result, Row, args};

/// One status.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct StatusRow {
    /// Its number.
    pub id: i64,
    /// The word.
    pub title: String,
    /// Colour of the label, as `#rrggbb`.
    pub colour: String,
    /// Place in lists.
    pub position: i64,
    /// Such tickets count as active.
    pub show_active: bool,
    /// Such tickets wait for the staff.
    pub show_awaiting: bool,
    /// Such tickets close by themselves when idle.
    pub auto_close: bool,
}

/// A status and how many tickets have it.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct CountRow {
    /// The word.
    pub title: String,
    /// Colour of the label.
    pub colour: String,
    /// Such tickets count as active.
    pub show_active: bool,
    /// Such tickets wait for the staff.
    pub show_awaiting: bool,
    /// How many tickets have it.
    pub tickets: i64,
}

/// Every status, in the order of lists.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<StatusRow>> {
    c.all("select * from ticket_statuses order by position, id", args![]).await
}

/// The counts of all statuses, over these departments, or over all if there are none: as the
/// database keeps them, no ticket is looked at.
///
/// # Errors
/// When the database fails.
pub async fn counted(c: &mut Conn, departments: &[i64]) -> Result<Vec<CountRow>> {
    const TAIL: &str = ") group by word) n on n.word = s.title order by s.position, s.id";
    const ALL: &str = "select s.title, s.colour, s.show_active, s.show_awaiting,
            coalesce(n.tickets, 0) as tickets
        from ticket_statuses s left join (select word, cast(sum(items) as bigint) as tickets
            from kept_counts where list = 'tickets' and (1 = 1";
    const SOME: &str = "select s.title, s.colour, s.show_active, s.show_awaiting,
            coalesce(n.tickets, 0) as tickets
        from ticket_statuses s left join (select word, cast(sum(items) as bigint) as tickets
            from kept_counts where list = 'tickets' and (part in";
    if departments.is_empty() {
        return c.all(&format!("{ALL}{TAIL}"), args![]).await;
    }
    let (sql, values) = crate::many::in_list(SOME, departments, TAIL);
    c.all(&sql, &values).await
}
