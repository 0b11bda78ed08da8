//! What the order form sends, and what can be wrong with it before anybody else is asked.

use std::collections::BTreeMap;

use crate::pages::language::tell;
use protocol::{Form, FormError};
use serde::Serialize;

/// The fields of the form, as typed. Secrets are read but never shown again.
#[derive(Debug, Default, Serialize)]
pub(super) struct Fields {
    pub(super) currency: String,
    pub(super) cycle: String,
    pub(super) host: String,
    pub(super) promo: String,
    /// Chosen by option id.
    pub(super) options: BTreeMap<i64, String>,
    /// `new` or `known`.
    pub(super) who: String,
    pub(super) email: String,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) address: String,
    pub(super) city: String,
    pub(super) postcode: String,
    pub(super) country: String,
    pub(super) method: String,
    #[serde(skip)]
    pub(super) password: String,
    #[serde(skip)]
    pub(super) card_number: String,
    #[serde(skip)]
    pub(super) card_expiry: String,
    #[serde(skip)]
    pub(super) card_cvv: String,
    #[serde(skip)]
    pub(super) once: String,
}

/// What is wrong, by field name; `form` is the form as a whole.
#[derive(Debug, Default, Serialize)]
#[serde(transparent)]
pub(super) struct Problems(BTreeMap<&'static str, String>);

impl Problems {
    pub(super) fn one(field: &'static str, said: String) -> Self {
        Self(BTreeMap::from([(field, said)]))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Fields {
    /// Reads a urlencoded body.
    pub(super) fn read(body: &[u8]) -> Result<Self, FormError> {
        let form = Form::parse(body)?;
        let text = |name: &str| form.text(name).unwrap_or_default().trim().to_owned();
        let options = form
            .names_from("option_")
            .filter_map(|name| {
                let id = name.strip_prefix("option_")?.parse().ok()?;
                Some((id, form.text(name)?.trim().to_owned()))
            })
            .collect();
        Ok(Self {
            currency: text("currency"),
            cycle: text("cycle"),
            host: text("host"),
            promo: text("promo"),
            options,
            who: if text("who") == "known" { "known" } else { "new" }.to_owned(),
            email: text("email"),
            first_name: text("first_name"),
            last_name: text("last_name"),
            address: text("address"),
            city: text("city"),
            postcode: text("postcode"),
            country: text("country"),
            method: text("method"),
            password: form.text("password").unwrap_or_default().to_owned(),
            card_number: text("card_number"),
            card_expiry: text("card_expiry"),
            card_cvv: text("card_cvv"),
            once: text("once"),
        })
    }

    /// Everything that is plainly missing.
    pub(super) fn check(&self) -> Problems {
        let mut problems = Problems::default();
        let mut need = |field: &'static str, value: &str, said: &str| {
            if value.is_empty() {
                problems.0.insert(field, said.to_owned());
            }
        };
        need("email", &self.email, &tell("enter-your-email"));
        need("password", &self.password, &tell("enter-password"));
        if self.who == "new" {
            need("first_name", &self.first_name, &tell("enter-your-first-name"));
            need("last_name", &self.last_name, &tell("enter-your-last-name"));
            need("address", &self.address, &tell("enter-your-street"));
            need("city", &self.city, &tell("enter-your-city"));
            need("postcode", &self.postcode, &tell("enter-your-postcode"));
        }
        if self.method == "sandboxcard" {
            need("card_number", &self.card_number, &tell("enter-card-number"));
            need("card_expiry", &self.card_expiry, &tell("enter-card-expiry"));
            need("card_cvv", &self.card_cvv, &tell("enter-card-code"));
        }
        problems
    }
}

/// Countries offered; the full list comes with the full pages.
const COUNTRIES: [&str; 46] = [
    "AR", "AU", "AT", "BD", "BE", "BR", "CA", "CL", "CO", "CZ", "DK", "EG", "FI", "FR", "DE", "GR",
    "IN", "ID", "IE", "IT", "JP", "KE", "MY", "MX", "NL", "NZ", "NG", "NO", "PK", "PH", "PL", "PT",
    "RO", "SA", "SG", "ZA", "KR", "ES", "SE", "CH", "TR", "UA", "AE", "GB", "US", "VN",
];

/// Codes and names of the countries, by name.
pub(crate) fn countries() -> Vec<(&'static str, String)> {
    let name = |code: &str| tell(&format!("country-{}", code.to_ascii_lowercase()));
    let mut countries: Vec<_> = COUNTRIES.iter().map(|code| (*code, name(code))).collect();
    countries.sort_by(|one, other| one.1.cmp(&other.1));
    countries
}
