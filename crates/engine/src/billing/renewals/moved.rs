//! A due date that somebody moves before what was invoiced already: it counts.

use jiff::civil::Date;
use model::billing::renewal::ItemKind;
use store::Conn;
use store::billing::billed_periods;

use crate::{Result, invalid};

/// Has an item be invoiced from its moved due date on, and not only from where its last invoice
/// ended: of the periods that are paid only the days before it stay taken (B7). A later day, or
/// the same, needs nothing.
///
/// # Errors
/// Invalid while an invoice of the item is open: two would ask for the same days.
pub async fn move_due(
    c: &mut Conn,
    (kind, id): (ItemKind, i64),
    (before, after): (Option<Date>, Option<Date>),
) -> Result<()> {
    let Some(due) = after.filter(|due| before.is_some_and(|before| *due < before)) else {
        return Ok(());
    };
    let reach = billed_periods::reach(c, kind, id).await?;
    let Some(end) = reach.invoiced_to.filter(|end| due < *end) else { return Ok(()) };
    if reach.unpaid {
        let said = format!(
            "It is invoiced up to {end}, and an invoice is open: have that paid or cancel it first"
        );
        return Err(invalid("nextduedate", said));
    }
    Ok(billed_periods::shorten(c, kind, id, due).await?)
}
