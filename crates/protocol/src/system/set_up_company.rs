//! `SetUpCompany`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Secret},
};

/// Sets an empty installation up, once: the company, its first administrator, mail, and what is
/// sold first.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SetUpCompany {
    /// As it was printed at start.
    pub token: Secret,
    pub companyname: String,
    /// Sender of the company's mails.
    pub companyemail: String,
    /// Postal address, one line a line.
    pub address: Option<String>,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// ISO 4217: the currency in which the books are kept.
    pub currencycode: String,
    /// Written before an amount.
    pub currencyprefix: Option<String>,
    /// Written after an amount.
    pub currencysuffix: Option<String>,
    /// IANA name, such as `Europe/Berlin`.
    pub timezone: String,
    /// Public address of the installation.
    pub systemurl: Option<String>,
    /// What the administrator signs in with; `username` is a credential of the caller.
    pub adminusername: String,
    pub email: String,
    pub firstname: String,
    pub lastname: String,
    pub password2: Secret,
    /// A mail server for the settings; empty for none.
    pub smtphost: Option<String>,
    pub smtpport: Option<String>,
    /// `starttls`, `tls` or `none`.
    pub smtpsecurity: Option<String>,
    pub smtpuser: Option<String>,
    pub smtppass: Option<Secret>,
    /// Where clients transfer to: the account as it stands on invoices, one line a line. Without
    /// one nobody can pay by bank transfer until it is written into that gateway's settings.
    pub bankaccount: Option<String>,
    /// What is sold first; empty for nothing.
    pub productname: Option<String>,
    pub productgroup: Option<String>,
    /// One feature a line.
    pub productdescription: Option<String>,
    /// A month of it: `4.90`.
    pub productprice: Option<String>,
}

impl Action for SetUpCompany {
    const NAME: &'static str = "SetUpCompany";
    const ACCESS: Access = Access::Write;
    type Response = SetUpCompanyResponse;
}

/// The response of `SetUpCompany`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SetUpCompanyResponse {
    pub adminid: Num,
}
