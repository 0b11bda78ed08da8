//! What the order form sends, and what can be wrong with it before anybody else is asked.

use std::collections::BTreeMap;

use protocol::Form;
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
    /// Reads a urlencoded body; what cannot be read is empty and so found by [`Fields::check`].
    pub(super) fn read(body: &[u8]) -> Self {
        let form = Form::parse(body).unwrap_or_default();
        let text = |name: &str| form.text(name).unwrap_or_default().trim().to_owned();
        let options = form
            .names_from("option_")
            .filter_map(|name| {
                let id = name.strip_prefix("option_")?.parse().ok()?;
                Some((id, form.text(name)?.trim().to_owned()))
            })
            .collect();
        Self {
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
        }
    }

    /// Everything that is plainly missing.
    pub(super) fn check(&self) -> Problems {
        let mut problems = Problems::default();
        let mut need = |field: &'static str, value: &str, said: &str| {
            if value.is_empty() {
                problems.0.insert(field, said.to_owned());
            }
        };
        need("email", &self.email, "Enter your e-mail address");
        need("password", &self.password, "Enter a password");
        if self.who == "new" {
            need("first_name", &self.first_name, "Enter your first name");
            need("last_name", &self.last_name, "Enter your last name");
            need("address", &self.address, "Enter your street and number");
            need("city", &self.city, "Enter your city");
            need("postcode", &self.postcode, "Enter your postcode");
        }
        if self.method == "sandboxcard" {
            need("card_number", &self.card_number, "Enter a card number");
            need("card_expiry", &self.card_expiry, "Enter month and year, as 12/30");
            need("card_cvv", &self.card_cvv, "Enter the three digits on the back");
        }
        problems
    }
}

/// Countries offered; the full list comes with the full pages.
pub(crate) const COUNTRIES: &[(&str, &str)] = &[
    ("AR", "Argentina"),
    ("AU", "Australia"),
    ("AT", "Austria"),
    ("BD", "Bangladesh"),
    ("BE", "Belgium"),
    ("BR", "Brazil"),
    ("CA", "Canada"),
    ("CL", "Chile"),
    ("CO", "Colombia"),
    ("CZ", "Czechia"),
    ("DK", "Denmark"),
    ("EG", "Egypt"),
    ("FI", "Finland"),
    ("FR", "France"),
    ("DE", "Germany"),
    ("GR", "Greece"),
    ("IN", "India"),
    ("ID", "Indonesia"),
    ("IE", "Ireland"),
    ("IT", "Italy"),
    ("JP", "Japan"),
    ("KE", "Kenya"),
    ("MY", "Malaysia"),
    ("MX", "Mexico"),
    ("NL", "Netherlands"),
    ("NZ", "New Zealand"),
    ("NG", "Nigeria"),
    ("NO", "Norway"),
    ("PK", "Pakistan"),
    ("PH", "Philippines"),
    ("PL", "Poland"),
    ("PT", "Portugal"),
    ("RO", "Romania"),
    ("SA", "Saudi Arabia"),
    ("SG", "Singapore"),
    ("ZA", "South Africa"),
    ("KR", "South Korea"),
    ("ES", "Spain"),
    ("SE", "Sweden"),
    ("CH", "Switzerland"),
    ("TR", "Türkiye"),
    ("UA", "Ukraine"),
    ("AE", "United Arab Emirates"),
    ("GB", "United Kingdom"),
    ("US", "United States"),
    ("VN", "Vietnam"),
];
