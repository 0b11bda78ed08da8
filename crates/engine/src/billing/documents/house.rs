//! How the company writes amounts, dates and rates, and on what paper.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use model::dates::Period;
use model::ids::{ClientId, CurrencyId};
use model::money::shown_scaled;
use ports::documents::{Paper, Sheet, Sum};
use store::Conn;
use store::people::clients;

use crate::system::currencies::Currencies;
use crate::system::settings::{self, Settings};
use crate::{Engine, Result};

/// What all documents need.
pub(super) struct House {
    pub(super) settings: Arc<Settings>,
    pub(super) currencies: Currencies,
    now: Timestamp,
}

impl House {
    pub(super) async fn read(engine: &Engine, c: &mut Conn) -> Result<Self> {
        let settings = engine.settings().await?;
        let currencies = Currencies::read(c).await?;
        Ok(Self { settings, currencies, now: engine.now() })
    }

    /// Paper, the client's language, and now.
    pub(super) async fn sheet(&self, c: &mut Conn, client: ClientId) -> Result<Sheet> {
        let client = clients::any_by_id(c, client).await?;
        let language = client.map(|client| client.language).filter(|it| !it.is_empty());
        let usual = || self.settings.text(settings::LANGUAGE).to_owned();
        Ok(Sheet {
            paper: self.paper(),
            language: language.unwrap_or_else(usual),
            made_at: self.now.as_second(),
        })
    }

    fn paper(&self) -> Paper {
        let country = self.settings.text(settings::COMPANY_COUNTRY).to_ascii_uppercase();
        match self.settings.text(settings::PAPER_SIZE).trim().to_ascii_lowercase().as_str() {
            "a4" => Paper::A4,
            "letter" => Paper::UsLetter,
            // Where the sheets in the printer are letters.
            _ if matches!(country.as_str(), "US" | "CA" | "MX" | "PH") => Paper::UsLetter,
            _ => Paper::A4,
        }
    }

    /// Today where the company is (B5).
    pub(super) fn today(&self) -> Date {
        self.settings.date_of(self.now)
    }

    pub(super) fn amount(&self, minor: i64, currency: CurrencyId) -> Result<String> {
        Ok(self.currencies.formatted(self.currencies.money(minor, currency)?))
    }

    /// As an amount, or nothing for nothing.
    pub(super) fn amount_if_any(&self, minor: i64, currency: CurrencyId) -> Result<String> {
        if minor == 0 { Ok(String::new()) } else { self.amount(minor, currency) }
    }

    pub(super) fn date(&self, date: Date) -> String {
        self.settings.written(date)
    }

    /// The day of an instant in Unix seconds; empty for none.
    pub(super) fn day_of(&self, at: Option<i64>) -> String {
        let at = at.and_then(|at| Timestamp::from_second(at).ok());
        at.map(|at| self.date(self.settings.date_of(at))).unwrap_or_default()
    }

    /// From the first day to the last.
    pub(super) fn period(&self, period: Period) -> String {
        let last = period.to_exclusive.yesterday().unwrap_or(period.to_exclusive);
        if last <= period.from {
            return self.date(period.from);
        }
        format!("{} – {}", self.date(period.from), self.date(last))
    }

    /// The taxes that were charged, by level: name, ten-thousandths of a percent, minor units.
    pub(super) fn taxes(
        &self,
        levels: [(&str, i64, i64); 2],
        currency: CurrencyId,
    ) -> Result<Vec<Sum>> {
        let mut shown = Vec::new();
        for (name, rate, minor) in levels {
            if minor == 0 && (name.is_empty() || rate == 0) {
                continue;
            }
            let name = if name.is_empty() { "Tax" } else { name };
            let label = if rate == 0 { name.to_owned() } else { format!("{name} {}", rated(rate)) };
            shown.push(Sum { label, amount: self.amount(minor, currency)? });
        }
        Ok(shown)
    }
}

/// A rate as people write it: `19 %`, `7.7 %`.
pub(super) fn rated(ten_thousandths: i64) -> String {
    format!("{} %", shown_scaled(ten_thousandths, 4))
}
