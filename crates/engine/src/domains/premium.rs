//! Names whose registries ask more for them than for others, and those that somebody has:
//! registrars are asked about them before they are shown or ordered, what is said is remembered for
//! a while, and what was agreed stays with the name.

mod agreed;
mod prices;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::{BoxFuture, join_all};
use model::domains::name::DomainName;
use model::domains::status::DomainOrderType;
pub use ports::registrar::PremiumCost;
use ports::registrar::{Availability, AvailabilityState, Registrar};
use store::Conn;

use super::sync::tld_of;
use super::{lookup, registrars};
use crate::jobs::{asked, targets, within};
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
/// How long it is remembered that nobody told: whoever looks at a cart, goes on and orders does not
/// wait each time.
const SILENT_SECONDS: i64 = 60;
/// An order does not wait longer for all that are asked about its names. A name that is sold
/// without an answer is not registered at another price.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
/// So that those who do not answer are found out before the order goes on without them.
const SOON: Duration = Duration::from_millis(200);

/// What registrars said of names a moment ago.
#[derive(Default)]
pub(crate) struct Memory(Mutex<BTreeMap<String, (i64, Heard)>>);

/// What was heard of a name.
#[derive(Debug, Clone, Copy, Default)]
struct Heard {
    cost: PremiumCost,
    /// Nobody can register it.
    is_taken: bool,
    /// Nobody told anything.
    is_silence: bool,
}

impl Heard {
    /// Whether it is still good after so many seconds.
    fn is_good(self, age: i64) -> bool {
        let most = if self.is_silence { SILENT_SECONDS } else { GOOD_SECONDS };
        (0..most).contains(&age)
    }
}

impl Memory {
    fn get(&self, name: &str, now: i64) -> Option<Heard> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, heard) = known.get(name)?;
        heard.is_good(now - at).then_some(*heard)
    }

    /// Remembers an answer; names that cost what others do, too.
    pub(crate) fn put(&self, now: i64, said: &Availability) {
        if said.state == AvailabilityState::Unknown {
            return;
        }
        let is_taken = matches!(said.state, AvailabilityState::Taken | AvailabilityState::Reserved);
        let cost = said.premium.unwrap_or_default();
        self.keep(now, &said.domain, Heard { cost, is_taken, is_silence: false });
    }

    /// Whether nobody told of a name a moment ago.
    pub(super) fn is_silent(&self, name: &str, now: i64) -> bool {
        self.get(name, now).is_some_and(|heard| heard.is_silence)
    }

    /// Remembers that nobody told of a name; what was told a moment ago stays.
    pub(super) fn keep_silence(&self, now: i64, name: &str) {
        if self.get(name, now).is_none() {
            self.keep(now, name, Heard { is_silence: true, ..Heard::default() });
        }
    }

    fn keep(&self, now: i64, name: &str, heard: Heard) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED_MAX {
            known.retain(|_, (at, heard)| heard.is_good(now - *at));
        }
        if known.len() < REMEMBERED_MAX {
            known.insert(name.to_owned(), (now, heard));
        }
    }
}

/// What is known of the names in an order.
#[derive(Debug, Clone, Default)]
pub struct Known {
    sold: bool,
    costs: BTreeMap<String, PremiumCost>,
    taken: BTreeSet<String>,
}

impl Known {
    /// What registrars said of the names of an order a moment ago.
    #[must_use]
    pub fn of(engine: &Engine, settings: &Settings, order: &NewOrder) -> Self {
        let now = engine.now().as_second();
        let mut known = Self { sold: settings.on(PREMIUM_DOMAINS), ..Self::default() };
        for (name, _) in names(order) {
            let Some(heard) = engine.premium().get(&name, now) else { continue };
            if heard.is_taken {
                known.taken.insert(name.clone());
            }
            if heard.cost.is_some() {
                known.costs.insert(name, heard.cost);
            }
        }
        known
    }

    /// What a name costs us, if more than others.
    #[must_use]
    pub fn cost(&self, name: &str) -> Option<PremiumCost> {
        self.costs.get(name).copied()
    }

    /// Whether somebody has a name, as far as that was told.
    #[must_use]
    pub fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// Whether such names are sold.
    #[must_use]
    pub fn are_sold(&self) -> bool {
        self.sold
    }
}

/// The names that an order is to register or transfer.
fn names(order: &NewOrder) -> Vec<(String, DomainOrderType)> {
    let name = |item: &NewItem| match item {
        NewItem::Domain(domain) => {
            let name = DomainName::from_people(&domain.name).ok()?;
            Some((name.to_string(), domain.kind))
        }
        _ => None,
    };
    order.items.iter().filter_map(name).collect()
}

/// Asks registrars about the names of an order: about all of them when it is placed, before a
/// price is told only about those that nobody asked about a moment ago. Of what a client places it
/// is asked, too, whether somebody has the name already. Who does not answer is no reason not to
/// sell: the registration itself is safe.
///
/// # Errors
/// When the database fails.
pub async fn ask(cx: &Cx, order: &NewOrder, placing: bool) -> Result<()> {
    let now = cx.engine.now().as_second();
    let mut wanted = names(order);
    wanted.retain(|(name, _)| match cx.engine.premium().get(name, now) {
        Some(heard) => placing && !heard.is_silence,
        None => true,
    });
    if wanted.is_empty() {
        return Ok(());
    }
    let whether_free = placing && !cx.caller.actor.is_office();
    let (registrars, mut others) = registrars_of(cx, wanted, whether_free).await?;
    if !whether_free {
        others.clear();
    }
    let settings = cx.engine.settings().await?;
    let mut asking: Vec<BoxFuture<'_, ()>> = Vec::new();
    for (registrar, names) in &registrars {
        asking.push(ask_registrar(cx, &**registrar, names).boxed());
    }
    for name in &others {
        asking.push(ask_registry(cx, &settings, name).boxed());
    }
    // Who waited for its turn behind others that do not answer waits no longer.
    if within(PATIENCE + SOON, join_all(asking)).await.is_none() {
        tracing::warn!("an order waited long enough for those who know its names");
    }
    let all = registrars.iter().flat_map(|(_, names)| names);
    for name in all.chain(&others) {
        cx.engine.premium().keep_silence(now, name);
    }
    Ok(())
}

/// Asks a registrar about names, unless it is left alone.
async fn ask_registrar(cx: &Cx, registrar: &dyn Registrar, names: &[String]) {
    let module = registrar.capabilities().module;
    let target = targets::registrar(module);
    let ask = || registrar.availability(names);
    match asked(&cx.engine, &target, module, PATIENCE, ask).await {
        Ok(said) => {
            let now = cx.engine.now().as_second();
            said.iter().for_each(|each| cx.engine.premium().put(now, each));
        }
        Err(error) => tracing::warn!(%error, module, "names were not asked about for an order"),
    }
}

/// Asks the registry about a name that is to be registered and of which no registrar tells.
async fn ask_registry(cx: &Cx, settings: &Settings, name: &str) {
    let now = cx.engine.now().as_second();
    match lookup::of_registry(cx, settings, name, PATIENCE).await {
        Ok(Some(is_free)) => {
            let heard = Heard { is_taken: !is_free, ..Heard::default() };
            cx.engine.premium().keep(now, name, heard);
        }
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, name, "a registry was not asked about for an order"),
    }
}

/// Registrars, each with those of its names.
type ByRegistrar = Vec<(Arc<dyn Registrar>, Vec<String>)>;

/// The registrars that tell of premium names, or `whether_free` names are; and the names that are
/// to be registered of which no registrar tells. No connection is held while they are asked.
async fn registrars_of(
    cx: &Cx,
    wanted: Vec<(String, DomainOrderType)>,
    whether_free: bool,
) -> Result<(ByRegistrar, Vec<String>)> {
    let mut c = cx.read().await?;
    let mut by_module: BTreeMap<String, Vec<(String, DomainOrderType)>> = BTreeMap::new();
    for (name, kind) in wanted {
        let module = module_of(&mut c, &name).await?.unwrap_or_default();
        by_module.entry(module).or_default().push((name, kind));
    }
    let (mut found, mut others) = (Vec::new(), Vec::new());
    for (module, names) in by_module {
        let registrar = match module.is_empty() {
            true => None,
            false => registrars::open(&cx.engine, &mut c, &module).await.ok(),
        };
        let registrar = registrar.filter(|registrar| {
            let can = registrar.capabilities();
            can.premium || whether_free && can.availability
        });
        match registrar {
            Some(registrar) => {
                found.push((registrar, names.into_iter().map(|(name, _)| name).collect()));
            }
            None => others.extend(
                names
                    .into_iter()
                    .filter(|(_, kind)| *kind == DomainOrderType::Register)
                    .map(|(name, _)| name),
            ),
        }
    }
    Ok((found, others))
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
