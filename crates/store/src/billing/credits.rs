//! The movements of clients' credit; the balance is in the client's row.

use jiff::civil::Date;
use model::ids::{ClientId, CreditId, StaffId};

use crate::{Conn, Result, Row, args, values};

/// One movement.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct CreditRow {
    /// Its number on the wire.
    pub id: CreditId,
    /// Whose.
    pub client_id: ClientId,
    /// The staff member who made it; 0 for none.
    pub staff_id: StaffId,
    /// The day it counts for.
    pub on_date: Date,
    /// Unix seconds.
    pub at: i64,
    /// The sentence that people read.
    pub description: String,
    /// Given is positive, used is negative; minor units.
    pub amount_minor: i64,
    /// The invoice concerned; 0 for none.
    pub rel_id: i64,
}

/// Adds movements, in order; their `id` is ignored.
///
/// # Errors
/// When the database fails.
pub async fn insert(c: &mut Conn, rows: &[CreditRow]) -> Result<()> {
    let sql = "insert into credits
            (client_id, staff_id, on_date, at, description, amount_minor, rel_id)
        values ($1, $2, $3, $4, $5, $6, $7)";
    let rows = rows.iter().map(|row| {
        values![
            row.client_id,
            row.staff_id,
            row.on_date,
            row.at,
            &row.description,
            row.amount_minor,
            row.rel_id,
        ]
    });
    c.insert_each(sql, &rows.collect::<Vec<_>>()).await
}

/// A client's movements, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_client(c: &mut Conn, client: ClientId) -> Result<Vec<CreditRow>> {
    c.all("select * from credits where client_id = $1 order by id", args![client]).await
}
