//! Whose days a forecast has to live through (B36).
//!
//! What a task finds is decided by the books of one client and by the day. So nothing happens to a
//! client of whom no task finds anything on any of the days as the books are now: the first thing
//! that happens to somebody is always found in these.

use std::collections::BTreeSet;

use jiff::civil::Date;
use model::ids::ClientId;
use store::billing::dunning;

use super::run::Scope;
use super::tasks::{Task, Work};
use super::{invoicing, schedule};
use crate::{Engine, Result};

/// Days up to which every one of them is looked at. In a longer time there is hardly anybody to
/// whom nothing happens, and looking costs more than living through them does.
const DAYS_MAX: usize = 31;

/// The clients of whom the tasks have something to say on the days, in order of their numbers.
pub(super) async fn clients(
    engine: &Engine,
    tasks: &[&'static Task],
    days: &[Date],
    template: &Scope,
) -> Result<BTreeSet<ClientId>> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Ok(BTreeSet::new());
    };
    let mut c = engine.read().await?;
    let mut seen = BTreeSet::new();
    let looked_at = if days.len() > DAYS_MAX {
        seen.extend(dunning::clients_with_business(&mut c).await?);
        // Of all the others there is nothing that comes and goes again.
        &[*first, *last][..]
    } else {
        days
    };
    let mut scope = template.clone();
    for day in looked_at {
        scope.set_day(*day, schedule::instant(&scope.settings, *day)?);
        for task in tasks {
            let Work::Each { find, .. } = task.work else { continue };
            seen.extend(find(&mut c, &scope).await?.into_iter().filter_map(|found| found.client));
        }
    }
    if tasks.iter().any(|task| task.name == invoicing::TASK) {
        seen.extend(invoicing::left_alone_of(&mut c, &scope, *last).await?);
    }
    Ok(seen)
}
