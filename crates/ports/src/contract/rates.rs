//! What every feed of exchange rates must show.

use std::collections::BTreeSet;

use super::{answered, names};
use crate::provisioning::ConnectionOutcome;
use crate::rates::RateFeed;

/// Runs the suite.
pub async fn run(feed: &dyn RateFeed) {
    let name = feed.module();
    names(name, name);
    let table = answered(name, "rates", feed.rates().await);
    let code = |text: &str| text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
    assert!(code(&table.base), "{name}: the base is a currency code");
    assert!(!table.rates.is_empty(), "{name}: there are rates");
    let reached = answered(name, "a connection test", feed.test_connection().await);
    let told = matches!(&reached, ConnectionOutcome::Reached { version } if !version.is_empty());
    assert!(told, "{name}: it is reached, and says of what day: {reached:?}");
    let mut seen = BTreeSet::new();
    for (currency, rate) in &table.rates {
        assert!(code(currency), "{name}: {currency:?} is a currency code");
        assert!(seen.insert(currency), "{name}: {currency} has one rate");
        assert_ne!(*currency, table.base, "{name}: the base is not listed");
        assert!(rate.scaled() > 0, "{name}: {currency} is worth something");
    }
}
