//! `none`: rates are what staff typed in.

use ports::rates::{RateFeed, RateTable};
use ports::{Asking, PortError, ready};

/// A feed that answers `Unsupported`.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoRates;

impl RateFeed for NoRates {
    fn module(&self) -> &'static str {
        "none"
    }

    fn rates(&self) -> Asking<'_, RateTable> {
        ready(Err(PortError::Unsupported { module: "none", capability: "exchange rates" }))
    }
}
