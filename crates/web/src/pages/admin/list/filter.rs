//! What a list can be limited by, beside its states and its search: fields of the address.

use serde_json::{Value, json};

use super::{Ask, NONE};
use crate::pages::admin::pick::Choice;

/// Fields of the address that hold a day.
pub(super) const DAYS: [&str; 7] =
    ["due", "from", "to", "due_from", "due_to", "paid_from", "paid_to"];
/// Fields of the address that hold an amount of money.
pub(super) const AMOUNTS: [&str; 4] = ["total_from", "total_to", "amount_from", "amount_to"];
/// Fields of the address that hold the number of something that there is.
const NUMBERS: [&str; 1] = ["invoice"];

impl Ask {
    /// Days and amounts that cannot be read: without them the list would show too much.
    fn unread(&self) -> Vec<&'static str> {
        let said = |name: &&'static str| self.fields.contains_key(*name);
        let days = DAYS.into_iter().filter(said).filter(|name| self.day(name).is_none());
        let amounts = AMOUNTS.into_iter().filter(said);
        let numbers = NUMBERS.into_iter().filter(said);
        days.chain(amounts.filter(|name| self.amount(name).is_none()))
            .chain(numbers.filter(|name| self.numbered(name).is_none()))
            .collect()
    }

    /// The number of something, as people and pages write it (`#5`); nothing has the number 0.
    pub(crate) fn numbered(&self, name: &str) -> Option<u64> {
        let text = self.text(name)?;
        let number = text.trim_start_matches('#').trim().parse().ok();
        number.filter(|number| (1..=NONE).contains(number))
    }

    /// A sentence that names them; nothing where all can be read.
    pub(crate) fn unreadable(&self) -> Option<String> {
        let one = |name: &'static str| {
            let what = match name {
                name if DAYS.contains(&name) => "day",
                name if NUMBERS.contains(&name) => "number",
                _ => "amount of money",
            };
            let label = super::capital(&name.replace('_', " "));
            format!("{label}: “{}” is no {what}", self.text(name).unwrap_or_default())
        };
        let said: Vec<String> = self.unread().into_iter().map(one).collect();
        (!said.is_empty()).then(|| said.join("; "))
    }
}

/// One field.
#[derive(Debug, Clone)]
pub(crate) struct Filter {
    /// As the address says it.
    pub(crate) name: &'static str,
    label: &'static str,
    /// `choice`, or the `type` of its input.
    kind: &'static str,
    choices: Vec<Choice>,
    /// A WHMCS elsewhere heeds it as well.
    stock: bool,
}

impl Filter {
    /// One of some values.
    pub(crate) fn choice(name: &'static str, label: &'static str, choices: Vec<Choice>) -> Self {
        // An empty value is what is there without the filter.
        let choices = choices.into_iter().filter(|(value, _)| !value.is_empty()).collect();
        Self { name, label, kind: "choice", choices, stock: false }
    }

    /// A text.
    pub(crate) fn text(name: &'static str, label: &'static str) -> Self {
        Self { name, label, kind: "text", choices: Vec::new(), stock: false }
    }

    /// The client, by number or by the beginning of a name.
    pub(crate) fn client() -> Self {
        Self::text("client", "Client").stock()
    }

    /// A day; its name is among [`DAYS`].
    pub(crate) fn day(name: &'static str, label: &'static str) -> Self {
        debug_assert!(DAYS.contains(&name), "{name} is not read as a day");
        Self { kind: "date", ..Self::text(name, label) }
    }

    /// An amount of money; its name is among [`AMOUNTS`].
    pub(crate) fn amount(name: &'static str, label: &'static str) -> Self {
        debug_assert!(AMOUNTS.contains(&name), "{name} is not read as an amount");
        Self::text(name, label)
    }

    /// It is heeded before a WHMCS elsewhere, too.
    pub(crate) fn stock(self) -> Self {
        Self { stock: true, ..self }
    }

    /// Whether a WHMCS elsewhere heeds it as well.
    pub(crate) const fn is_stock(&self) -> bool {
        self.stock
    }

