//! Names whose registries ask more for them than for others: registrars are asked about them
//! before they are shown or ordered, what is said is remembered for a while, and what was agreed
//! stays with the name.

mod agreed;
mod prices;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use model::domains::name::DomainName;
pub use ports::registrar::PremiumCost;
use ports::registrar::{Availability, AvailabilityState, Registrar};
use store::Conn;

use super::registrars;
use super::sync::tld_of;
use crate::jobs::within;
use crate::ordering::cart::{NewItem, NewOrder};
use crate::system::settings::{PREMIUM_DOMAINS, Settings};
use crate::{Cx, Engine, Result};

pub use agreed::{fee_for, keep, read_again, restore_fee};
pub(crate) use agreed::{renewal_price, restoration_price};
pub use prices::{MarkUpText, PremiumPrices, mark_ups, prices, set_mark_ups};

/// How long what a registrar said is good for the price of a cart.
const GOOD_SECONDS: i64 = 600;
/// Most names that are remembered.
const REMEMBERED_MAX: usize = 10_000;
/// An order does not wait longer for a registrar. A name that is sold without its answer is not
/// registered at another price.
const PATIENCE: Duration = Duration::from_secs(8);

/// What registrars said of names a moment ago.
#[derive(Default)]
pub(crate) struct Memory(Mutex<BTreeMap<String, (i64, PremiumCost)>>);

impl Memory {
    fn get(&self, name: &str, now: i64) -> Option<PremiumCost> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, cost) = known.get(name)?;
        (0..GOOD_SECONDS).contains(&(now - at)).then_some(*cost)
    }

    /// Remembers an answer; names that cost what others do, too.
    pub(crate) fn put(&self, now: i64, said: &Availability) {
        if said.state == AvailabilityState::Unknown {
            return;
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED_MAX {
            known.retain(|_, (at, _)| (0..GOOD_SECONDS).contains(&(now - *at)));
        }
        if known.len() < REMEMBERED_MAX {
            known.insert(said.domain.clone(), (now, said.premium.unwrap_or_default()));
        }
    }
}

/// What is known of the names in an order.
#[derive(Debug, Clone, Default)]
pub struct Known {
    sold: bool,
    costs: BTreeMap<String, PremiumCost>,
}

impl Known {
    /// What registrars said of the names of an order a moment ago.
    #[must_use]
    pub fn of(engine: &Engine, settings: &Settings, order: &NewOrder) -> Self {
        let now = engine.now().as_second();
        let cost = |name: String| {
            let cost = engine.premium().get(&name, now).filter(PremiumCost::is_some)?;
            Some((name, cost))
        };
        let costs = names(order).into_iter().filter_map(cost).collect();
        Self { sold: settings.on(PREMIUM_DOMAINS), costs }
    }

    /// What a name costs us, if more than others.
    #[must_use]
    pub fn cost(&self, name: &str) -> Option<PremiumCost> {
        self.costs.get(name).copied()
    }

    /// Whether such names are sold.
    #[must_use]
    pub fn are_sold(&self) -> bool {
        self.sold
    }
}

/// The names that an order is to register or transfer.
fn names(order: &NewOrder) -> Vec<String> {
    let name = |item: &NewItem| match item {
        NewItem::Domain(domain) => DomainName::from_people(&domain.name).ok(),
        _ => None,
    };
    order.items.iter().filter_map(name).map(|name| name.to_string()).collect()
}

/// Asks registrars about the names of an order: about all of them when it is placed, before a
/// price is told only about those that nobody asked about a moment ago. Who does not answer is no
/// reason not to sell: the registration itself is safe.
///
/// # Errors
/// When the database fails.
pub async fn ask(cx: &Cx, order: &NewOrder, placing: bool) -> Result<()> {
    let now = cx.engine.now().as_second();
    let mut wanted = names(order);
    wanted.retain(|name| placing || cx.engine.premium().get(name, now).is_none());
    if wanted.is_empty() {
        return Ok(());
    }
    for (registrar, names) in registrars_of(cx, wanted).await? {
        let module = registrar.capabilities().module;
        match within(PATIENCE, registrar.availability(&names)).await {
            Some(Ok(said)) => said.iter().for_each(|each| cx.engine.premium().put(now, each)),
            Some(Err(error)) => {
                tracing::warn!(%error, module, "names were not asked about for an order");
            }
            None => tracing::warn!(module, "a registrar let an order wait"),
        }
    }
    Ok(())
}

/// The registrars that tell of premium names, each with those of its names. No connection is held
/// while they are asked.
async fn registrars_of(
    cx: &Cx,
    wanted: Vec<String>,
) -> Result<Vec<(Arc<dyn Registrar>, Vec<String>)>> {
    let mut c = cx.read().await?;
    let mut by_module: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in wanted {
        if let Some(module) = module_of(&mut c, &name).await? {
            by_module.entry(module).or_default().push(name);
        }
    }
    let mut found = Vec::new();
    for (module, names) in by_module {
        let Ok(registrar) = registrars::open(&cx.engine, &mut c, &module).await else { continue };
        if registrar.capabilities().premium {
            found.push((registrar, names));
        }
    }
    Ok(found)
}

/// Why a premium name is not had for several years: further ones may cost something else.
pub(crate) const ONE_YEAR: &str = "A premium name is had for one year at a time";
/// Why a premium name is not had at all.
pub(crate) const NOT_SOLD: &str = "Premium names are not sold here";

/// The registrar that an order of a name goes to.
async fn module_of(c: &mut Conn, name: &str) -> Result<Option<String>> {
    let tld = tld_of(c, name).await?;
    Ok(tld.map(|tld| tld.registrar).filter(|module| !module.is_empty()))
}
