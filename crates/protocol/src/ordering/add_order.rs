//! `AddOrder`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Node, Pairs, ParamError, Params,
    wire::{Amount, Csv, Flag, Group, Item, Keyed, List, Num, PhpSerialized, Secret},
};

/// Places an order for a client.
///
/// <https://developers.whmcs.com/api-reference/addorder/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddOrder {
    #[param(refused = "Client ID Not Found")]
    pub clientid: u64,
    /// The name of a gateway module.
    #[param(required)]
    pub paymentmethod: Option<String>,
    /// Products; all lists that follow belong to them by their number.
    pub pid: List<u64>,
    pub qty: List<Option<u64>>,
    pub domain: List<String>,
    pub billingcycle: List<String>,
    /// `register` or `transfer`.
    pub domaintype: List<String>,
    pub regperiod: List<Option<u64>>,
    pub idnlanguage: List<String>,
    pub eppcode: List<Secret>,
    pub nameserver1: Option<String>,
    pub nameserver2: Option<String>,
    pub nameserver3: Option<String>,
    pub nameserver4: Option<String>,
    pub nameserver5: Option<String>,
    /// For each product values by field id.
    pub customfields: List<Option<PhpSerialized<Keyed<String, u64>>>>,
    /// For each product choices by option id.
    pub configoptions: List<Option<PhpSerialized<Keyed<ConfigChoice, u64>>>>,
    pub priceoverride: List<Option<Amount>>,
    pub promocode: Option<String>,
    pub promooverride: Flag,
    pub affid: Option<u64>,
    /// No invoice is made.
    pub noinvoice: Flag,
    /// No mail about the invoice.
    pub noinvoiceemail: Flag,
    /// No confirmation of the order is sent; the mail about its invoice is another one.
    pub noemail: Flag,
    /// For each product the ids of its addons.
    pub addons: List<Csv<u64>>,
    /// For each product the quantities of its addons.
    pub addonsqty: List<Csv<u64>>,
    pub hostname: List<String>,
    pub ns1prefix: List<String>,
    pub ns2prefix: List<String>,
    pub rootpw: List<Secret>,
    /// The contact of the client that owns the domains; the client itself if absent.
    pub contactid: Option<u64>,
    pub dnsmanagement: List<Flag>,
    pub domainfields: List<Option<PhpSerialized<Keyed<String>>>>,
    pub emailforwarding: List<Flag>,
    pub idprotection: List<Flag>,
    pub domainpriceoverride: List<Option<Amount>>,
    pub domainrenewoverride: List<Option<Amount>>,
    /// Years by domain name.
    pub domainrenewals: Keyed<u64>,
    pub clientip: Option<String>,
    pub addonid: Option<u64>,
    pub addonidqty: Option<u64>,
    pub serviceid: Option<u64>,
    pub addonids: List<u64>,
    pub addonidsqty: List<Option<u64>>,
    pub serviceids: List<u64>,
    pub servicerenewals: List<u64>,
    pub addonrenewals: List<u64>,
    pub notes: Option<String>,
    /// The terms of service are agreed to, where the house asks for that: the activity log keeps
    /// it. Ours.
    pub termsagreed: Flag,
}

impl Action for AddOrder {
    const NAME: &'static str = "AddOrder";
    const ACCESS: Access = Access::Write;
    type Response = AddOrderResponse;
}

/// What is chosen of a configurable option: one of its choices, or a quantity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigChoice {
    /// The id of a choice.
    Choice(u64),
    /// A choice with a quantity.
    Quantity {
        /// The id of the choice.
        optionid: u64,
        /// How many.
        qty: u64,
    },
}

#[derive(Params)]
struct ChoiceWithQuantity {
    optionid: u64,
    qty: u64,
}

impl Item for ConfigChoice {
    fn read(node: Node, name: &str) -> Result<Self, ParamError> {
        if let Node::Text(_) = node {
            return u64::read(node, name).map(Self::Choice);
        }
        let Group(ChoiceWithQuantity { optionid, qty }) = Group::read(node, name)?;
        Ok(Self::Quantity { optionid, qty })
    }

    fn write(&self, name: &str, out: &mut Pairs) {
        match *self {
            Self::Choice(id) => id.write(name, out),
            Self::Quantity { optionid, qty } => {
                Group(ChoiceWithQuantity { optionid, qty }).write(name, out);
            }
        }
    }

    fn absent() -> Option<Self> {
        None
    }
}

#[cfg(any(test, feature = "sample"))]
impl crate::sample::Sample for ConfigChoice {
    fn sample(dice: &mut crate::sample::Dice) -> Self {
        match dice.coin() {
            true => Self::Choice(dice.below(100)),
            false => Self::Quantity { optionid: dice.below(100), qty: dice.below(10) },
        }
    }
}

/// The response of `AddOrder`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddOrderResponse {
    pub orderid: Num,
    pub productids: Csv<u64>,
    pub serviceids: Csv<u64>,
    pub addonids: Csv<u64>,
    pub domainids: Csv<u64>,
    pub invoiceid: Num,
}
