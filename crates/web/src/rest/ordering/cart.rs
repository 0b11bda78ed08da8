//! What somebody wants to buy, as this API says it and as the wire does.

use std::collections::BTreeMap;

use model::domains::name::DomainName;
use protocol::wire::{Csv, Keyed, List, PhpSerialized};
use protocol::{AddOrder, ConfigChoice};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::rest::catalogue::Cycle;
use crate::rest::inputs::keyed;
use crate::rest::problem::Problem;

/// Items of an order at most.
const ITEMS_MAX: usize = 50;

/// A product to buy.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Item {
    #[schemars(range(min = 1))]
    product_id: u64,
    /// One of the product's cycles.
    cycle: Cycle,
    /// How many; 1 if absent.
    #[schemars(range(min = 1, max = 1000))]
    quantity: Option<u64>,
    /// The domain the service is for.
    #[schemars(length(max = 255))]
    domain: Option<String>,
    /// The name of a server.
    #[schemars(length(max = 255))]
    hostname: Option<String>,
    /// By the id of the option: what is chosen of it.
    #[serde(default)]
    options: BTreeMap<String, Chosen>,
    /// By the id of the field: what is filled in.
    #[serde(default)]
    fields: BTreeMap<String, String>,
    /// Addons of the product.
    #[serde(default)]
    addons: Vec<Addon>,
}

/// What is chosen of an option.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Chosen {
    /// The id of the choice.
    #[schemars(range(min = 1))]
    choice_id: u64,
    /// For options that are quantities.
    #[schemars(range(max = 1_000_000))]
    quantity: Option<u64>,
}

/// An addon to buy with a product.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Addon {
    #[schemars(range(min = 1))]
    addon_id: u64,
    /// How many; 1 if absent.
    #[schemars(range(min = 1, max = 1000))]
    quantity: Option<u64>,
}

/// A domain name to buy.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DomainItem {
    #[schemars(length(min = 3, max = 253))]
    pub(super) name: String,
    action: DomainAction,
    /// 1 if absent.
    #[schemars(range(min = 1, max = 10))]
    years: Option<u64>,
    /// For a transfer.
    #[schemars(length(max = 100))]
    transfer_code: Option<String>,
    #[serde(default)]
    dns_management: bool,
    #[serde(default)]
    email_forwarding: bool,
    #[serde(default)]
    id_protection: bool,
}

/// What is to be done with a domain name.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum DomainAction {
    Register,
    Transfer,
}

impl DomainAction {
    const fn word(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Transfer => "transfer",
        }
    }
}

/// The items, and the domain names behind them, as the parallel lists of the wire.
pub(super) fn wire(items: Vec<Item>, domains: Vec<DomainItem>) -> Result<AddOrder, Problem> {
    let many = items.len().saturating_add(domains.len());
    if many == 0 || many > ITEMS_MAX {
        let detail = format!("must have from 1 to {ITEMS_MAX} items, domains included");
        return Err(Problem::invalid("/items", detail));
    }
    check_names(&domains)?;
    let mut lists = Lists::default();
    for (index, item) in items.into_iter().enumerate() {
        lists.push(index, item)?;
    }
    let behind = u64::try_from(lists.pid.len()).unwrap_or(0);
    let numbered = |texts: Vec<String>| texts.into_iter().zip(0..).map(|(text, at)| (at, text));
    let names: Vec<(u64, &DomainItem)> =
        domains.iter().zip(behind..).map(|(domain, at)| (at, domain)).collect();
    let all_names = numbered(lists.domain)
        .chain(names.iter().map(|(at, domain)| (*at, domain.name.clone())))
        .collect();
    Ok(AddOrder {
        pid: lists.pid.into(),
        qty: lists.qty.into(),
        billingcycle: lists.cycle.into(),
        domain: List::from_numbered(all_names),
        hostname: lists.hostname.into(),
        configoptions: lists.options.into(),
        customfields: lists.fields.into(),
        addons: List::from(lists.addons),
        addonsqty: List::from(lists.addon_quantities),
        domaintype: of_names(&names, |domain| domain.action.word().to_owned()),
        regperiod: of_names(&names, |domain| Some(domain.years.unwrap_or(1))),
        eppcode: of_names(&names, |d| d.transfer_code.as_deref().unwrap_or_default().into()),
        dnsmanagement: of_names(&names, |domain| domain.dns_management.into()),
        emailforwarding: of_names(&names, |domain| domain.email_forwarding.into()),
        idprotection: of_names(&names, |domain| domain.id_protection.into()),
        ..AddOrder::default()
    })
}

/// What is no name, or stands there twice, is pointed at before anybody is asked about it.
fn check_names(domains: &[DomainItem]) -> Result<(), Problem> {
    let mut seen = Vec::with_capacity(domains.len());
    for (index, domain) in domains.iter().enumerate() {
        let wrong = |why: String| Problem::invalid(format!("/domains/{index}/name"), why);
        let name = DomainName::from_people(&domain.name).map_err(|why| wrong(why.to_string()))?;
        if seen.contains(&name) {
            return Err(wrong("is in the order twice".to_owned()));
        }
        seen.push(name);
    }
    Ok(())
}

fn of_names<T>(names: &[(u64, &DomainItem)], each: impl Fn(&DomainItem) -> T) -> List<T> {
    List::from_numbered(names.iter().map(|(at, domain)| (*at, each(domain))).collect())
}

#[derive(Default)]
struct Lists {
    pid: Vec<u64>,
    qty: Vec<Option<u64>>,
    cycle: Vec<String>,
    domain: Vec<String>,
    hostname: Vec<String>,
    options: Vec<Option<PhpSerialized<Keyed<ConfigChoice, u64>>>>,
    fields: Vec<Option<PhpSerialized<Keyed<String, u64>>>>,
    addons: Vec<Csv<u64>>,
    addon_quantities: Vec<Csv<u64>>,
}

impl Lists {
    fn push(&mut self, index: usize, item: Item) -> Result<(), Problem> {
        if item.quantity == Some(0) {
            return Err(Problem::invalid(format!("/items/{index}/quantity"), "must be at least 1"));
        }
        let options = keyed(&item.options, &format!("/items/{index}/options"), choice)?;
        let fields = keyed(&item.fields, &format!("/items/{index}/fields"), String::clone)?;
        self.pid.push(item.product_id);
        self.qty.push(Some(item.quantity.unwrap_or(1)));
        self.cycle.push(item.cycle.word().to_owned());
        self.domain.push(item.domain.unwrap_or_default());
        self.hostname.push(item.hostname.unwrap_or_default());
        self.options.push((!options.is_empty()).then_some(PhpSerialized(options)));
        self.fields.push((!fields.is_empty()).then_some(PhpSerialized(fields)));
        self.addons.push(item.addons.iter().map(|addon| addon.addon_id).collect());
        let quantities = item.addons.iter().map(|addon| addon.quantity.unwrap_or(1));
        self.addon_quantities.push(quantities.collect());
        Ok(())
    }
}

fn choice(chosen: &Chosen) -> ConfigChoice {
    match chosen.quantity {
        Some(qty) => ConfigChoice::Quantity { optionid: chosen.choice_id, qty },
        None => ConfigChoice::Choice(chosen.choice_id),
    }
}
