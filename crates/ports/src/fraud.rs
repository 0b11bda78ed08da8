//! Judging orders before they are fulfilled.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use model::ids::{ClientId, OrderId};
use model::money::Money;

use crate::provisioning::ConnectionOutcome;
use crate::{Asking, PortError, SettingField, Settings, ready};

/// Judges orders.
pub trait FraudCheck: Send + Sync {
    /// System name of the module.
    fn module(&self) -> &'static str;

    /// The name that staff see.
    fn display_name(&self) -> &'static str;

    /// The settings it understands.
    fn settings(&self) -> &[SettingField];

    /// The same check with the operator's settings; an error names the setting at fault.
    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn FraudCheck>, PortError>;

    /// Judges an order. An error is no verdict: the order waits for a person.
    fn check(&self, facts: OrderFacts) -> Asking<'_, Verdict>;

    /// Whether it answers and takes our credentials, judging nothing and costing nothing.
    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        let module = self.module();
        ready(Err(PortError::Unsupported { module, capability: "a connection test" }))
    }
}

/// What is known about an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderFacts {
    /// The order.
    pub order: OrderId,
    /// Who ordered.
    pub client: ClientId,
    /// Where from, on the network.
    pub ip: Option<IpAddr>,
    /// The client's name.
    pub name: String,
    /// The client's mail address.
    pub email: String,
    /// The client's phone number.
    pub phone: String,
    /// The client's city.
    pub city: String,
    /// The client's state or province.
    pub state: String,
    /// The client's postal code.
    pub postcode: String,
    /// The client's country (ISO 3166-1, two letters).
    pub country: String,
    /// Value of the order.
    pub total: Money,
    /// System name of the gateway.
    pub gateway: String,
    /// Invoices that the client paid before.
    pub paid_invoices: u32,
    /// Orders from the same address on the network in the last day, this one not counted.
    pub recent_orders: u32,
    /// Names ordered.
    pub domains: Vec<String>,
}

/// A judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// 0 (harmless) to 100.
    pub score: u8,
    /// What to do.
    pub decision: FraudDecision,
    /// Why, in sentences for staff.
    pub reasons: Vec<String>,
    /// The other side's id of the judgement.
    pub reference: Option<String>,
    /// Further facts for staff, by label.
    pub details: BTreeMap<String, String>,
}

/// What to do with an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FraudDecision {
    /// Go on.
    Pass,
    /// A person should look.
    Review,
    /// Do not fulfil it.
    Fail,
}
