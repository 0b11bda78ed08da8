//! What a client says of a contact.

use protocol::wire::{Flag, Group};
use protocol::{AddContact, EmailChoices, UpdateContact};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rest::inputs::{CountryCode, EMAIL};
use crate::rest::patch::{Given, Patch, emptied};
use crate::rest::problem::Problem;

/// Which kinds of mail are wanted; what is absent or null stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest) struct Emails {
    pub(super) general: Option<bool>,
    pub(super) product: Option<bool>,
    pub(super) domain: Option<bool>,
    pub(super) invoice: Option<bool>,
    pub(super) support: Option<bool>,
    pub(super) affiliate: Option<bool>,
}

impl Emails {
    pub(super) fn wire(&self) -> Group<EmailChoices> {
        let flag = |wanted: Option<bool>| wanted.map(Flag);
        Group(EmailChoices {
            general: flag(self.general),
            product: flag(self.product),
            domain: flag(self.domain),
            invoice: flag(self.invoice),
            support: flag(self.support),
            affiliate: flag(self.affiliate),
        })
    }
}

/// A contact; what is absent stays as it is, and null empties it.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest) struct ContactInput {
    #[serde(default)]
    #[schemars(length(max = 100))]
    first_name: Patch<String>,
    #[serde(default)]
    #[schemars(length(max = 100))]
    last_name: Patch<String>,
    #[serde(default)]
    #[schemars(length(max = 200))]
    company_name: Patch<String>,
    #[serde(default)]
    #[schemars(length(max = 254), regex(pattern = EMAIL))]
    email: Patch<String>,
    #[serde(default)]
    #[schemars(length(max = 200))]
    address1: Patch<String>,
    #[serde(default)]
    #[schemars(length(max = 200))]
    address2: Patch<String>,
    #[serde(default)]
    #[schemars(length(max = 100))]
    city: Patch<String>,
    #[serde(default)]
    #[schemars(length(max = 100))]
    state: Patch<String>,
    #[serde(default)]
    #[schemars(length(max = 20))]
    postcode: Patch<String>,
    #[serde(default)]
    country: Patch<CountryCode>,
    #[serde(default)]
    #[schemars(length(max = 40))]
    phone_number: Patch<String>,
    #[serde(default)]
    emails: Given<Emails>,
}

impl ContactInput {
    /// A new contact must say who it is: a name, a company or an address to write to.
    pub(super) fn into_new(self) -> Result<AddContact, Problem> {
        let who = [&self.first_name, &self.last_name, &self.company_name, &self.email];
        if who.into_iter().all(|part| !matches!(part, Patch::To(text) if !text.trim().is_empty())) {
            let detail = "a contact needs a name, a company or an e-mail address";
            return Err(Problem::invalid("/first_name", detail));
        }
        Ok(AddContact {
            email_preferences: self.emails.0.unwrap_or_default().wire(),
            firstname: self.first_name.text(),
            lastname: self.last_name.text(),
            companyname: self.company_name.text(),
            email: self.email.text(),
            address1: self.address1.text(),
            address2: self.address2.text(),
            city: self.city.text(),
            state: self.state.text(),
            postcode: self.postcode.text(),
            country: self.country.map(CountryCode::wire).text(),
            phonenumber: self.phone_number.text(),
            ..AddContact::default()
        })
    }

    pub(super) fn into_change(self, id: u64) -> UpdateContact {
        let country = self.country.map(CountryCode::wire);
        let unset = emptied([
            ("firstname", &self.first_name),
            ("lastname", &self.last_name),
            ("companyname", &self.company_name),
            ("email", &self.email),
            ("address1", &self.address1),
            ("address2", &self.address2),
            ("city", &self.city),
            ("state", &self.state),
            ("postcode", &self.postcode),
            ("country", &country),
            ("phonenumber", &self.phone_number),
        ]);
        UpdateContact {
            contactid: id,
            unset,
            email_preferences: self.emails.0.unwrap_or_default().wire(),
            firstname: self.first_name.text(),
            lastname: self.last_name.text(),
            companyname: self.company_name.text(),
            email: self.email.text(),
            address1: self.address1.text(),
            address2: self.address2.text(),
            city: self.city.text(),
            state: self.state.text(),
            postcode: self.postcode.text(),
            country: country.text(),
            phonenumber: self.phone_number.text(),
        }
    }
}
