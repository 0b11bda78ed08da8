//! Exchange rates from outside (B3).

use jiff::civil::Date;
use model::money::ExchangeRate;

use crate::Asking;
use crate::provisioning::ConnectionOutcome;

/// Gives the rates of the day.
pub trait RateFeed: Send + Sync {
    /// System name of the module.
    fn module(&self) -> &'static str;

    /// The newest rates.
    fn rates(&self) -> Asking<'_, RateTable>;

    /// Whether it answers with rates; nothing is changed by them.
    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        Box::pin(async move {
            let RateTable { base, date, rates } = self.rates().await?;
            let version = format!("{} rates for 1 {base} of {date}", rates.len());
            Ok(ConnectionOutcome::Reached { version })
        })
    }
}

/// Rates of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateTable {
    /// Code of the currency that the rates are for one unit of (`EUR` in the ECB's).
    pub base: String,
    /// The day they are for.
    pub date: Date,
    /// Units of each currency that buy one unit of the base; the base itself is not listed.
    pub rates: Vec<(String, ExchangeRate)>,
}
