//! Whether a client's VAT number exists: asked at the tax offices, kept, and known to the taxes.

use model::ids::ClientId;
use ports::PortError;
use serde_json::json;
use store::people::vat_checks;

use crate::{Cx, Fault, Result, invalid, not_found, not_now};

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
    let plain: String = row.tax_id.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.to_ascii_uppercase();
    if !crate::billing::taxation::is_vat_number(&row.tax_id) {
        return Err(invalid("tax_id", "This is not a VAT number of the EU"));
    }
    let (country, number) = plain.split_at(2);
    let said = match cx.engine.world().vat.check(country, number).await {
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
    let at = act.at();
    vat_checks::keep(&mut act.conn, client, &row.tax_id, said.is_valid, &said.name, at).await?;
    let verdict = if said.is_valid { "exists" } else { "does not exist" };
    act.log(Some(client), format!("VAT number {plain} {verdict} - User ID: {client}")).await?;
    let pair = ("vat_number", json!(row.vat_asked), json!(format!("{plain} {verdict}")));
    act.changed("clients", client, &[pair]).await?;
    act.commit().await?;
    Ok(Checked { number: row.tax_id, is_valid: said.is_valid, name: said.name })
}
