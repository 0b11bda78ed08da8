//! Word to owners of cards that expire next month (B24).

use std::collections::BTreeMap;

use model::billing::capture::card_expires_next_month;
use model::dates::add_months;
use model::ids::PayMethodId;
use store::Conn;
use store::billing::dunning::{self, ExpiringCard};
use store::system::notices;

use super::Item;
use super::run::{Candidate, Scope};
use crate::system::settings::CARD_NOTICE_DAY;
use crate::system::templates;
use crate::{Act, Result};

const KIND: &str = "pay method";

/// Cards to tell of that nobody was told of.
pub(super) async fn find(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    let Some(first) = add_months(scope.today.first_of_month(), 1) else { return Ok(Vec::new()) };
    let rows = dunning::expiring_cards(c, first, first.last_of_month(), scope.client).await?;
    let mut found = Vec::new();
    for row in rows.iter().filter(|row| expires(row, scope)) {
        if notices::last(c, KIND, row.id.0, row.expires_on).await?.is_none() {
            found.push(Candidate::of(row.id, row.client_id));
        }
    }
    Ok(found)
}

/// Tells the owner, once per card and expiry.
pub(super) async fn one(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let row = dunning::card(&mut act.conn, PayMethodId(id)).await?;
    let Some(row) = row.filter(|row| expires(row, scope)) else { return Ok(Vec::new()) };
    let at = act.at();
    if !notices::note(&mut act.conn, KIND, id, row.expires_on, 0, at).await? {
        return Ok(Vec::new());
    }
    let more = BTreeMap::from([
        ("client_cc_number".to_owned(), row.last_four.clone()),
        ("client_cc_expiry".to_owned(), row.expires_on.strftime("%m/%y").to_string()),
    ]);
    let client = row.client_id.0;
    templates::send_with_if_possible(act, "Credit Card Expiring Soon", client, &more).await?;
    let text = format!("Card ending in {} expires on {}", row.last_four, row.expires_on);
    Ok(vec![Item::new("card notice", scope.today, row.client_id, id, text)])
}

fn expires(row: &ExpiringCard, scope: &Scope) -> bool {
    let day = scope.settings.number(CARD_NOTICE_DAY).and_then(|day| u8::try_from(day).ok());
    let (year, month) = (row.expires_on.year(), row.expires_on.month());
    day.is_some_and(|day| card_expires_next_month(day, year, month, scope.today))
}
