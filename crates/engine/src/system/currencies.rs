//! The currencies of the house as money understands them (B3).

use std::sync::Arc;

use model::ids::CurrencyId;
use model::money::{Currency, ExchangeRate, Money, convert, iso_digits};
use store::Conn;
use store::system::currencies::{self, CurrencyRow};

use crate::{Engine, Fault, Result};

/// All currencies, read once per operation.
#[derive(Debug, Clone)]
pub struct Currencies(Vec<CurrencyRow>);

impl Currencies {
    /// Reads them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(c: &mut Conn) -> Result<Self> {
        Ok(Self(currencies::all(c).await?))
    }

    /// What was read some seconds ago, for reads that show amounts and compute none; read anew
    /// when one of the `needed` is not among it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recent(
        engine: &Engine,
        c: &mut Conn,
        needed: impl Iterator<Item = CurrencyId>,
    ) -> Result<Arc<Self>> {
        let now = engine.now();
        if let Some(kept) = engine.recent_currencies().get(now)
            && { needed }.all(|id| kept.row(id).is_some())
        {
            return Ok(kept);
        }
        let read = Self::read(c).await?;
        Ok(engine.recent_currencies().put(now, read))
    }

    /// The rows, by id.
    #[must_use]
    pub fn rows(&self) -> &[CurrencyRow] {
        &self.0
    }

    /// The row with an id.
    #[must_use]
    pub fn row(&self, id: CurrencyId) -> Option<&CurrencyRow> {
        self.0.iter().find(|row| row.id == id)
    }

    /// The row with a code, in any case.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&CurrencyRow> {
        self.0.iter().find(|row| row.code.eq_ignore_ascii_case(code))
    }

    /// The default currency's row.
    ///
    /// # Errors
    /// Broken when there is none.
    pub fn default_row(&self) -> Result<&CurrencyRow> {
        self.0
            .iter()
            .find(|row| row.is_default)
            .ok_or_else(|| Fault::broken("there is no default currency"))
    }

    /// A currency that the database refers to, and so exists.
    ///
    /// # Errors
    /// Broken when it does not.
    pub fn currency(&self, id: CurrencyId) -> Result<Currency> {
        let row = self.row(id).ok_or_else(|| Fault::broken(format!("no currency {id}")))?;
        Ok(Currency::new(&row.code, iso_digits(&row.code))?)
    }

    /// Minor units of a currency as money.
    ///
    /// # Errors
    /// Broken when the currency does not exist.
    pub fn money(&self, minor: i64, id: CurrencyId) -> Result<Money> {
        Ok(Money::from_minor(minor, self.currency(id)?))
    }

    /// What a currency is worth now, as documents record it (B3).
    ///
    /// # Errors
    /// Broken when the currency does not exist.
    pub fn rate(&self, id: CurrencyId) -> Result<ExchangeRate> {
        let row = self.row(id).ok_or_else(|| Fault::broken(format!("no currency {id}")))?;
        Ok(ExchangeRate::from_scaled(row.rate)?)
    }

    /// Converts by the stored rates, rounded once (B3).
    ///
    /// # Errors
    /// Broken when a currency does not exist or the amount does not fit.
    pub fn convert(&self, money: Money, to: CurrencyId) -> Result<Money> {
        let from = self
            .by_code(money.currency.code())
            .ok_or_else(|| Fault::broken(format!("no currency {}", money.currency)))?;
        Ok(convert(money, self.rate(from.id)?, self.rate(to)?, self.currency(to)?)?)
    }

    /// An amount as people read it: `$1,234.50 USD`, and `-$5.00 USD` below zero.
    #[must_use]
    pub fn formatted(&self, money: Money) -> String {
        let sign = if money.is_negative() { "-" } else { "" };
        self.signed(money, sign, "")
    }

    /// The same as WHMCS has it on the wire, where the sign stands at the digits: `$-5.00 USD`.
    #[must_use]
    pub fn on_the_wire(&self, money: Money) -> String {
        let sign = if money.is_negative() { "-" } else { "" };
        self.signed(money, "", sign)
    }

    fn signed(&self, money: Money, outer: &str, inner: &str) -> String {
        let Some(row) = self.by_code(money.currency.code()) else { return money.to_string() };
        let digits = usize::from(money.currency.digits());
        let text = format!("{:0>width$}", money.minor.unsigned_abs(), width = digits + 1);
        let (whole, fraction) = text.split_at(text.len() - digits);
        let (group, point) = match row.format {
            2 | 4 => (",", "."),
            3 => (".", ","),
            _ => ("", "."),
        };
        let whole = grouped(whole, group);
        // Whole amounts are written without decimals; what there is of a debt is never cut.
        let is_left_out = row.format == 4 && fraction.bytes().all(|digit| digit == b'0');
        let fraction =
            if digits == 0 || is_left_out { String::new() } else { format!("{point}{fraction}") };
        format!("{outer}{}{inner}{whole}{fraction}{}", row.prefix, row.suffix)
    }
}

fn grouped(whole: &str, separator: &str) -> String {
    let mut text = String::with_capacity(whole.len() + whole.len() / 3);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Currencies;
    use model::ids::CurrencyId;
    use model::money::{Currency, Money, iso_digits};
    use store::system::currencies::CurrencyRow;

    fn one(code: &str, prefix: &str, suffix: &str, format: i64) -> Currencies {
        Currencies(vec![CurrencyRow {
            id: CurrencyId(1),
            code: code.into(),
            prefix: prefix.into(),
            suffix: suffix.into(),
            format,
            rate: 100_000_000,
            is_default: true,
        }])
    }

    #[test]
    fn amounts_are_written_as_the_currency_says() {
        let cases = [
            ("USD", "$", " USD", 1, 123_450, "$1234.50 USD"),
            ("USD", "$", " USD", 2, 123_456_789, "$1,234,567.89 USD"),
            ("USD", "$", " USD", 1, -867, "-$8.67 USD"),
            ("BDT", "৳", "", 4, 175_000, "৳1,750"),
            ("BDT", "৳", "", 4, 175_005, "৳1,750.05"),
            ("BDT", "৳", "", 4, 5, "৳0.05"),
            ("EUR", "", " €", 3, 123_450, "1.234,50 €"),
            ("EUR", "", "", 1, 5, "0.05"),
            ("JPY", "¥", "", 2, 1_234, "¥1,234"),
        ];
        for (code, prefix, suffix, format, minor, expected) in cases {
            let currencies = one(code, prefix, suffix, format);
            let currency = Currency::new(code, iso_digits(code)).unwrap();
            assert_eq!(currencies.formatted(Money::from_minor(minor, currency)), expected);
        }
        let dollars = one("USD", "$", " USD", 1);
        let told = dollars.on_the_wire(Money::from_minor(-867, Currency::USD));
        assert_eq!(told, "$-8.67 USD");
    }
}
