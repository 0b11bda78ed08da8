//! Days of the gateways' records, compared with ours.

use super::Item;
use super::run::Scope;
use crate::billing::reconcile::{self, Compared};
use crate::billing::{differences, gateways};
use crate::jobs::sentence;
use crate::{Cx, Result};

/// The name of the task and of its acts.
const ACTION: &str = "ReconcileGateways";

/// Compares every gateway that tells its records; one that does not answer stops no other.
pub(super) async fn compare(cx: &Cx, scope: &Scope) -> Result<Vec<Item>> {
    let rows = gateways::active(&mut cx.engine.read().await?).await?;
    let mut items = Vec::new();
    for row in rows {
        let left_out =
            |why: String| Item::house("compared", scope.today, row.module.as_str()).skipped(why);
        let gateway = match gateways::open_row(&cx.engine, &row) {
            Ok(Some(gateway)) if gateway.capabilities().records => gateway,
            Ok(_) => continue,
            Err(error) => {
                items.push(left_out(error.to_string()));
                continue;
            }
        };
        match reconcile::compare(cx, ACTION, &*gateway).await {
            Ok(found) => {
                tell(cx, &row.module, &found).await?;
                items.extend(found.into_iter().map(|found| match found {
                    Compared::Booked(text) => Item::house("booked", scope.today, text),
                    Compared::Differs(text) => Item::house("difference", scope.today, text),
                }));
            }
            Err(fault) => items.push(left_out(sentence(&fault))),
        }
    }
    Ok(items)
}

/// Puts new differences on the to-do list of the staff, one item for all of a gateway.
async fn tell(cx: &Cx, module: &str, found: &[Compared]) -> Result<()> {
    let new: Vec<&str> = found
        .iter()
        .filter_map(|found| match found {
            Compared::Differs(text) => Some(text.as_str()),
            Compared::Booked(_) => None,
        })
        .collect();
    if new.is_empty() {
        return Ok(());
    }
    let mut act = cx.act(ACTION).await?;
    differences::to_do(&mut act, module, &new.join("\n")).await?;
    act.commit().await?;
    Ok(())
}
