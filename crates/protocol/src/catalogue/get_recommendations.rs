//! `GetRecommendations`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Many, Num, Text, Wrap},
};

/// Lists what is recommended with some products, without those themselves and without what cannot
/// be ordered.
///
/// Ours: a WHMCS keeps recommendations, but does not tell them.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetRecommendations {
    pub pids: Csv<u64>,
}

impl Action for GetRecommendations {
    const NAME: &'static str = "GetRecommendations";
    const ACCESS: Access = Access::Read;
    type Response = GetRecommendationsResponse;
}

/// The response of `GetRecommendations`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetRecommendationsResponse {
    pub totalresults: Num,
    pub products: Wrap<RecommendedList>,
}

/// The list of `products`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct RecommendedList {
    pub product: Many<Recommended>,
}

/// A recommended product.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Recommended {
    pub pid: Num,
    pub name: Text,
    pub tagline: Text,
}
