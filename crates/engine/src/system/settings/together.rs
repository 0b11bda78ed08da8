//! Settings that must fit together: each may be right alone, and both of no sense.

use std::sync::Arc;

use model::billing::numbering::{NumberReset, check};
use model::money::{Currency, Money};

use super::{
    ADD_FUNDS_MAX, ADD_FUNDS_MIN, AUTO_SUSPEND, AUTO_TERMINATE, NUMBER_FORMAT, NUMBER_RESET,
    OVERDUE_DAYS_1, OVERDUE_DAYS_2, OVERDUE_DAYS_3, SUSPEND_DAYS, Settings, TERMINATE_DAYS, is_on,
    kinds, usual, values,
};
use crate::{Act, Result, invalid};

/// The settings as they would be.
struct Then<'a> {
    settings: &'a Settings,
    name: &'a str,
    /// Empty for the usual one.
    value: &'a str,
}

/// Whether a setting that is right alone fits to those that stand.
///
/// # Errors
/// Invalid, naming the other setting that it does not fit to.
pub(super) async fn fits(act: &mut Act, name: &str, value: &str) -> Result<()> {
    let settings = Arc::clone(&act.settings);
    let then = Then { settings: &settings, name, value };
    let misfit = match name {
        ADD_FUNDS_MIN | ADD_FUNDS_MAX => then.amounts(&values::home(act).await?),
        NUMBER_FORMAT | NUMBER_RESET => then.numbers(),
        OVERDUE_DAYS_1 | OVERDUE_DAYS_2 | OVERDUE_DAYS_3 => then.notices(),
        AUTO_SUSPEND | AUTO_TERMINATE | SUSPEND_DAYS | TERMINATE_DAYS => then.endings(),
        _ => None,
    };
    misfit.map_or(Ok(()), |(other, said)| Err(invalid(other, said)))
}

/// Which other setting does not fit, and why.
type Misfit = Option<(&'static str, String)>;

impl Then<'_> {
    fn text(&self, name: &str) -> &str {
        match self.value {
            _ if name != self.name => self.settings.text(name),
            "" if !kinds::keeps_empty(name) => usual(name),
            value => value,
        }
    }

    fn number(&self, name: &str) -> i64 {
        self.text(name).trim().parse().unwrap_or(0)
    }

    /// Of two settings the one that is not set now.
    fn other(&self, one: &'static str, two: &'static str) -> &'static str {
        if self.name == one { two } else { one }
    }

    fn amounts(&self, home: &Currency) -> Misfit {
        let amount = |name: &str| Money::parse(self.text(name).trim(), home).ok();
        let turned = amount(ADD_FUNDS_MIN)?.minor > amount(ADD_FUNDS_MAX)?.minor;
        let said = "The smallest amount to add cannot be more than the largest";
        turned.then(|| (self.other(ADD_FUNDS_MIN, ADD_FUNDS_MAX), said.to_owned()))
    }

    fn numbers(&self) -> Misfit {
        let reset = match self.text(NUMBER_RESET) {
            "yearly" => NumberReset::Yearly,
            "monthly" => NumberReset::Monthly,
            _ => NumberReset::Never,
        };
        let refused = check(self.text(NUMBER_FORMAT), reset).err()?;
        Some((self.other(NUMBER_FORMAT, NUMBER_RESET), refused.to_string()))
    }

    /// A notice that is not sent has the day 0.
    fn notices(&self) -> Misfit {
        let pairs = [
            (OVERDUE_DAYS_1, OVERDUE_DAYS_2),
            (OVERDUE_DAYS_2, OVERDUE_DAYS_3),
            (OVERDUE_DAYS_1, OVERDUE_DAYS_3),
        ];
        let of_it = |(one, two): &(&str, &str)| self.name == *one || self.name == *two;
        let turned = |(one, two): &(&str, &str)| {
            let (earlier, later) = (self.number(one), self.number(two));
            earlier > 0 && later > 0 && earlier >= later
        };
        let (one, two) = pairs.into_iter().filter(of_it).find(turned)?;
        let said = "Of two overdue notices the later one has more days";
        Some((self.other(one, two), said.to_owned()))
    }

    fn endings(&self) -> Misfit {
        let both = is_on(self.text(AUTO_SUSPEND)) && is_on(self.text(AUTO_TERMINATE));
        let turned = both && self.number(SUSPEND_DAYS) > self.number(TERMINATE_DAYS);
        let said = "Services cannot be terminated before they are suspended";
        turned.then(|| (self.other(TERMINATE_DAYS, SUSPEND_DAYS), said.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use model::money::Currency;

    use super::{Settings, Then};

    #[test]
    fn what_does_not_fit_is_named() {
        let stored = [("SequentialInvoiceNumberFormat", "{YEAR}-{NUMBER}")];
        let stored = stored.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let settings = Settings::new(stored.into());
        let home = Currency::new("USD", 2).unwrap();
        for (name, value, other) in [
            ("AddFundsMinimum", "500.00", None),
            ("AddFundsMinimum", "500.01", Some("AddFundsMaximum")),
            ("AddFundsMaximum", "4", Some("AddFundsMinimum")),
            ("AddFundsMaximum", "", None),
            ("SequentialInvoiceNumberReset", "yearly", None),
            ("SequentialInvoiceNumberReset", "monthly", Some("SequentialInvoiceNumberFormat")),
            ("SequentialInvoiceNumberFormat", "{NUMBER}", None),
            ("SendFirstOverdueInvoiceReminder", "2", None),
            ("SendFirstOverdueInvoiceReminder", "3", Some("SendSecondOverdueInvoiceReminder")),
            ("SendSecondOverdueInvoiceReminder", "0", None),
            ("SendThirdOverdueInvoiceReminder", "1", Some("SendSecondOverdueInvoiceReminder")),
            ("AutoSuspensionDays", "40", None),
        ] {
            let then = Then { settings: &settings, name, value };
            let misfit = match name {
                "AddFundsMinimum" | "AddFundsMaximum" => then.amounts(&home),
                _ => then.numbers().or_else(|| then.notices()).or_else(|| then.endings()),
            };
            assert_eq!(misfit.map(|(other, _)| other), other, "{name} {value}");
        }
        let on = Settings::new([("AutoTermination".to_owned(), "on".to_owned())].into());
        let then = Then { settings: &on, name: "AutoSuspensionDays", value: "31" };
        assert_eq!(then.endings().map(|(other, _)| other), Some("AutoTerminationDays"));
    }
}
