//! `AddProduct`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Flag, Group, Keyed, List, Num},
};

/// Creates a product.
///
/// <https://developers.whmcs.com/api-reference/addproduct/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddProduct {
    #[param(missing = "You must supply a name for the product")]
    pub name: String,
    #[param(refused = "You must supply a valid Product Group ID")]
    pub gid: u64,
    pub slug: Option<String>,
    /// `hostingaccount`, `reselleraccount`, `server` or `other`.
    pub r#type: Option<String>,
    pub stockcontrol: Flag,
    pub qty: Option<u64>,
    /// `free`, `onetime` or `recurring`.
    pub paytype: Option<String>,
    pub hidden: Option<Flag>,
    pub showdomainoptions: Option<Flag>,
    pub tax: Option<Flag>,
    pub isFeatured: Option<Flag>,
    pub proratabilling: Option<Flag>,
    pub description: Option<String>,
    pub shortdescription: Option<String>,
    pub tagline: Option<String>,
    pub color: Option<String>,
    #[param(malformed = "You must supply a valid welcome email ID")]
    pub welcomeemail: Option<u64>,
    pub proratadate: Option<u64>,
    pub proratachargenextmonth: Option<u64>,
    pub subdomain: Option<String>,
    /// `on`, `payment` or `order`; never if absent.
    pub autosetup: Option<String>,
    pub module: Option<String>,
    pub servergroupid: Option<u64>,
    pub configoption1: Option<String>,
    pub configoption2: Option<String>,
    pub configoption3: Option<String>,
    pub configoption4: Option<String>,
    pub configoption5: Option<String>,
    pub configoption6: Option<String>,
    pub order: Option<u64>,
    /// Prices by currency id and cycle.
    pub pricing: Keyed<Keyed<Amount>, u64>,
    #[param(
        malformed = "The recommendation product ID is invalid. This must be an existing product ID."
    )]
    pub recommendations: List<Group<NewRecommendation>>,
    pub ondemandrenewalconfigurationoverride: Option<Flag>,
    pub ondemandrenewalsenabled: Option<Flag>,
    pub ondemandrenewalperiodmonthly: Option<u64>,
    pub ondemandrenewalperiodquarterly: Option<u64>,
    pub ondemandrenewalperiodsemiannually: Option<u64>,
    pub ondemandrenewalperiodannually: Option<u64>,
    pub ondemandrenewalperiodbiennially: Option<u64>,
    pub ondemandrenewalperiodtriennially: Option<u64>,
}

impl Action for AddProduct {
    const NAME: &'static str = "AddProduct";
    const ACCESS: Access = Access::Write;
    type Response = AddProductResponse;
}

/// A product recommended beside this one.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct NewRecommendation {
    pub id: u64,
    pub order: Option<u64>,
}

/// The response of `AddProduct`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddProductResponse {
    pub pid: Num,
}
