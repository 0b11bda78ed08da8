//! `ecb`: the reference rates of the European Central Bank, or any feed in its form.
//!
//! The daily file is `https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml`: one element
//! `Cube` with the day, and within it one per currency with `currency` and `rate` for one euro.

use jiff::civil::Date;
use model::money::ExchangeRate;
use ports::rates::{RateFeed, RateTable};
use ports::{Asking, PortError, UnknownCause};
use reqwest::Method;

use crate::http::{Line, Pool, Request};

const MODULE: &str = "ecb";

/// A feed at an address.
#[derive(Debug, Clone)]
pub struct EcbRates(Line);

impl EcbRates {
    /// The feed at an address of its own, which must begin with `https://`.
    ///
    /// # Errors
    /// A configuration error that names the key `rates_feed`.
    pub fn at(address: &str) -> Result<EcbRates, PortError> {
        Ok(EcbRates(Pool::default().line(MODULE, "rates_feed", address)?))
    }
}

impl RateFeed for EcbRates {
    fn module(&self) -> &'static str {
        MODULE
    }

    fn rates(&self) -> Asking<'_, RateTable> {
        Box::pin(async move {
            let answer = self.0.send(Request::new(Method::GET, &[])).await?;
            let text = String::from_utf8_lossy(&answer.body);
            let table = if answer.is_success() { read(&text) } else { None };
            table.ok_or_else(|| {
                let why = format!("HTTP {} without a day and rates", answer.status);
                self.0.unknown(UnknownCause::Unreadable, why)
            })
        })
    }
}

/// The newest day of the file. A currency whose rate cannot be read is left out.
fn read(xml: &str) -> Option<RateTable> {
    let mut table: Option<RateTable> = None;
    for tag in xml.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
        if !tag.starts_with("Cube") && !tag.contains(":Cube") {
            continue;
        }
        if let Some(date) = attribute(tag, "time") {
            // Longer files have one day after the other, the newest first.
            if table.is_some() {
                break;
            }
            let date: Date = date.parse().ok()?;
            table = Some(RateTable { base: "EUR".to_owned(), date, rates: Vec::new() });
        }
        let pair = attribute(tag, "currency").zip(attribute(tag, "rate"));
        if let (Some(table), Some((code, rate))) = (&mut table, pair)
            && let Ok(rate) = ExchangeRate::parse(rate)
        {
            table.rates.push((code.to_owned(), rate));
        }
    }
    table.filter(|table| !table.rates.is_empty())
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once(name)?;
        rest = after;
        let after = after.trim_start();
        if !before.ends_with(char::is_whitespace) || !after.starts_with('=') {
            continue;
        }
        let value = after[1..].trim_start();
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        return value[1..].split_once(quote).map(|(value, _)| value);
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    const FILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01">
 <gesmes:subject>Reference rates</gesmes:subject>
 <Cube><Cube time='2026-01-05'>
  <Cube currency='USD' rate='1.0835'/><Cube currency="JPY"  rate = "158.21" />
  <Cube currency='XXX' rate='none'/>
 </Cube><Cube time='2026-01-02'><Cube currency='USD' rate='1.0'/></Cube></Cube>
</gesmes:Envelope>"#;

    #[test]
    fn b3_the_newest_day_is_read_and_what_is_no_rate_left_out() {
        let table = read(FILE).unwrap();
        assert_eq!((table.base.as_str(), table.date.to_string()), ("EUR", "2026-01-05".into()));
        let rates: Vec<String> =
            table.rates.iter().map(|(code, rate)| format!("{code} {rate}")).collect();
        assert_eq!(rates, ["USD 1.08350", "JPY 158.21000"]);
        for nothing in ["", "<html>Sorry</html>", "<Cube time='soon'/>", "<Cube time='2026-01-05'>"]
        {
            assert_eq!(read(nothing), None, "{nothing}");
        }
    }
}
