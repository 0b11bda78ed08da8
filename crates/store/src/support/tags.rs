//! Words that the staff mark tickets with.

use model::ids::TicketId;

use crate::people::words::range_end;
use crate::{Conn, Result, Row, args};

/// A tag and how many tickets have it.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TagRow {
    /// The word.
    pub tag: String,
    /// Tickets that have it.
    pub tickets: i64,
}

/// The tags of a ticket, in the order of their letters.
///
/// # Errors
/// When the database fails.
pub async fn of(c: &mut Conn, ticket: TicketId) -> Result<Vec<String>> {
    c.column("select tag from ticket_tags where ticket_id = $1 order by tag", args![ticket]).await
}

/// Gives a ticket exactly these tags.
///
/// # Errors
/// When the database fails.
pub async fn set(c: &mut Conn, ticket: TicketId, tags: &[String]) -> Result<()> {
    c.exec("delete from ticket_tags where ticket_id = $1", args![ticket]).await?;
    for tag in tags {
        let sql = "insert into ticket_tags (ticket_id, tag) values ($1, $2)";
        c.exec(sql, args![ticket, tag]).await?;
    }
    Ok(())
}

/// Gives a ticket the tags of another one, beside its own.
///
/// # Errors
/// When the database fails.
pub async fn copy(c: &mut Conn, from: TicketId, to: TicketId) -> Result<()> {
    let sql = "insert into ticket_tags (ticket_id, tag)
        select cast($2 as bigint), tag from ticket_tags where ticket_id = $1
        on conflict do nothing";
    c.exec(sql, args![from, to]).await.map(drop)
}

/// The tags that begin so, those of most tickets first.
///
/// # Errors
/// When the database fails.
pub async fn used(c: &mut Conn, prefix: &str, limit: i64) -> Result<Vec<TagRow>> {
    let sql = "select tag, count(*) as tickets from ticket_tags
        where tag >= $1 and tag < $2 group by tag order by 2 desc, tag limit $3";
    c.all(sql, args![prefix, range_end(prefix), limit]).await
}
