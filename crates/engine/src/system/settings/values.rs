//! What a setting can be. A wrong word or amount would be noticed by its effects only: mails that
//! are not sent, or by refunds that nobody can make.

use jiff::tz::TimeZone;
use model::money::{Money, Percent};

use super::{
    ADD_FUNDS_MAX, ADD_FUNDS_MIN, AUTOMATION_TIME, BILLING_DAY, DATE_FORMAT, INVOICE_DAYS_ANNUALLY,
    INVOICE_DAYS_BIENNIALLY, INVOICE_DAYS_MONTHLY, INVOICE_DAYS_QUARTERLY,
    INVOICE_DAYS_SEMIANNUALLY, INVOICE_DAYS_TRIENNIALLY, KNOWN, LATE_FEE_AMOUNT, LATE_FEE_MINIMUM,
    LATE_FEE_TYPE, NUMBER_RESET, PAPER_SIZE, REFUND_APPROVAL_ABOVE, SMTP_SECURITY, TAX_TYPE,
    TIME_ZONE, TLD_SYNC_MARGIN_TYPE, UPGRADE_MODE, WHOIS_SERVERS,
};
use crate::{Act, Result, invalid};

/// Settings that are one of some words.
const WORDS: &[(&str, &[&str])] = &[
    (LATE_FEE_TYPE, &["Percentage", "Fixed Amount"]),
    (NUMBER_RESET, &["yearly", "monthly"]),
    (PAPER_SIZE, &["A4", "Letter"]),
    (SMTP_SECURITY, &["starttls", "tls", "none"]),
    (TAX_TYPE, &["Exclusive", "Inclusive"]),
    (TLD_SYNC_MARGIN_TYPE, &["percent", "fixed"]),
    (UPGRADE_MODE, &["keep date", "restart", "at renewal"]),
];
/// Numbers of days that are left out as a rule.
const DAYS: [&str; 6] = [
    INVOICE_DAYS_MONTHLY,
    INVOICE_DAYS_QUARTERLY,
    INVOICE_DAYS_SEMIANNUALLY,
    INVOICE_DAYS_ANNUALLY,
    INVOICE_DAYS_BIENNIALLY,
    INVOICE_DAYS_TRIENNIALLY,
];
/// Amounts in the default currency.
const AMOUNTS: [&str; 4] = [ADD_FUNDS_MAX, ADD_FUNDS_MIN, LATE_FEE_MINIMUM, REFUND_APPROVAL_ABOVE];

/// A value as it is kept: a word in its own spelling.
///
/// # Errors
/// Invalid, naming `value`, for what the setting cannot be. Empty, which is the default, is always
/// right.
pub(super) async fn checked(act: &mut Act, name: &str, value: &str) -> Result<String> {
    let kept = value.to_owned();
    if value.is_empty() {
        return Ok(kept);
    }
    if name == WHOIS_SERVERS {
        return crate::domains::lookup::servers(value).map(|_| kept);
    }
    if let Some((_, words)) = WORDS.iter().find(|(setting, _)| *setting == name) {
        let word = words.iter().find(|word| word.eq_ignore_ascii_case(value.trim()));
        let said = || invalid("value", format!("It can be: {}", words.join(", ")));
        return word.map(|word| (*word).to_owned()).ok_or_else(said);
    }
    if name == LATE_FEE_AMOUNT && !is_fixed(act.settings.text(LATE_FEE_TYPE)) {
        let said = |_| invalid("value", "It must be a percentage such as 2.5");
        return Percent::parse(value.trim()).map(|_| kept).map_err(said);
    }
    if name == LATE_FEE_AMOUNT || AMOUNTS.contains(&name) {
        let currencies = act.currencies().await?;
        let home = currencies.currency(currencies.default_row()?.id)?;
        let amount = Money::parse(value.trim(), &home).ok().filter(|amount| amount.minor >= 0);
        let said = || invalid("value", format!("It must be an amount in {}", home.code()));
        return amount.map(|_| kept).ok_or_else(said);
    }
    let default = KNOWN.iter().find(|known| known.name == name).map_or("", |known| known.default);
    let is_number = |text: &str| text.parse::<i64>().is_ok();
    let wrong = match name {
        TIME_ZONE => TimeZone::get(value).is_err(),
        DATE_FORMAT => !["YYYY", "MM", "DD"].iter().all(|part| value.matches(part).count() == 1),
        AUTOMATION_TIME => !is_time(value),
        BILLING_DAY => !value.trim().parse().is_ok_and(|day: u8| day <= 31),
        _ if DAYS.contains(&name) || is_number(default) => !is_number(value),
        _ => false,
    };
    if wrong { Err(invalid("value", "Invalid value for the setting")) } else { Ok(kept) }
}

/// Whether a late fee is an amount and no percentage.
pub(crate) fn is_fixed(kind: &str) -> bool {
    kind.to_ascii_lowercase().starts_with("fixed")
}

fn is_time(text: &str) -> bool {
    let time = text.trim().split_once(':');
    let part = |text: &str, most: u8| text.parse::<u8>().is_ok_and(|number| number < most);
    time.is_some_and(|(hour, minute)| part(hour, 24) && part(minute, 60))
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, WORDS, is_time};

    #[test]
    fn what_is_used_at_first_is_one_of_the_words() {
        for (name, words) in WORDS {
            let known = KNOWN.iter().find(|known| known.name == *name).unwrap();
            assert!(known.default.is_empty() || words.contains(&known.default), "{name}");
        }
    }

    #[test]
    fn a_time_of_day_has_hours_and_minutes() {
        for (text, expected) in [("09:00", true), ("9:5", true), ("24:00", false), ("9", false)] {
            assert_eq!(is_time(text), expected, "{text}");
        }
    }
}
