//! How an amount came about, step by step: as a type, so that it can be said in any language.

use std::fmt;

use crate::billing::tax::TaxLevel;
use crate::money::Money;

/// The steps that led to an amount.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// In order.
    pub steps: Vec<Step>,
}

/// One step of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What was counted.
    pub what: What,
    /// What it adds (or, if negative, takes off).
    pub amount: Money,
}

/// What a step counts. Its `Display` is the English sentence; other languages say it by its code
/// and values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Something of the catalogue, in words of its own: `Location: Rome`, `VPS x 2`.
    Named(String),
    /// The set-up fee of such a thing.
    Setup(String),
    /// The set-up fee, which is on another line.
    SetupApart,
    /// A domain's ending, or an addon of a domain, for so many years.
    Years {
        /// Which.
        what: String,
        /// How many.
        years: i64,
    },
    /// What the client's group pays less.
    GroupDiscount,
    /// A price that staff said.
    SetByStaff,
    /// A part of a period, up to a day.
    Prorated {
        /// The first day that is not in it, ISO 8601.
        until: String,
        /// The days of the part; 0 with
        days: i32,
        /// of how many, where an older line does not say it.
        of_days: i32,
    },
    /// What is asked for each period.
    Recurring,
    /// What was paid for this time before.
    PaidAlready(String),
    /// What a promotion takes off a renewal.
    Promotion,
    /// What the promotion of a code takes off.
    PromotionCode(String),
    /// A fee for being late.
    LateFee,
    /// The price of a year.
    Yearly,
    /// What of that is asked for some time.
    Share {
        /// Whole years of it.
        years: i32,
        /// The days beyond these,
        days: i32,
        /// and of how many in their year.
        of_days: i32,
    },
    /// What an upgrade costs for the days that are left.
    DaysLeft {
        /// The code of the promotion that is taken off.
        less: String,
        /// How many they are; 0 with
        days: i32,
        /// of how many in a cycle, where it is a whole cycle or an older line.
        of_days: i32,
    },
    /// What was paid for them before the upgrade.
    DaysUnused {
        /// The code of the promotion that is taken off.
        less: String,
        /// How many they are; 0 with
        days: i32,
        /// of how many in the period, where an older line does not say it.
        of_days: i32,
    },
    /// The tax that a price contains.
    TaxContained,
    /// No tax: the client pays none.
    Exempt,
    /// No tax: the client owes it to its own state.
    ReverseCharge,
    /// No tax on this line.
    NotTaxed,
    /// No tax: there is none where the client lives.
    NoRate,
    /// A line's part of a tax that was computed on all lines.
    TaxShare {
        /// Which.
        level: TaxLevel,
        /// Its name; may be empty.
        name: String,
        /// Per cent, as people write it: `19`.
        rate: String,
        /// What it was computed to on all lines.
        of: Money,
    },
}

/// Those that say everything by themselves.
const PLAIN: [What; 14] = [
    What::SetupApart,
    What::GroupDiscount,
    What::SetByStaff,
    What::Recurring,
    What::Promotion,
    What::LateFee,
    What::Yearly,
    What::TaxContained,
    What::Exempt,
    What::ReverseCharge,
    What::NotTaxed,
    What::NoRate,
    What::DaysLeft { less: String::new(), days: 0, of_days: 0 },
    What::DaysUnused { less: String::new(), days: 0, of_days: 0 },
];

impl What {
    /// The word that programs and catalogues know it by; empty for words of the catalogue.
    pub const fn code(&self) -> &'static str {
        match self {
            What::Named(_) => "",
            What::Setup(_) => "setup",
            What::SetupApart => "setup-apart",
            What::Years { .. } => "years",
            What::GroupDiscount => "group-discount",
            What::SetByStaff => "set-by-staff",
            What::Prorated { .. } => "prorated",
            What::Recurring => "recurring",
            What::PaidAlready(_) => "paid-already",
            What::Promotion => "promotion",
            What::PromotionCode(_) => "promotion-code",
            What::LateFee => "late-fee",
            What::Yearly => "yearly",
            What::Share { .. } => "share",
            What::DaysLeft { .. } => "days-left",
            What::DaysUnused { .. } => "days-unused",
            What::TaxContained => "tax-contained",
            What::Exempt => "exempt",
            What::ReverseCharge => "reverse-charge",
            What::NotTaxed => "not-taxed",
            What::NoRate => "no-rate",
            What::TaxShare { .. } => "tax-share",
        }
    }

    /// What the sentence is about, by name.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            What::Setup(what) | What::PaidAlready(what) => vec![("what", what.clone())],
            What::Years { what, years } => {
                vec![("what", what.clone()), ("years", years.to_string())]
            }
            What::Prorated { until, days, of_days } => {
                with_days(("until", until.clone()), *days, *of_days)
            }
            What::PromotionCode(promotion) => vec![("promotion", promotion.clone())],
            What::Share { years, days, of_days } => vec![
                ("years", years.to_string()),
                ("days", days.to_string()),
                ("ofdays", of_days.to_string()),
            ],
            What::DaysLeft { less, days, of_days } | What::DaysUnused { less, days, of_days } => {
                with_days(("less", less.clone()), *days, *of_days)
            }
            What::TaxShare { level, name, rate, of } => vec![
                ("level", if *level == TaxLevel::One { "1" } else { "2" }.to_owned()),
                ("name", name.clone()),
                ("rate", rate.clone()),
                ("of", of.to_string()),
            ],
            _ => Vec::new(),
        }
    }

    /// What is kept as a code and values; `None` for a code of a newer version, or one that is
    /// never kept.
    pub fn of_code(code: &str, value: impl Fn(&str) -> Option<String>) -> Option<What> {
        let number = |name: &str| value(name)?.parse::<i32>().ok();
        let days = || number("days").unwrap_or_default();
        let of_days = || number("ofdays").unwrap_or_default();
        Some(match code {
            "setup" => What::Setup(value("what")?),
            "years" => What::Years { what: value("what")?, years: value("years")?.parse().ok()? },
            "prorated" => {
                What::Prorated { until: value("until")?, days: days(), of_days: of_days() }
            }
            "paid-already" => What::PaidAlready(value("what")?),
            "promotion-code" => What::PromotionCode(value("promotion")?),
            "share" => What::Share {
                years: number("years")?,
                days: number("days")?,
                of_days: number("ofdays")?,
            },
            "days-left" => {
                What::DaysLeft { less: value("less")?, days: days(), of_days: of_days() }
            }
            "days-unused" => {
                What::DaysUnused { less: value("less")?, days: days(), of_days: of_days() }
            }
            _ => return PLAIN.into_iter().find(|plain| plain.code() == code),
        })
    }

    /// What is kept as its English sentence: how all of it was kept once, and what needs no more
    /// than that still is.
    pub fn of_text(text: &str) -> What {
        let plain = PLAIN.into_iter().find(|plain| plain.to_string() == text);
        plain.unwrap_or_else(|| What::Named(text.to_owned()))
    }

    /// Whether [`What::of_text`] of the sentence says as much.
    pub fn is_plain(&self) -> bool {
        matches!(self, What::Named(_)) || PLAIN.contains(self)
    }
}

