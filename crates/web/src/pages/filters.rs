//! What templates of the office say beyond [`super::words`]: amounts of the wire, and ages.

use jiff::civil::DateTime;
use minijinja::value::Kwargs;
use minijinja::{Environment, Value};

use super::words::{Money, day};

/// What stands where there is nothing to say.
const NOTHING: &str = "–";

pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_filter("money", money);
    environment.add_filter("grouped", |text: String| grouped(&text));
    environment.add_filter("ago", |text: String, now: String| ago(&text, &now));
    environment.add_filter("named", |module: String, gateways: Value| named(&module, &gateways));
    environment.add_filter("with_kept", |choices: Value, kept: String| {
        with_kept(&choices, std::iter::once(&*kept))
    });
    environment.add_filter("with_all_kept", |choices: Value, kept: String| {
        with_kept(&choices, kept.split(','))
    });
    environment.add_test("permitting", |shell: Value, action: String| {
        shell.get_attr("may").is_ok_and(|may| permits(may.as_str().unwrap_or_default(), &action))
    });
}

/// Whether a role permits an action: pages offer only what can be done.
fn permits(may: &str, action: &str) -> bool {
    may.split(',').map(str::trim).any(|each| each == "*" || each.eq_ignore_ascii_case(action))
}

/// Choices, and among them what is kept now though nobody could choose it any more, or though this
/// role is not told what there is: a form that is saved as it stands changes nothing.
fn with_kept<'a>(choices: &Value, kept: impl Iterator<Item = &'a str>) -> Vec<Value> {
    let mut all: Vec<Value> = choices.try_iter().map(Iterator::collect).unwrap_or_default();
    for each in kept.filter(|each| !each.is_empty() && *each != "0") {
        let is_it = |choice: &Value| {
            choice.get_item_by_index(0).is_ok_and(|value| value.to_string() == each)
        };
        if !all.iter().any(is_it) {
            all.push(Value::from(vec![each.to_owned(), each.to_owned()]));
        }
    }
    all
}

/// `{{ amount|money(prefix=row.currencyprefix, suffix=row.currencysuffix) }}`
fn money(amount: String, options: Kwargs) -> Result<String, minijinja::Error> {
    let prefix: Option<String> = options.get("prefix")?;
    let suffix: Option<String> = options.get("suffix")?;
    options.assert_all_used()?;
    Ok(money_text(&amount, &prefix.unwrap_or_default(), &suffix.unwrap_or_default()))
}

/// An amount as people read it, `-$1,234.50`; none is a dash.
pub(crate) fn money_text(amount: &str, prefix: &str, suffix: &str) -> String {
    if amount.is_empty() {
        return NOTHING.to_owned();
    }
    Money { prefix: prefix.to_owned(), suffix: suffix.to_owned(), format: 0 }.text(amount)
}

/// A number with a comma before each three digits.
pub(crate) fn grouped(number: &str) -> String {
    Money::default().text(number)
}

/// `4 min ago`; what lies more than two days back is said as a day.
pub(crate) fn ago(text: &str, now: &str) -> String {
    let (Ok(then), Ok(now)) = (text.parse::<DateTime>(), now.parse::<DateTime>()) else {
        return NOTHING.to_owned();
    };
    let minutes = now.duration_since(then).as_mins();
    match minutes {
        i64::MIN..1 => "just now".to_owned(),
        1..60 => format!("{minutes} min ago"),
        60..2880 => format!("{} h ago", minutes / 60),
        _ => day(text),
    }
}

/// The name of a module among pairs of module and name; itself where it is not among them.
fn named(module: &str, gateways: &Value) -> String {
    let pairs = gateways.try_iter().into_iter().flatten();
    let part = |pair: &Value, at| pair.get_item_by_index(at).ok().map(|part| part.to_string());
    let found = pairs.filter(|pair| part(pair, 0).as_deref() == Some(module));
    let found = found.filter(|_| !module.is_empty()).find_map(|pair| part(&pair, 1));
    found.unwrap_or_else(|| gateway(module))
}

/// Nothing is said about the gateway of what is not paid through one.
fn gateway(name: &str) -> String {
    if name.is_empty() { NOTHING.to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{ago, money_text, permits, with_kept};
    use minijinja::Value;

    #[test]
    fn what_is_kept_can_be_kept() {
        let pair = |value: &str| Value::from(vec![value.to_owned(), value.to_owned()]);
        let choices = Value::from(vec![pair(""), pair("a"), pair("2")]);
        for (kept, expected) in [("", 3), ("0", 3), ("a", 3), ("2", 3), ("c", 4), ("a,c,d", 5)] {
            let all = with_kept(&choices, kept.split(','));
            assert_eq!(all.len(), expected, "{kept}: {all:?}");
        }
    }

    #[test]
    fn a_role_permits_what_it_names() {
        for (may, expected) in [("*", true), ("A,GetX,B", true), ("GetXs,Get", false), ("", false)]
        {
            assert_eq!(permits(may, "GetX"), expected, "{may}");
        }
    }

    #[test]
    fn amounts_are_said_for_people() {
        for (amount, expected) in [
            ("0.00", "$0.00"),
            ("1234.5", "$1,234.5"),
            ("-1234567.00", "-$1,234,567.00"),
            ("", "–"),
        ] {
            assert_eq!(money_text(amount, "$", ""), expected);
        }
    }

    #[test]
    fn the_past_is_said_by_how_near_it_is() {
        for (then, expected) in [
            ("2026-01-31 09:30:00", "just now"),
            ("2026-01-31 09:26:00", "4 min ago"),
            ("2026-01-31 07:29:00", "2 h ago"),
            ("2026-01-28 07:29:00", "28 Jan 2026"),
            ("2026-01-31 09:31:00", "just now"),
        ] {
            assert_eq!(ago(then, "2026-01-31 09:30:00"), expected, "{then}");
        }
    }
}
