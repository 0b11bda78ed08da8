//! A feed of exchange rates that tests fill.

use std::sync::{Arc, Mutex};

use model::money::ExchangeRate;

use super::Faults;
use crate::rates::{RateFeed, RateTable};
use crate::{Asking, held, ready};

/// A feed that answers the table it was given.
#[derive(Debug)]
pub struct FakeRates {
    table: Mutex<RateTable>,
    /// Mishaps to order.
    pub faults: Arc<Faults>,
}

impl FakeRates {
    /// A feed with mishaps shared with others; base `EUR`, with a few currencies.
    pub fn with_faults(faults: Arc<Faults>) -> FakeRates {
        let rate = |code: &str, scaled| {
            ExchangeRate::from_scaled(scaled).ok().map(|rate| (code.to_owned(), rate))
        };
        let pairs = [("GBP", 85_000_000), ("JPY", 16_000_000_000), ("USD", 108_000_000)];
        let table = RateTable {
            base: "EUR".to_owned(),
            date: jiff::civil::date(2026, 1, 1),
            rates: pairs.into_iter().filter_map(|(code, scaled)| rate(code, scaled)).collect(),
        };
        FakeRates { table: Mutex::new(table), faults }
    }

    /// Replaces the table.
    pub fn set(&self, table: RateTable) {
        *held(&self.table) = table;
    }
}

impl RateFeed for FakeRates {
    fn module(&self) -> &'static str {
        "fakerates"
    }

    fn rates(&self) -> Asking<'_, RateTable> {
        ready(self.faults.around(self.module(), || Ok(held(&self.table).clone())))
    }
}
