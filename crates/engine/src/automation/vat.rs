//! VAT numbers that the tax offices are asked about (B14).

use jiff::civil::Date;
use model::billing::eu_vat::standard_rates;
use model::ids::ClientId;
use serde_json::json;
use store::Conn;
use store::people::vat_checks::{self, Wanted};

use super::Item;
use super::run::{Candidate, Scope};
use crate::billing::taxation::{is_of_country, is_vat_number};
use crate::people::vat;
use crate::system::settings::{COMPANY_COUNTRY, Settings, TAX_EU_VAT, VAT_CHECK_DAYS};
use crate::{Act, Job, Result};

/// Numbers asked about in one run: the offices of small countries answer few questions at a time.
const NUMBERS: usize = 200;
/// A number without an answer is asked about again after so long.
const AGAIN_SECONDS: i64 = 6 * 3_600;
const DAY: i64 = 86_400;

/// Numbers matter only where they mean reverse charge.
pub(super) fn wanted(settings: &Settings) -> bool {
    settings.on(TAX_EU_VAT) && days(settings) > 0
}

fn days(settings: &Settings) -> i64 {
    settings.number(VAT_CHECK_DAYS).unwrap_or_default()
}

/// Numbers of other countries than the company's that nobody asked about, or not for long.
pub(super) async fn find(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    let home = scope.settings.text(COMPANY_COUNTRY);
    let countries: Vec<&str> = standard_rates()
        .map(|(country, _)| country)
        .filter(|country| !country.eq_ignore_ascii_case(home))
        .collect();
    let now = scope.instant();
    let wanted = Wanted {
        countries: &countries,
        client: scope.client,
        asked_before: now - days(&scope.settings).max(1).saturating_mul(DAY),
        tried_before: now - AGAIN_SECONDS,
    };
    let rows = vat_checks::wanted(c, &wanted).await?;
    let counts = |row: &vat_checks::WantedRow| {
        is_vat_number(&row.tax_id) && is_of_country(&row.tax_id, &row.country)
    };
    let asked = rows.into_iter().filter(counts).take(NUMBERS);
    Ok(asked.map(|row| Candidate::of(row.id, row.id)).collect())
}

/// Has the tax offices asked after the commit.
pub(super) async fn ask(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let client = ClientId(id);
    let Some(row) = vat_checks::of(&mut act.conn, client).await? else { return Ok(Vec::new()) };
    let at = act.at();
    vat_checks::tried(&mut act.conn, client, at).await?;
    let job = Job {
        kind: vat::JOB,
        payload: json!({ "client": id }),
        unique_key: Some(format!("{}:{id}:{at}", vat::JOB)),
    };
    act.enqueue(job).await?;
    Ok(vec![item(scope.today, client, row.tax_id)])
}

fn item(on: Date, client: ClientId, number: String) -> Item {
    Item::new("vat number", on, client, client, number)
}
