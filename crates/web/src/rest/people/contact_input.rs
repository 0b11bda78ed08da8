//! What a client says of a contact.

use protocol::wire::{Flag, Group};
use protocol::{AddContact, EmailChoices, UpdateContact};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rest::inputs::{CountryCode, EMAIL};

/// Which kinds of mail are wanted.
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

/// A contact; what is absent or null stays as it is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ContactInput {
    #[schemars(length(max = 100))]
    first_name: Option<String>,
    #[schemars(length(max = 100))]
    last_name: Option<String>,
    #[schemars(length(max = 200))]
    company_name: Option<String>,
    #[schemars(length(max = 254), regex(pattern = EMAIL))]
    email: Option<String>,
    #[schemars(length(max = 200))]
    address1: Option<String>,
    #[schemars(length(max = 200))]
    address2: Option<String>,
    #[schemars(length(max = 100))]
    city: Option<String>,
    #[schemars(length(max = 100))]
    state: Option<String>,
    #[schemars(length(max = 20))]
    postcode: Option<String>,
    country: Option<CountryCode>,
    #[schemars(length(max = 40))]
    phone_number: Option<String>,
    emails: Option<Emails>,
}

impl ContactInput {
    pub(super) fn into_new(self) -> AddContact {
        AddContact {
            email_preferences: self.emails.unwrap_or_default().wire(),
            firstname: self.first_name,
            lastname: self.last_name,
            companyname: self.company_name,
            email: self.email,
            address1: self.address1,
            address2: self.address2,
            city: self.city,
            state: self.state,
            postcode: self.postcode,
            country: self.country.map(CountryCode::wire),
            phonenumber: self.phone_number,
            ..AddContact::default()
        }
    }

    pub(super) fn into_change(self, id: u64) -> UpdateContact {
        UpdateContact {
            contactid: id,
            email_preferences: self.emails.unwrap_or_default().wire(),
            firstname: self.first_name,
            lastname: self.last_name,
            companyname: self.company_name,
            email: self.email,
            address1: self.address1,
            address2: self.address2,
            city: self.city,
            state: self.state,
            postcode: self.postcode,
            country: self.country.map(CountryCode::wire),
            phonenumber: self.phone_number,
        }
    }
}
