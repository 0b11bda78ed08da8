//! Data retention: people who have been gone for long are erased; their documents stay.

use model::dates::add_months;
use model::ids::ClientId;
use store::Conn;
use store::people::retention;

use super::Item;
use super::run::{Candidate, Scope};
use crate::people::clients;
use crate::system::settings::RETENTION_MONTHS;
use crate::{Act, Fault, Result};

/// Clients without anything left since so many months.
pub(super) async fn find(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    let Some(before) = before(scope)? else { return Ok(Vec::new()) };
    let found = retention::gone_since(c, before.0, before.1, scope.client).await?;
    Ok(found.into_iter().map(|client| Candidate::of(client, client)).collect())
}

/// Erases one, and its users with it that act for nobody else.
pub(super) async fn one(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let client = ClientId(id);
    let Some(before) = before(scope)? else { return Ok(Vec::new()) };
    store::people::clients::lock(&mut act.conn, client).await?;
    if retention::gone_since(&mut act.conn, before.0, before.1, Some(client)).await?.is_empty() {
        return Ok(Vec::new());
    }
    clients::delete(act, client, true).await?;
    let months = scope.settings.text(RETENTION_MONTHS);
    let text = format!("Client {client}, without anything for {months} months");
    Ok(vec![Item::new("erase client", scope.today, client, id, text)])
}

/// The day and the instant up to which nothing may have happened.
fn before(scope: &Scope) -> Result<Option<(jiff::civil::Date, i64)>> {
    let months = scope.settings.number(RETENTION_MONTHS).filter(|months| *months > 0);
    let Some(months) = months.and_then(|months| i32::try_from(months).ok()) else {
        return Ok(None);
    };
    let Some(day) = add_months(scope.today, -months) else { return Ok(None) };
    let midnight = day.to_datetime(jiff::civil::Time::midnight());
    let instant = scope.settings.zone().to_timestamp(midnight).map_err(Fault::broken)?;
    Ok(Some((day, instant.as_second())))
}
