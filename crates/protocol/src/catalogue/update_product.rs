//! `UpdateProduct`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Flag, Keyed, Num},
};

/// Changes a product; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateProduct {
    pub pid: u64,
    pub name: Option<String>,
    pub gid: Option<u64>,
    pub slug: Option<String>,
    pub r#type: Option<String>,
    pub paytype: Option<String>,
    pub description: Option<String>,
    pub shortdescription: Option<String>,
    pub tagline: Option<String>,
    pub color: Option<String>,
    pub hidden: Option<Flag>,
    pub retired: Option<Flag>,
    pub featured: Option<Flag>,
    pub stockcontrol: Option<Flag>,
    pub qty: Option<u64>,
    /// 0 no, 1 several services, 2 one that scales.
    pub allowqty: Option<u64>,
    pub maxperclient: Option<u64>,
    pub tax: Option<Flag>,
    pub module: Option<String>,
    /// The module's settings, by name; replaces them.
    pub moduleconfig: Keyed<String>,
    /// 0 for none.
    pub servergroupid: Option<u64>,
    pub autosetup: Option<String>,
    pub showdomainoptions: Option<Flag>,
    /// The name of a template.
    pub welcomeemail: Option<String>,
    pub proratabilling: Option<Flag>,
    pub proratadate: Option<u64>,
    pub proratachargenextmonth: Option<u64>,
    pub recurringlimit: Option<u64>,
    pub autoterminatedays: Option<u64>,
    /// Product ids, separated by commas.
    pub upgradeproducts: Option<String>,
    pub subdomain: Option<String>,
    /// Product ids, separated by commas.
    pub recommendations: Option<String>,
    pub order: Option<u64>,
    /// Prices by currency id and cycle; below zero takes a cycle off the list.
    pub pricing: Keyed<Keyed<Amount>, u64>,
}

impl Action for UpdateProduct {
    const NAME: &'static str = "UpdateProduct";
    const ACCESS: Access = Access::Write;
    type Response = UpdateProductResponse;
}

/// The response of `UpdateProduct`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateProductResponse {
    pub pid: Num,
}
