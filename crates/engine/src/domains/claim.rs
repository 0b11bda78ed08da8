//! A name is with us once: orders may wish for it at will, only one of them gets it (B32).

use model::ids::DomainId;
use store::Conn;
use store::domains::names::{self, DomainRow};

use crate::{Fault, Result, conflict};

/// Whether a row may take its name, or already has it.
///
/// # Errors
/// Conflict: `The domain … is already registered with us`.
pub(crate) async fn check_free(c: &mut Conn, name: &str, for_row: DomainId) -> Result<()> {
    match names::holder(c, name, for_row).await? {
        Some(_) => Err(taken(name)),
        None => Ok(()),
    }
}

/// Refuses a client a name that waits in somebody's order: whose, nobody is told. Staff may order
/// it all the same, and only one of them gets it (B32).
///
/// # Errors
/// Conflict: `The domain … is already ordered with us`.
pub(crate) async fn check_not_ordered(c: &mut Conn, name: &str) -> Result<()> {
    match names::ordered(c, name).await? {
        Some(_) => Err(conflict(format!("The domain {name} is already ordered with us"))),
        None => Ok(()),
    }
}

/// The words for a name that its registry does not give to anybody else.
pub(crate) fn taken_elsewhere(name: &str) -> Fault {
    conflict(format!("The domain {name} is taken by somebody"))
}

/// Whether a row as it will be written may hold its name.
pub(crate) async fn check_row(c: &mut Conn, row: &DomainRow) -> Result<()> {
    if row.status.holds_name() { check_free(c, &row.name, row.id).await } else { Ok(()) }
}

/// The words of a write that the database refused because somebody was faster.
pub(crate) fn faster(error: store::StoreError, name: &str) -> Fault {
    if error.is_duplicate() { taken(name) } else { error.into() }
}

fn taken(name: &str) -> Fault {
    conflict(format!("The domain {name} is already registered with us"))
}
