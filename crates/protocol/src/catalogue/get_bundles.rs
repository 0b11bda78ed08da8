//! `GetBundles`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Bool, Many, Num, Text, WireDate, Wrap},
};

/// Lists the bundles: for the staff all, for others those that they can buy now.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetBundles {
    /// Only this one.
    pub bundleid: Option<u64>,
    /// Prices in this currency; in the default one if absent.
    pub currencyid: Option<u64>,
}

impl Action for GetBundles {
    const NAME: &'static str = "GetBundles";
    const ACCESS: Access = Access::Read;
    type Response = GetBundlesResponse;
}

/// The response of `GetBundles`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetBundlesResponse {
    pub totalresults: Num,
    pub bundles: Wrap<BundleList>,
}

/// The list of `bundles`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct BundleList {
    pub bundle: Many<Bundle>,
}

/// A bundle.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Bundle {
    pub bundleid: Num,
    pub name: Text,
    pub description: Text,
    /// Products with their cycles, such as `1:monthly,4:monthly`.
    pub items: Text,
    /// One period of all of it.
    pub price: Amount,
    /// What its products cost alone with their setup fees; absent when one is not sold in the
    /// currency.
    pub separately: Option<Amount>,
    pub startdate: WireDate,
    pub enddate: WireDate,
    /// Orders at most; 0 for no limit.
    pub maxuses: Num,
    /// Orders so far.
    pub uses: Num,
    pub hidden: Bool,
    pub order: Num,
    /// Whether it can be bought today.
    pub sold: Bool,
    pub products: Wrap<BundleProductList>,
}

/// The list of `products`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct BundleProductList {
    pub product: Many<BundleProduct>,
}

/// A product of a bundle.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct BundleProduct {
    pub pid: Num,
    pub name: Text,
    /// As product lists say it: `hostingaccount`, `server` or `other` …
    pub r#type: Text,
    /// As orders say it: `monthly`, `annually` …
    pub billingcycle: Text,
}
