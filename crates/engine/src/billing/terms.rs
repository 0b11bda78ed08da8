//! The terms on which invoices are made: what deciding needs to know beside the books.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use store::Conn;

use crate::system::currencies::Currencies;
use crate::system::settings::Settings;
use crate::{Act, Engine, Result};

/// Settings and currencies at an instant.
#[derive(Debug, Clone)]
pub(crate) struct Terms {
    pub(crate) settings: Arc<Settings>,
    pub(crate) currencies: Arc<Currencies>,
    pub(crate) now: Timestamp,
}

impl Terms {
    /// Those of an act.
    pub(crate) async fn of(act: &mut Act) -> Result<Self> {
        let currencies = act.currencies().await?;
        Ok(Self { settings: Arc::clone(&act.settings), currencies, now: act.now })
    }

    /// Those that an act at an instant would have, as far as can be read now.
    pub(crate) async fn read(engine: &Engine, c: &mut Conn, now: Timestamp) -> Result<Self> {
        let settings = engine.settings().await?;
        let currencies = Arc::new(Currencies::read(c).await?);
        Ok(Self { settings, currencies, now })
    }

    /// Unix seconds of the instant.
    pub(crate) fn at(&self) -> i64 {
        self.now.as_second()
    }

    /// The day in the company's time zone (B5).
    pub(crate) fn today(&self) -> Date {
        self.settings.date_of(self.now)
    }
}
