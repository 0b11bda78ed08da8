//! `GetProductDetails`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, JsonText, Many, Num, Text, Wrap},
};

/// Lists every product with all that can be changed.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetProductDetails {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetProductDetails {
    const NAME: &'static str = "GetProductDetails";
    const ACCESS: Access = Access::Read;
    type Response = GetProductDetailsResponse;
}

/// The response of `GetProductDetails`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetProductDetailsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub products: Wrap<ProductEntryList>,
}

/// The list of `products`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ProductEntryList {
    pub product: Many<ProductEntry>,
}

/// A product.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ProductEntry {
    pub pid: Num,
    pub name: Text,
    pub gid: Num,
    pub slug: Text,
    pub r#type: Text,
    pub paytype: Text,
    pub description: Text,
    pub shortdescription: Text,
    pub tagline: Text,
    pub color: Text,
    pub hidden: Bool,
    pub retired: Bool,
    pub featured: Bool,
    pub stockcontrol: Bool,
    pub qty: Num,
    /// 0 no, 1 several services, 2 one that scales.
    pub allowqty: Num,
    pub maxperclient: Num,
    pub tax: Bool,
    pub module: Text,
    /// The module's settings, by name; replaces them.
    pub moduleconfig: JsonText,
    /// 0 for none.
    pub servergroupid: Num,
    pub autosetup: Text,
    pub showdomainoptions: Bool,
    /// The name of a template.
    pub welcomeemail: Text,
    pub proratabilling: Bool,
    pub proratadate: Num,
    pub proratachargenextmonth: Num,
    pub recurringlimit: Num,
    pub autoterminatedays: Num,
    /// Product ids, separated by commas.
    pub upgradeproducts: Text,
    pub subdomain: Text,
    /// Product ids, separated by commas.
    pub recommendations: Text,
    pub order: Num,
}
