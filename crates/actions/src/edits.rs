//! What came over the wire for a simple table, as values of its columns.

use engine::people::clients::check_billing_day;
use engine::{Act, Result, invalid, not_allowed};
use model::money::{ExchangeRate, Percent};
use protocol::wire::{Csv, Flag, Keyed, WireDate};
use store::edits::{Cell, Values};

/// Values by column; what did not come stays out.
#[derive(Default)]
pub(crate) struct Fields(Values);

impl Fields {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn done(self) -> Values {
        self.0
    }

    fn put(mut self, column: &'static str, cell: Option<Cell>) -> Self {
        self.0.extend(cell.map(|cell| (column, cell)));
        self
    }

    /// A text.
    pub(crate) fn text(self, column: &'static str, value: Option<String>) -> Self {
        self.put(column, value.map(Cell::Text))
    }

    /// A text that may not be empty; the column is named like the parameter.
    pub(crate) fn needed(self, column: &'static str, value: String) -> Result<Self> {
        if value.trim().is_empty() {
            return Err(invalid(column, format!("Parameter '{column}' is required")));
        }
        Ok(self.text(column, Some(value)))
    }

    /// A text that, if it is sent, may not be empty; the column is named like the parameter.
    pub(crate) fn kept(self, column: &'static str, value: Option<String>) -> Result<Self> {
        match value {
            Some(value) => self.needed(column, value),
            None => Ok(self),
        }
    }

    /// A whole number.
    pub(crate) fn number(self, column: &'static str, value: Option<u64>) -> Self {
        self.put(column, value.map(|value| Cell::Int(i64::try_from(value).unwrap_or(i64::MAX))))
    }

    /// A billing day (B8).
    pub(crate) fn billing_day(self, value: Option<i64>) -> Result<Self> {
        value.map(check_billing_day).transpose()?;
        Ok(self.put("billing_day", value.map(Cell::Int)))
    }

    /// An instant in Unix seconds; `Some(None)` takes it away.
    pub(crate) fn instant(self, column: &'static str, value: Option<Option<i64>>) -> Self {
        self.put(column, value.map(|at| at.map_or(Cell::Null, Cell::Int)))
    }

    /// The number of another row; 0 is none.
    pub(crate) fn reference(self, column: &'static str, value: Option<u64>) -> Self {
        let cell = |value: u64| match i64::try_from(value).unwrap_or(i64::MAX) {
            0 => Cell::Null,
            id => Cell::Int(id),
        };
        self.put(column, value.map(cell))
    }

    /// A text that is compared without case, in a second column.
    pub(crate) fn folded(
        self,
        column: &'static str,
        folded: &'static str,
        value: Option<String>,
    ) -> Result<Self> {
        let Some(text) = value else { return Ok(self) };
        let text = text.trim().to_owned();
        let fold = text.to_lowercase();
        Ok(self.needed(column, text)?.text(folded, Some(fold)))
    }

    /// Names and values, kept as JSON; nothing leaves what is there.
    pub(crate) fn json(self, column: &'static str, value: Keyed<String>) -> Self {
        let pairs = value.into_vec();
        if pairs.is_empty() {
            return self;
        }
        let object = pairs.into_iter().map(|(name, text)| (name, text.into())).collect();
        self.put(column, Some(Cell::Text(serde_json::Value::Object(object).to_string())))
    }

    /// A flag.
    pub(crate) fn flag(self, column: &'static str, value: Option<Flag>) -> Self {
        self.put(column, value.map(|flag| Cell::Int(i64::from(flag.0))))
    }

    /// A date; the empty one is none.
    pub(crate) fn date(self, column: &'static str, value: impl Into<Option<WireDate>>) -> Self {
        let cell = |day: WireDate| day.0.map_or(Cell::Null, |day| Cell::Text(day.to_string()));
        self.put(column, value.into().map(cell))
    }

