//! `GetPromotions`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{AmountNumber, BoolNum, Many, Num, Text, WireDate, Wrap},
};

/// Lists promotion codes.
///
/// <https://developers.whmcs.com/api-reference/getpromotions/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetPromotions {
    pub code: Option<String>,
}

impl Action for GetPromotions {
    const NAME: &'static str = "GetPromotions";
    const ACCESS: Access = Access::Read;
    type Response = GetPromotionsResponse;
}

/// The response of `GetPromotions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetPromotionsResponse {
    pub totalresults: Num,
    pub promotions: Wrap<Promotions>,
}

/// The list of `promotions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Promotions {
    pub promotion: Many<Promotion>,
}

/// A promotion code.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Promotion {
    pub id: Num,
    pub code: Text,
    pub r#type: Text,
    pub recurring: BoolNum,
    pub value: AmountNumber,
    pub cycles: Text,
    pub appliesto: Text,
    pub requires: Text,
    pub requiresexisting: BoolNum,
    pub startdate: WireDate,
    pub expirationdate: WireDate,
    pub maxuses: Num,
    pub uses: Num,
    pub lifetimepromo: BoolNum,
    pub applyonce: BoolNum,
    pub newsignups: BoolNum,
    pub existingclient: BoolNum,
    pub onceperclient: BoolNum,
    pub recurfor: Num,
    pub upgrades: BoolNum,
    pub upgradeconfig: Text,
    pub notes: Text,
}