    /// Whether it is of use: the page does not say it, and there is something to choose.
    pub(super) fn is_offered(&self, ask: &Ask) -> bool {
        let any = self.kind != "choice" || !self.choices.is_empty();
        !ask.fixed.contains(&self.name) && (any || ask.text(self.name).is_some())
    }

    /// What a value stands for.
    fn says<'a>(&'a self, value: &'a str) -> &'a str {
        self.choices.iter().find(|(each, _)| each == value).map_or(value, |(_, text)| text)
    }

    /// As a template shows it.
    pub(super) fn view(&self, ask: &Ask) -> Value {
        json!({
            "name": self.name,
            "label": self.label,
            // A browser shows nothing in an input for days that holds none.
            "kind": if ask.unread().contains(&self.name) { "text" } else { self.kind },
            "amount": AMOUNTS.contains(&self.name),
            "choices": self.choices,
            "value": ask.text(self.name).unwrap_or_default(),
        })
    }
}

/// What the list was limited to, in words: `Gateway: Bank transfer`.
pub(super) fn narrowed(ask: &Ask, filters: &[Filter]) -> Vec<String> {
    let said = ask.fields.iter().filter_map(|(name, value)| {
        let value = value.trim();
        let (label, value) = match name.as_str() {
            "page" | "per" | "as" | "hide" | "sort" | "tab" => return None,
            name if ask.fixed.contains(&name) => return None,
            "q" => ("Search".to_owned(), value),
            other => match filters.iter().find(|filter| filter.name == other) {
                Some(filter) => (filter.label.to_owned(), filter.says(value)),
                None => (super::capital(&other.replace('_', " ")), value),
            },
        };
        Some(format!("{label}: {value}"))
    });
    said.collect()
}

#[cfg(test)]
mod tests {
    use super::{Ask, Filter, narrowed};

    #[test]
    fn what_a_list_is_limited_to_is_said_in_words() {
        let gateways = vec![(String::new(), String::new()), ("bank".to_owned(), "Bank".to_owned())];
        let filters = [
            Filter::choice("gateway", "Payment method", gateways),
            Filter::day("paid_from", "Paid from"),
        ];
        for (query, expected) in [
            ("", ""),
            ("page=2&per=50&sort=-id&hide=due&as=csv", ""),
            ("gateway=bank&q=ab", "Payment method: Bank · Search: ab"),
            ("gateway=gone", "Payment method: gone"),
            ("paid_from=2026-01-31&total_to=5", "Paid from: 2026-01-31 · Total to: 5"),
            ("status=Paid&client=", "Status: Paid"),
        ] {
            let ask = Ask::of("/admin/invoices", query);
            assert_eq!(narrowed(&ask, &filters).join(" · "), expected, "{query}");
        }
        let tab = Ask::of("/admin/clients/5", "status=Paid").fixed("tab", "invoices");
        assert_eq!(narrowed(&tab.fixed("client", 5), &filters), ["Status: Paid"]);
        let nothing = Filter::choice("gateway", "Payment method", Vec::new());
        for (query, offered) in [("", false), ("gateway=gone", true)] {
            assert_eq!(nothing.is_offered(&Ask::of("/", query)), offered, "{query}");
        }
        assert!(Filter::client().is_offered(&Ask::of("/", "")));
        assert!(!Filter::client().is_offered(&Ask::of("/", "").fixed("client", 5)));
    }

    #[test]
    fn a_field_that_cannot_be_read_is_named() {
        for (query, unread) in [
            ("from=2026-02-29", Some("From: “2026-02-29” is no day")),
            ("due_to=soon", Some("Due to: “soon” is no day")),
            ("amount_from=1,5x", Some("Amount from: “1,5x” is no amount of money")),
            ("amount_from=1,5", None),
            (
                "amount_from=x&from=abc",
                Some("From: “abc” is no day; Amount from: “x” is no amount of money"),
            ),
            ("invoice=0", Some("Invoice: “0” is no number")),
            ("invoice=abc", Some("Invoice: “abc” is no number")),
            ("invoice=%235", None),
            ("from=2026-02-28&amount_from=1.5&gateway=x", None),
        ] {
            assert_eq!(Ask::of("/", query).unreadable().as_deref(), unread, "{query}");
        }
    }
}
