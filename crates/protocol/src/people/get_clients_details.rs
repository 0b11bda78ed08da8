//! `GetClientsDetails`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Bool, BoolNum, BoolText, Flag, FlatCustomFields, Many, Num, Text, Wrap},
};

/// Gets everything about one client.
///
/// <https://developers.whmcs.com/api-reference/getclientsdetails/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetClientsDetails {
    #[param(malformed = "Client Not Found")]
    pub clientid: Option<u64>,
    pub email: Option<String>,
    pub stats: Flag,
}

impl Action for GetClientsDetails {
    const NAME: &'static str = "GetClientsDetails";
    const ACCESS: Access = Access::Read;
    type Response = GetClientsDetailsResponse;
}

/// The response of `GetClientsDetails`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetClientsDetailsResponse {
    #[serde(flatten)]
    pub details: ClientDetails,
    pub cctype: Option<Text>,
    pub cclastfour: Option<Text>,
    pub gatewayid: Option<Text>,
    pub client: ClientDetails,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stats: Option<ClientStats>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<Text>,
}

impl GetClientsDetailsResponse {
    /// Says everything twice: at the top, where older clients look, and under `client`.
    pub fn of(client: ClientDetails, stats: Option<ClientStats>) -> Self {
        Self { details: client.clone(), client, stats, ..Self::default() }
    }

    /// The client, wherever the server put it.
    pub fn into_client(self) -> ClientDetails {
        if self.client.id.id().is_some() { self.client } else { self.details }
    }
}

/// Everything about a client.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientDetails {
    pub client_id: Num,
    pub owner_user_id: Num,
    pub userid: Num,
    pub id: Num,
    pub uuid: Text,
    pub firstname: Text,
    pub lastname: Text,
    pub fullname: Text,
    pub companyname: Text,
    pub email: Text,
    pub address1: Text,
    pub address2: Text,
    pub city: Text,
    pub fullstate: Text,
    pub state: Text,
    pub postcode: Text,
    pub countrycode: Text,
    pub country: Text,
    pub phonenumber: Text,
    pub tax_id: Text,
    pub email_preferences: EmailPreferences,
    pub statecode: Text,
    pub countryname: Text,
    pub phonecc: Num,
    pub phonenumberformatted: Text,
    pub telephoneNumber: Text,
    pub billingcid: Num,
    pub notes: Text,
    pub twofaenabled: Bool,
    pub currency: Num,
    pub defaultgateway: Text,
    pub groupid: Num,
    pub status: Text,
    pub credit: Amount,
    pub taxexempt: Bool,
    pub latefeeoveride: Bool,
    pub overideduenotices: Bool,
    pub separateinvoices: Bool,
    /// Ours: the client's own billing day, -1 for none; absent where its group or the house says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billingday: Option<Num>,
    pub disableautocc: Bool,
    pub emailoptout: Bool,
    pub marketing_emails_opt_in: Bool,
    pub overrideautoclose: Bool,
    pub allowSingleSignOn: BoolNum,
    pub email_verified: Bool,
    pub language: Text,
    pub isOptedInToMarketingEmails: Bool,
    pub lastlogin: Text,
    pub tax_state: Text,
    pub tax_countrycode: Text,
    pub currency_code: Text,
    pub customfields: Many<ClientField>,
    #[serde(flatten)]
    pub flat_customfields: FlatCustomFields,
    pub users: Wrap<ClientUsers>,
}

/// The list of `users`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientUsers {
    pub user: Many<ClientUser>,
}

/// Which kinds of mail a client wants.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct EmailPreferences {
    pub general: BoolText,
    pub invoice: BoolText,
    pub support: BoolText,
    pub product: BoolText,
    pub domain: BoolText,
    pub affiliate: BoolText,
}

/// The value of a custom field.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientField {
    pub id: Num,
    pub value: Text,
}

/// A user who may act for the client.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientUser {
    pub id: Num,
    pub name: Text,
    pub email: Text,
    pub is_owner: Bool,
}

/// Figures about a client; money is formatted text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientStats {
    pub numdueinvoices: Num,
    pub dueinvoicesbalance: Text,
    pub incredit: Bool,
    pub creditbalance: Text,
    pub grossRevenue: Text,
    pub expenses: Text,
    pub income: Text,
    pub numoverdueinvoices: Num,
    pub overdueinvoicesbalance: Text,
    pub numDraftInvoices: Num,
    pub draftInvoicesBalance: Text,
    pub numunpaidinvoices: Num,
    pub unpaidinvoicesamount: Text,
    pub numpaidinvoices: Num,
    pub paidinvoicesamount: Text,
    pub numcancelledinvoices: Num,
    pub cancelledinvoicesamount: Text,
    pub numrefundedinvoices: Num,
    pub refundedinvoicesamount: Text,
    pub numcollectionsinvoices: Num,
    pub collectionsinvoicesamount: Text,
    pub numpaymentpendinginvoices: Num,
    pub paymentpendinginvoicesamount: Text,
    pub productsnumactivehosting: Num,
    pub productsnumhosting: Num,
    pub productsnumactivereseller: Num,
    pub productsnumreseller: Num,
    pub productsnumactiveservers: Num,
    pub productsnumservers: Num,
    pub productsnumactiveother: Num,
    pub productsnumother: Num,
    pub productsnumactive: Num,
    pub productsnumtotal: Num,
    pub numactivedomains: Num,
    pub numdomains: Num,
    pub numacceptedquotes: Num,
    pub numquotes: Num,
    pub numtickets: Num,
    pub numactivetickets: Num,
    pub numaffiliatesignups: Num,
    pub isAffiliate: Bool,
}
