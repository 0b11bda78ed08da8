//! `PreviewOrder`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, ConfigChoice, Params,
    wire::{Amount, Csv, Flag, Keyed, List, Many, Num, PhpSerialized, Text, WireDate, Wrap},
};

/// Tells what an order would cost, line by line; nothing is written.
///
/// Ours: no WHMCS has it. Parameters as those of `AddOrder`.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct PreviewOrder {
    /// Prices and taxes of this client; a visitor's if absent.
    pub clientid: Option<u64>,
    /// A visitor's currency.
    pub currency: Option<u64>,
    /// A visitor's country for taxes, two letters.
    pub country: Option<String>,
    pub state: Option<String>,
    /// The number that a visitor has for taxes.
    pub tax_id: Option<String>,
    pub pid: List<u64>,
    pub qty: List<Option<u64>>,
    pub domain: List<String>,
    pub billingcycle: List<String>,
    pub domaintype: List<String>,
    pub regperiod: List<Option<u64>>,
    pub dnsmanagement: List<Flag>,
    pub emailforwarding: List<Flag>,
    pub idprotection: List<Flag>,
    pub configoptions: List<Option<PhpSerialized<Keyed<ConfigChoice, u64>>>>,
    pub addons: List<Csv<u64>>,
    pub addonsqty: List<Csv<u64>>,
    pub customfields: List<Option<PhpSerialized<Keyed<String, u64>>>>,
    pub promocode: Option<String>,
    /// For staff, as the other prices that stand in place of those of the catalogue.
    pub promooverride: Flag,
    pub priceoverride: List<Option<Amount>>,
    pub domainpriceoverride: List<Option<Amount>>,
    pub domainrenewoverride: List<Option<Amount>>,
    /// Years by domain name.
    pub domainrenewals: Keyed<u64>,
    pub servicerenewals: List<u64>,
    pub addonrenewals: List<u64>,
}

impl Action for PreviewOrder {
    const NAME: &'static str = "PreviewOrder";
    const ACCESS: Access = Access::Read;
    type Response = PreviewOrderResponse;
}

/// The response of `PreviewOrder`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PreviewOrderResponse {
    pub currencycode: Text,
    pub currencyprefix: Text,
    pub currencysuffix: Text,
    /// The format of the currency, as `GetCurrencies` tells it; absent for the first one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currencyformat: Option<Num>,
    pub subtotal: Amount,
    pub tax: Amount,
    pub tax2: Amount,
    /// Due with the order.
    pub total: Amount,
    pub lines: Wrap<PreviewLines>,
}

/// The list of `lines`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PreviewLines {
    pub line: Many<PreviewLine>,
}

/// A line of the invoice that the order would have.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PreviewLine {
    /// As an invoice line's: `Hosting`, `Addon`, `DomainRegister`, `PromoHosting`, …
    pub r#type: Text,
    pub description: Text,
    /// Ours: the first day of the period that it is for; absent where there is none. The
    /// description has both days as the company writes dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub periodfrom: Option<WireDate>,
    /// Ours: the last day of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub periodto: Option<WireDate>,
    /// Due with the order, setup included.
    pub amount: Amount,
    /// Due each later period; absent for what does not recur. A discount is below zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurringamount: Option<Amount>,
    /// In how many later periods; absent for all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurringtimes: Option<Num>,
    pub billingcycle: Text,
    /// The name that it is for, if its registry asks more for it than for others: it is had for
    /// one year at a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub premium: Option<Text>,
    /// How the amount came about.
    pub steps: Many<PreviewStep>,
}

/// A step of an amount.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PreviewStep {
    pub what: Text,
    pub amount: Amount,
}