impl From<String> for What {
    fn from(text: String) -> What {
        What::Named(text)
    }
}

impl From<&str> for What {
    fn from(text: &str) -> What {
        What::Named(text.to_owned())
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            What::Named(text) => f.write_str(text),
            What::Setup(what) => write!(f, "{what}, setup"),
            What::SetupApart => f.write_str("Setup fee, on a line of its own"),
            What::Years { what, years } => write!(f, "{what} for {years} years"),
            What::GroupDiscount => f.write_str("Group discount"),
            What::SetByStaff => f.write_str("Price set by staff"),
            What::Prorated { until, days, of_days } => {
                write!(f, "Prorated up to {until}{}", Days(*days, *of_days))
            }
            What::Recurring => f.write_str("recurring price"),
            What::PaidAlready(what) => write!(f, "{what} paid already"),
            What::Promotion => f.write_str("promotion"),
            What::PromotionCode(promotion) => write!(f, "Promotional Code: {promotion}"),
            What::LateFee => f.write_str("late fee"),
            What::Yearly => f.write_str("a year"),
            What::Share { years, days, of_days } => f.write_str(&time(*years, *days, *of_days)),
            What::DaysLeft { less, days, of_days } => {
                write!(f, "New price for the days left{}{}", Less(less), Days(*days, *of_days))
            }
            What::DaysUnused { less, days, of_days } => {
                write!(f, "Days paid and not used{}{}", Less(less), Days(*days, *of_days))
            }
            What::TaxContained => f.write_str("Tax contained in the price"),
            What::Exempt => f.write_str("Not taxed: the client is exempt"),
            What::ReverseCharge => f.write_str("Not taxed: reverse charge"),
            What::NotTaxed => f.write_str("Not taxed"),
            What::NoRate => f.write_str("Not taxed: no rate holds for the client's place"),
            What::TaxShare { level, name, rate, of } => {
                let name = tax_name(*level, name);
                write!(f, "{name} {rate} %: this line's share of {of}")
            }
        }
    }
}

/// The English name of a tax that may have none.
pub const fn tax_name(level: TaxLevel, name: &str) -> &str {
    match (name.is_empty(), level) {
        (false, _) => name,
        (true, TaxLevel::One) => "Tax",
        (true, TaxLevel::Two) => "Second tax",
    }
}

/// `1 year, 73 of 365 days`.
pub fn time(years: i32, days: i32, of_days: i32) -> String {
    let whole = match years {
        0 => None,
        1 => Some("1 year".to_owned()),
        _ => Some(format!("{years} years")),
    };
    let part = (days > 0).then(|| format!("{days} of {of_days} days"));
    whole.into_iter().chain(part).collect::<Vec<_>>().join(", ")
}

/// A value, and the days where they are known.
fn with_days(
    first: (&'static str, String),
    days: i32,
    of_days: i32,
) -> Vec<(&'static str, String)> {
    let mut values = vec![first];
    if of_days > 0 {
        values.extend([("days", days.to_string()), ("ofdays", of_days.to_string())]);
    }
    values
}

/// ` (21 of 31 days)`, where they are known.
struct Days(i32, i32);

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Days(days, of_days) = self;
        if *of_days > 0 { write!(f, " ({days} of {of_days} days)") } else { Ok(()) }
    }
}

struct Less<'a>(&'a str);

impl fmt::Display for Less<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, ", less promotion {}", self.0) }
    }
}

impl Explanation {
    /// Adds a step, unless it is nothing.
    pub fn push(&mut self, what: impl Into<What>, amount: Money) {
        if !amount.is_zero() {
            self.steps.push(Step::new(what, amount));
        }
    }
}

impl Step {
    /// A step, also of nothing.
    pub fn new(what: impl Into<What>, amount: Money) -> Step {
        Step { what: what.into(), amount }
    }
}

/// One line per step: `Setup fee: 5.00 USD`.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.steps {
            writeln!(f, "{}: {} {}", step.what, step.amount, step.amount.currency)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
