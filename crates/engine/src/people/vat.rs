//! Whether a client's VAT number exists: asked at the tax offices, kept, and known to the taxes.

use std::time::Duration;

use model::ids::ClientId;
use ports::PortError;
use ports::vat::VatAnswer;
use serde_json::json;
use store::people::vat_checks::{self, VatRow};
use store::system::jobs::Claimed;

use crate::jobs::{Ending, asked, number_of, targets};
use crate::system::to_do;
use crate::{Act, Caller, Cx, Door, Engine, Fault, Result, invalid, not_found, not_now};

/// The job that asks about the number of a client.
pub(crate) const JOB: &str = "vat.check";
/// How long an office may take to answer.
const DEADLINE: Duration = Duration::from_secs(20);
/// When a job comes back that found every place at the offices taken.
const FULL_WAIT: jiff::SignedDuration = jiff::SignedDuration::from_secs(60);

/// What was said.
#[derive(Debug, Clone)]
pub struct Checked {
    /// As the client gave it.
    pub number: String,
    /// It is in use.
    pub is_valid: bool,
    /// Whose it is; may be empty.
    pub name: String,
}

/// Asks about the number of a client. A number that does not exist is no reason for the reverse
/// charge from then on (B14); an office that does not answer changes nothing.
///
/// # Errors
/// Not found; invalid for a client without a number of the EU; not-now when nobody answers.
pub async fn check(cx: &Cx, client: ClientId) -> Result<Checked> {
    let row = vat_checks::of(&mut cx.read().await?, client).await?;
    let row = row.ok_or_else(|| not_found("Client ID Not Found"))?;
    if !crate::billing::taxation::is_vat_number(&row.tax_id) {
        return Err(invalid("tax_id", "This is not a VAT number of the EU"));
    }
    let said = match ask(&cx.engine, &row.tax_id).await {
        Ok(said) => said,
        Err(PortError::Unsupported { .. }) => {
            return Err(not_now("This Hostler asks no tax office"));
        }
        Err(error @ PortError::Configuration { .. }) => return Err(Fault::broken(error)),
        Err(error) => {
            tracing::warn!(%error, "a VAT number was not checked");
            return Err(not_now("The tax office does not answer; try again later"));
        }
    };
    let mut act = cx.act("CheckVatNumber").await?;
    keep(&mut act, client, &row, &said).await?;
    act.commit().await?;
    Ok(Checked { number: row.tax_id, is_valid: said.is_valid, name: said.name })
}

/// The job `vat.check`. Without an answer the task asks again some hours later (B14).
pub(crate) async fn work(engine: &Engine, job: &Claimed) -> Result<Ending> {
    let target = targets::tax_offices(engine.world().vat.module());
    if engine.targets().is_full(&target) {
        return Ok(Ending::Later { why: "all places are taken".to_owned(), after: FULL_WAIT });
    }
    let client = ClientId(number_of(job, "client")?);
    let Some(row) = vat_checks::of(&mut engine.read().await?, client).await? else {
        return Ok(Ending::Done);
    };
    if !crate::billing::taxation::is_vat_number(&row.tax_id) {
        return Ok(Ending::Done);
    }
    let said = match ask(engine, &row.tax_id).await {
        Ok(said) => said,
        Err(PortError::Unsupported { .. }) => return Ok(Ending::Done),
        Err(error @ PortError::Configuration { .. }) => return Err(Fault::broken(error)),
        Err(error) => {
            tracing::warn!(%error, %client, "a VAT number was not checked");
            return Ok(Ending::Done);
        }
    };
    let cx = engine.cx(Caller::system(Door::Automation));
    let mut act = cx.act("CheckVatNumber").await?;
    // Another node, or a person, may have found it out a moment ago.
    let is_news = !said.is_valid && row.vat_refused != row.tax_id;
    keep(&mut act, client, &row, &said).await?;
    if is_news {
        tell(&mut act, client, &row.tax_id).await?;
    }
    act.commit().await?;
    Ok(Ending::Done)
}

/// Asks the office of the number's country.
async fn ask(engine: &Engine, tax_id: &str) -> Result<VatAnswer, PortError> {
    let vat = &engine.world().vat;
    let plain = plain(tax_id);
    let (country, number) = plain.split_at_checked(2).unwrap_or_default();
    // The offices know Greece by the name that its numbers should begin with.
    let country = if country == "GR" { "EL" } else { country };
    let target = targets::tax_offices(vat.module());
    asked(engine, &target, vat.module(), DEADLINE, || vat.check(country, number)).await
}

/// Keeps what an office said.
async fn keep(act: &mut Act, client: ClientId, row: &VatRow, said: &VatAnswer) -> Result<()> {
    let (at, plain) = (act.at(), plain(&row.tax_id));
    vat_checks::keep(&mut act.conn, client, &row.tax_id, said.is_valid, &said.name, at).await?;
    let verdict = if said.is_valid { "exists" } else { "does not exist" };
    act.log(Some(client), format!("VAT number {plain} {verdict} - User ID: {client}")).await?;
    let pair = ("vat_number", json!(row.vat_asked), json!(format!("{plain} {verdict}")));
    act.changed("clients", client, &[pair]).await
}

/// Tells the staff, and programs that listen, that a number counts no longer.
async fn tell(act: &mut Act, client: ClientId, tax_id: &str) -> Result<()> {
    let text = format!(
        "The tax offices do not know the VAT number {tax_id} of client {client}. New invoices are \
         taxed; ask the client for the right number."
    );
    to_do::add(act, "Look into a VAT number that does not exist", &text).await?;
    let payload = json!({ "userid": client.0, "tax_id": tax_id });
    act.event("VatNumberRefused", Some(client), &payload).await
}

fn plain(tax_id: &str) -> String {
    let kept = tax_id.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|letter| letter.to_ascii_uppercase()).collect()
}
