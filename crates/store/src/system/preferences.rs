//! How members of staff like the pages of the office.

use model::ids::StaffId;

use crate::{Conn, Result, Row, args};

/// One preference of a member of staff.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct PreferenceRow {
    /// Whose.
    pub staff_id: StaffId,
    /// What it is about.
    pub name: String,
    /// What is liked.
    pub value: String,
    /// Unix seconds.
    pub updated_at: i64,
}

/// Every preference of a member, by name.
///
/// # Errors
/// When the database fails.
pub async fn of(c: &mut Conn, staff: StaffId) -> Result<Vec<PreferenceRow>> {
    c.all("select * from staff_preferences where staff_id = $1 order by name", args![staff]).await
}

/// Keeps a preference over whatever was there.
///
/// # Errors
/// When the database fails.
pub async fn put(c: &mut Conn, row: &PreferenceRow) -> Result<()> {
    let sql = "insert into staff_preferences (staff_id, name, value, updated_at)
        values ($1, $2, $3, $4)
        on conflict (staff_id, name) do update set value = excluded.value,
            updated_at = excluded.updated_at";
    c.exactly(1, sql, args![row.staff_id, &row.name, &row.value, row.updated_at]).await
}

/// Forgets a preference, if it is there.
///
/// # Errors
/// When the database fails.
pub async fn forget(c: &mut Conn, staff: StaffId, name: &str) -> Result<()> {
    let sql = "delete from staff_preferences where staff_id = $1 and name = $2";
    c.exec(sql, args![staff, name]).await.map(drop)
}
