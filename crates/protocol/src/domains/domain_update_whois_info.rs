//! `DomainUpdateWhoisInfo`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Changes the contacts at the registrar.
///
/// <https://developers.whmcs.com/api-reference/domainupdatewhoisinfo/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DomainUpdateWhoisInfo {
    #[param(refused = "Domain ID Not Found")]
    pub domainid: u64,
    /// `<contactdetails>` with a block for each contact.
    #[param(missing = "XML Required")]
    pub xml: String,
}

/// A field of a contact at the registrar. The wire's names are those of the first registrar that
/// WHMCS was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhoisField {
    /// Given name.
    FirstName,
    /// Family name.
    LastName,
    /// Company.
    Organisation,
    /// E-mail address.
    Email,
    /// First address line.
    Address1,
    /// Second address line.
    Address2,
    /// Town.
    City,
    /// State, province or county.
    State,
    /// Postal code.
    Postcode,
    /// ISO 3166-1 alpha-2.
    Country,
    /// Phone number.
    Phone,
}

impl WhoisField {
    /// Every field, in the order that forms have them.
    pub const ALL: [WhoisField; 11] = [
        WhoisField::FirstName,
        WhoisField::LastName,
        WhoisField::Organisation,
        WhoisField::Email,
        WhoisField::Address1,
        WhoisField::Address2,
        WhoisField::City,
        WhoisField::State,
        WhoisField::Postcode,
        WhoisField::Country,
        WhoisField::Phone,
    ];

    /// Its name in the contacts of `DomainGetWhoisInfo` and `DomainUpdateWhoisInfo`.
    #[must_use]
    pub const fn wire(self) -> &'static str {
        match self {
            WhoisField::FirstName => "First_Name",
            WhoisField::LastName => "Last_Name",
            WhoisField::Organisation => "Organisation_Name",
            WhoisField::Email => "Email",
            WhoisField::Address1 => "Address_1",
            WhoisField::Address2 => "Address_2",
            WhoisField::City => "City",
            WhoisField::State => "State",
            WhoisField::Postcode => "Postcode",
            WhoisField::Country => "Country",
            WhoisField::Phone => "Phone",
        }
    }
}

impl Action for DomainUpdateWhoisInfo {
    const NAME: &'static str = "DomainUpdateWhoisInfo";
    const ACCESS: Access = Access::Write;
    type Response = DomainUpdateWhoisInfoResponse;
}

/// The response of `DomainUpdateWhoisInfo`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainUpdateWhoisInfoResponse {}
