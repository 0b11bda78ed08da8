//! What a task did, would do, or left alone, item by item.

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::ids::ClientId;
use model::money::Money;

use crate::Fault;
use crate::jobs::sentence;

/// Items that an answer holds at most; beyond them there are only the counters.
const ITEMS_MAX: usize = 10_000;

/// One thing that was done, would be done, or was left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Name of the task.
    pub task: &'static str,
    /// The day.
    pub on: Date,
    /// What: `invoice`, `charge`, `mail`, `suspend`, `terminate`, `cancel`, `late fee`, …
    pub what: &'static str,
    /// To whom.
    pub client: Option<ClientId>,
    /// To which invoice, service, domain and so on; 0 for none.
    pub id: i64,
    /// Over how much.
    pub amount: Option<Money>,
    /// In words.
    pub text: String,
    /// Why it was left alone; `None` when it was done.
    pub skipped: Option<String>,
    /// The run is not over for today: this is tried again soon.
    pub again: bool,
}

impl Item {
    /// Something that is done.
    #[must_use]
    pub fn new(
        what: &'static str,
        on: Date,
        client: ClientId,
        id: impl Into<i64>,
        text: impl Into<String>,
    ) -> Self {
        Self {
            task: "",
            on,
            what,
            client: Some(client),
            id: id.into(),
            amount: None,
            text: text.into(),
            skipped: None,
            again: false,
        }
    }

    /// Something that concerns no client.
    #[must_use]
    pub fn house(what: &'static str, on: Date, text: impl Into<String>) -> Self {
        Self { client: None, ..Self::new(what, on, ClientId(0), 0, text) }
    }

    /// The same over an amount.
    #[must_use]
    pub fn over(mut self, amount: Money) -> Self {
        self.amount = Some(amount);
        self
    }

    /// The same, left alone.
    #[must_use]
    pub fn skipped(mut self, why: impl Into<String>) -> Self {
        self.skipped = Some(why.into());
        self
    }
}

/// What a run of a task came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// The items, up to a bound.
    pub items: Vec<Item>,
    /// Items beyond that bound.
    pub left_off: u64,
    /// How many of what were done, and how many `skipped` and `failed`.
    pub counters: BTreeMap<String, i64>,
    /// The first thing that went wrong; what else was to be done was done.
    pub error: Option<String>,
    /// The brake holds the run: why (B27).
    pub braked: Option<String>,
    /// The run did not come to its end: the rest is done by the next one.
    pub unfinished: bool,
}

impl Outcome {
    /// Of a run that broke off before it could say more.
    pub(super) fn broken_off(fault: &Fault) -> Self {
        Self { error: Some(sentence(fault)), unfinished: true, ..Self::default() }
    }

    /// Takes items in.
    pub(super) fn add(&mut self, task: &'static str, items: Vec<Item>) {
        for mut item in items {
            item.task = task;
            self.unfinished |= item.again;
            let counted = if item.skipped.is_some() { "skipped" } else { item.what };
            self.count(counted, 1);
            if self.items.len() < ITEMS_MAX {
                self.items.push(item);
            } else {
                self.left_off += 1;
            }
        }
    }

    /// Notes that an item failed.
    pub(super) fn failed(&mut self, id: i64, error: &str) {
        self.count("failed", 1);
        tracing::warn!(id, error, "an item of the automation failed");
        self.error.get_or_insert_with(|| format!("{id}: {error}"));
    }

    pub(super) fn count(&mut self, name: &str, by: i64) {
        *self.counters.entry(name.to_owned()).or_default() += by;
    }

    /// The counters as the history keeps them.
    #[must_use]
    pub fn counters_json(&self) -> String {
        serde_json::to_string(&self.counters).unwrap_or_else(|_| "{}".to_owned())
    }
}
