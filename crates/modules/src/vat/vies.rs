//! `vies`: the VAT Information Exchange System of the European Commission, by its REST interface
//! (<https://ec.europa.eu/taxation_customs/vies/>): `POST check-vat-number` with `countryCode` and
//! `vatNumber`. A country whose system is down answers with `errorWrappers` and no `valid`. `GET
//! check-status` tells which countries can be asked.

use ports::provisioning::ConnectionOutcome;
use ports::vat::{VatAnswer, VatNumbers};
use ports::{Asking, PortError, Refused, UnknownCause};
use reqwest::Method;
use serde_json::{Value, json};

use crate::http::{Line, Pool, Request};

const MODULE: &str = "vies";
/// Where it is.
const ADDRESS: &str = "https://ec.europa.eu/taxation_customs/vies/rest-api";

/// The system, at the Commission's address.
#[derive(Debug, Clone)]
pub struct Vies(Line);

impl Vies {
    /// A line to it.
    ///
    /// # Errors
    /// When this machine has no TLS.
    pub fn new(pool: &Pool) -> Result<Vies, PortError> {
        Vies::at(pool, ADDRESS)
    }

    /// A line to one that is elsewhere, for trying things out.
    ///
    /// # Errors
    /// When it is no address, or this machine has no TLS.
    pub fn at(pool: &Pool, address: &str) -> Result<Vies, PortError> {
        Ok(Vies(pool.line(MODULE, "address", address)?))
    }
}

impl VatNumbers for Vies {
    fn module(&self) -> &'static str {
        MODULE
    }

    fn check(&self, country: &str, number: &str) -> Asking<'_, VatAnswer> {
        let body = json!({ "countryCode": country, "vatNumber": number });
        Box::pin(async move {
            let request = Request::new(Method::POST, &["check-vat-number"]).json(body);
            let answer = self.0.send(request).await?;
            let said = answer.json()?;
            read(&said).ok_or_else(|| {
                let why = said["errorWrappers"][0]["error"].as_str().unwrap_or("no verdict");
                self.0.unknown(UnknownCause::Unreadable, format!("HTTP {}: {why}", answer.status))
            })
        })
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        Box::pin(async move {
            let answer = self.0.send(Request::new(Method::GET, &["check-status"])).await?;
            let said = answer.json()?;
            standing(&said).ok_or_else(|| {
                let why = format!("HTTP {} without a status", answer.status);
                self.0.unknown(UnknownCause::Unreadable, why)
            })
        })
    }
}

/// Whether it can be asked, and about how many countries.
fn standing(said: &Value) -> Option<ConnectionOutcome> {
    if !said["vow"]["available"].as_bool()? {
        let no = Refused::new("vow", "VIES says that it is not available");
        return Some(ConnectionOutcome::Refused(no));
    }
    let countries = said["countries"].as_array()?;
    let there = countries.iter().filter(|each| each["availability"] == "Available").count();
    let version = format!("VIES, {there} of {} countries available", countries.len());
    Some(ConnectionOutcome::Reached { version })
}

fn read(said: &Value) -> Option<VatAnswer> {
    let is_valid = said["valid"].as_bool()?;
    // Some failures come as a verdict that says why it is none.
    let why = said["userError"].as_str().unwrap_or("INVALID");
    if !is_valid && !matches!(why, "INVALID" | "INVALID_INPUT") {
        return None;
    }
    // Countries that do not tell names send three dashes.
    let name = said["name"].as_str().map(str::trim).filter(|name| *name != "---");
    Some(VatAnswer { is_valid, name: name.unwrap_or_default().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::{VatAnswer, read};
    use serde_json::json;

    #[test]
    fn a_verdict_is_read_and_a_failure_is_none() {
        let verdict = |is_valid, name: &str| Some(VatAnswer { is_valid, name: name.to_owned() });
        for (said, expected) in [
            (
                json!({"countryCode": "IE", "vatNumber": "1", "valid": true, "name": "ACME LTD "}),
                verdict(true, "ACME LTD"),
            ),
            (json!({"valid": false, "name": "---", "address": "---"}), verdict(false, "")),
            (json!({"actionSucceed": false, "errorWrappers": [{"error": "MS_UNAVAILABLE"}]}), None),
            (json!({"valid": false, "userError": "INVALID"}), verdict(false, "")),
            (json!({"valid": false, "userError": "INVALID_INPUT"}), verdict(false, "")),
            (json!({"valid": false, "userError": "MS_MAX_CONCURRENT_REQ"}), None),
            (json!({}), None),
        ] {
            assert_eq!(read(&said), expected, "{said}");
        }
    }
}