    /// Per cent, kept in ten-thousandths.
    pub(crate) fn percent(
        self,
        column: &'static str,
        field: &'static str,
        value: Option<String>,
    ) -> Result<Self> {
        let Some(text) = value else { return Ok(self) };
        let text = text.trim().trim_end_matches('%').trim_end();
        let percent = Percent::parse(text).ok().filter(|percent| percent.ten_thousandths() >= 0);
        let percent = percent.ok_or_else(|| invalid(field, "Invalid percentage"))?;
        Ok(self.put(column, Some(Cell::Int(percent.ten_thousandths()))))
    }

    /// Per cent up to a hundred, kept in ten-thousandths; `what` it is, for a refusal.
    pub(crate) fn share(
        self,
        column: &'static str,
        (field, what): (&'static str, &str),
        value: Option<String>,
    ) -> Result<Self> {
        let most = Percent::WHOLE.ten_thousandths();
        let said = || invalid(field, format!("The {what} must be between 0 and 100 per cent"));
        self.percent(column, field, value)?.at_most(column, most).map_err(|_| said())
    }

    /// A colour such as `#28c99b`, or none.
    pub(crate) fn colour(
        self,
        column: &'static str,
        field: &'static str,
        value: Option<String>,
    ) -> Result<Self> {
        let is_colour = |text: &str| {
            text.strip_prefix('#').is_some_and(|hex| {
                [3, 6].contains(&hex.len()) && hex.chars().all(|c| c.is_ascii_hexdigit())
            })
        };
        let value = value.map(|text| text.trim().to_owned());
        if value.as_deref().is_some_and(|text| !text.is_empty() && !is_colour(text)) {
            return Err(invalid(field, "The colour must look like #28c99b"));
        }
        Ok(self.text(column, value))
    }

    /// An amount in minor units.
    pub(crate) fn minor(self, column: &'static str, minor: i64) -> Self {
        self.put(column, Some(Cell::Int(minor)))
    }

    /// Refuses a number above a limit in a column that was put.
    pub(crate) fn at_most(self, column: &'static str, most: i64) -> Result<Self> {
        let above = |(name, cell): &(&'static str, Cell)| {
            *name == column && matches!(cell, Cell::Int(value) if *value > most)
        };
        if self.0.iter().any(above) {
            return Err(invalid(column, "This is too much"));
        }
        Ok(self)
    }

    /// An exchange rate, kept with eight decimals.
    pub(crate) fn rate(
        self,
        column: &'static str,
        field: &'static str,
        value: Option<String>,
    ) -> Result<Self> {
        let Some(text) = value else { return Ok(self) };
        let rate = ExchangeRate::parse(text.trim()).map_err(|_| invalid(field, "Invalid rate"))?;
        Ok(self.put(column, Some(Cell::Int(rate.scaled()))))
    }

    /// One of some words, in any case.
    pub(crate) fn word(
        self,
        column: &'static str,
        field: &'static str,
        value: Option<String>,
        words: &[&'static str],
    ) -> Result<Self> {
        let Some(text) = value else { return Ok(self) };
        let word = words.iter().find(|word| word.eq_ignore_ascii_case(text.trim()));
        let said = || invalid(field, format!("Invalid {field}: one of {}", words.join(", ")));
        let word = word.ok_or_else(said)?;
        Ok(self.put(column, Some(Cell::Text((*word).to_owned()))))
    }

    /// Names of actions, kept as a JSON list.
    pub(crate) fn actions(self, column: &'static str, value: Option<Csv<String>>) -> Self {
        let list = |names: Csv<String>| {
            let names = names.0.into_iter().map(|name| name.trim().to_owned());
            let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
            Cell::Text(serde_json::Value::from(names).to_string())
        };
        self.put(column, value.map(list))
    }
}

/// Nobody hands out what it may not do itself.
pub(crate) fn may_grant(act: &Act, names: Option<&Csv<String>>) -> Result<()> {
    for name in names.iter().flat_map(|names| names.0.iter()) {
        if !act.caller.actor.may(name.trim()) {
            return Err(not_allowed(format!("You cannot permit {name}, which you may not do")));
        }
    }
    Ok(())
}

/// The names in a JSON list.
pub(crate) fn actions_of(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_default()
}
