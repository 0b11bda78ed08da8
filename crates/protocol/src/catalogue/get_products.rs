//! `GetProducts`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, BoolNum, Csv, Many, Named, Num, Text, Wrap},
};

/// Lists products with their prices and options.
///
/// <https://developers.whmcs.com/api-reference/getproducts/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetProducts {
    /// One id or several.
    pub pid: Csv<u64>,
    pub gid: Option<u64>,
    pub module: Option<String>,
}

impl Action for GetProducts {
    const NAME: &'static str = "GetProducts";
    const ACCESS: Access = Access::Read;
    type Response = GetProductsResponse;
}

/// The response of `GetProducts`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetProductsResponse {
    pub totalresults: Num,
    /// Always 0: there are no pages. The vendor's example has neither this nor the next one, its
    /// table has both.
    pub startnumber: Num,
    pub numreturned: Num,
    pub products: Wrap<Products>,
}

/// The list of `products`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Products {
    pub product: Many<Product>,
}

/// A product of the catalogue.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Product {
    pub pid: Num,
    pub gid: Num,
    pub r#type: Text,
    pub name: Text,
    pub slug: Text,
    #[serde(rename = "product-url")]
    pub product_url: Text,
    pub description: Text,
    pub module: Text,
    /// `order`, `payment`, `on` (when it is accepted) or empty (never by itself); ours, absent
    /// where it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autosetup: Option<Text>,
    pub paytype: Text,
    pub allowqty: Num,
    /// Whether it is kept from clients, hidden or retired; ours, told to the office where it is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<BoolNum>,
    /// Whether `quantity_available` counts; ours, absent where it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stockcontrol: Option<BoolNum>,
    pub quantity_available: Num,
    pub pricing: Named<ProductPrices>,
    pub customfields: Wrap<ProductFields>,
    pub configoptions: Wrap<ProductOptions>,
}

/// The list of `customfields`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ProductFields {
    pub customfield: Many<ProductField>,
}

/// The list of `configoptions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ProductOptions {
    pub configoption: Many<ProductOption>,
}

/// The prices of a product in one currency; `-1.00` is a cycle that is not offered.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ProductPrices {
    pub prefix: Text,
    pub suffix: Text,
    /// Ours: the format of the currency, as `GetCurrencies` tells it; absent for the first one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Num>,
    pub msetupfee: Amount,
    pub qsetupfee: Amount,
    pub ssetupfee: Amount,
    pub asetupfee: Amount,
    pub bsetupfee: Amount,
    pub tsetupfee: Amount,
    pub monthly: Amount,
    pub quarterly: Amount,
    pub semiannually: Amount,
    pub annually: Amount,
    pub biennially: Amount,
    pub triennially: Amount,
}

/// A custom field asked for on the order form.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ProductField {
    pub id: Num,
    pub name: Text,
    pub description: Text,
    pub required: Text,
    /// Ours: `text`, `password`, `link`, `dropdown`, `tickbox`, `textarea` or `date`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<Text>,
    /// Ours: what a dropdown offers, separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub options: Option<Text>,
}

impl ProductField {
    /// Whether it must be filled in.
    #[must_use]
    pub fn is_required(&self) -> bool {
        matches!(&*self.required.0, "on" | "1" | "true")
    }

    /// What a dropdown offers, one by one, in its order.
    pub fn offered(&self) -> impl Iterator<Item = &str> {
        let options = self.options.as_deref().unwrap_or_default().split(',').map(str::trim);
        options.filter(|option| !option.is_empty())
    }
}

/// A configurable option; the type is the vendor's number as text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ProductOption {
    pub id: Num,
    pub name: Text,
    pub r#type: Text,
    pub minqty: Num,
    pub maxqty: Num,
    pub options: Wrap<OptionChoices>,
}

/// The list of `options`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct OptionChoices {
    pub option: Many<OptionChoice>,
}

/// One choice of a configurable option.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct OptionChoice {
    pub id: Num,
    pub name: Text,
    pub rawName: Option<Text>,
    pub recurring: Option<Num>,
    pub required: Option<Text>,
    pub pricing: Named<OptionPrices>,
}

/// The prices of a choice in one currency.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct OptionPrices {
    pub msetupfee: Amount,
    pub qsetupfee: Amount,
    pub ssetupfee: Amount,
    pub asetupfee: Amount,
    pub bsetupfee: Amount,
    pub tsetupfee: Amount,
    pub monthly: Amount,
    pub quarterly: Amount,
    pub semiannually: Amount,
    pub annually: Amount,
    pub biennially: Amount,
    pub triennially: Amount,
}
