//! Values of the fields that the house adds to clients, services and tickets.

mod kept;

use std::collections::HashMap;

use jiff::civil::Date;
use model::ids::CustomFieldId;
use regex::{Regex, RegexBuilder};
use store::Conn;
use store::people::custom_fields::{self, CustomFieldRow, Kind};

pub use self::kept::{as_kept, of_services, set, set_among, values};
pub(crate) use self::kept::{put, seal_plain};
use crate::{Fault, Result, invalid};

/// Values by field, as callers send them.
pub type Given = [(CustomFieldId, String)];

/// Names and values of the fields that invoices show, by client or service.
pub(crate) type OnInvoices = HashMap<i64, Vec<(String, String)>>;

/// What invoices show of the fields of clients or services.
///
/// # Errors
/// When the database fails.
pub(crate) async fn on_invoices(c: &mut Conn, kind: Kind, owners: &[i64]) -> Result<OnInvoices> {
    let mut found = OnInvoices::new();
    if !owners.is_empty() {
        for row in custom_fields::on_invoices(c, kind, owners).await? {
            let name = shown_name(&row.name).to_owned();
            let shown = (name, readable(&row.field_type, &row.value));
            found.entry(row.rel_id).or_default().push(shown);
        }
    }
    Ok(found)
}

/// What people see of the name of a field or an option: `plan|Which plan?` is `Which plan?` to
/// them (<https://docs.whmcs.com/products/custom-fields/>).
#[must_use]
pub fn shown_name(name: &str) -> &str {
    name.split_once('|').map_or(name, |(_, shown)| shown.trim())
}

/// The part of such a name that modules read: `plan|Which plan?` is `plan` to them.
pub(crate) fn key_of(name: &str) -> &str {
    name.split_once('|').map_or(name, |(key, _)| key).trim()
}

/// A value as people read it.
pub(crate) fn readable(field_type: &str, value: &str) -> String {
    match field_type {
        // Only the set one is kept.
        "tickbox" => "Yes".to_owned(),
        _ => value.to_owned(),
    }
}

/// The most bytes that a pattern may need when it is compiled.
const PATTERN_BYTES_MAX: usize = 1 << 20;

/// The most bytes that a value may have.
pub(crate) const VALUE_BYTES_MAX: usize = 4_096;

/// Reads what values of a field must be like; with slashes around it, as PHP writes them, or
/// without. Nothing for no pattern.
fn pattern(text: &str) -> Option<std::result::Result<Regex, regex::Error>> {
    let text = text.trim();
    let bare = text.strip_prefix('/').and_then(|rest| rest.rsplit_once('/'));
    let (bare, flags) = bare.unwrap_or((text, ""));
    (!bare.is_empty()).then(|| {
        let mut builder = RegexBuilder::new(bare);
        builder.case_insensitive(flags.contains('i')).size_limit(PATTERN_BYTES_MAX).build()
    })
}

/// Refuses a pattern that cannot be read, so that it is noticed by whoever writes it.
///
/// # Errors
/// Invalid, naming the parameter.
pub fn check_pattern(text: &str) -> Result<()> {
    match pattern(text) {
        Some(Err(_)) => {
            let said = "This cannot be read as a regular expression, such as ^[A-Z]{2}[0-9]+$";
            Err(invalid("regexpr", said))
        }
        _ => Ok(()),
    }
}

/// What is kept of a value: refused when it is not what the field's kind asks for, or not like its
/// pattern. Nothing is a value of every kind. Patterns of an older time that cannot be read stop
/// nobody.
///
/// # Errors
/// Invalid, naming the field as `customfields[id]`; the sentence has its name.
pub fn fitting(field: &CustomFieldRow, value: &str) -> Result<String> {
    let (bare, name) = (value.trim(), shown_name(&field.name));
    let refuse = |said: String| Err(invalid(named(field), said));
    if bare.is_empty() {
        return Ok(value.to_owned());
    }
    if value.len() > VALUE_BYTES_MAX {
        return refuse(format!("{name} must have at most {VALUE_BYTES_MAX} bytes"));
    }
    match field.field_type.as_str() {
        "dropdown" => {
            let options: Vec<&str> = options(field).collect();
            if !options.is_empty() && !options.contains(&bare) {
                return refuse(format!("{name} must be one of: {}", options.join(", ")));
            }
        }
        "tickbox" => match bare.to_ascii_lowercase().as_str() {
            "on" | "1" | "true" | "yes" => return Ok("on".to_owned()),
            "off" | "0" | "false" | "no" => return Ok(String::new()),
            _ => return refuse(format!("{name} is a tick box: on, or nothing")),
        },
        "link" if !is_link(bare) => {
            return refuse(format!("{name} must be a web address, as https://example.com"));
        }
        "date" if bare.parse::<Date>().is_err() => {
            return refuse(format!("{name} must be a date, as 2026-01-31"));
        }
        _ => {}
    }
    match pattern(&field.pattern) {
        Some(Ok(pattern)) if !pattern.is_match(bare) => {
            refuse(format!("{name} is not written as it must be"))
        }
        _ => Ok(value.to_owned()),
    }
}

/// How a refusal names a field.
#[must_use]
pub fn named(field: &CustomFieldRow) -> String {
    format!("customfields[{}]", field.id)
}

/// What a dropdown offers, in its order.
fn options(field: &CustomFieldRow) -> impl Iterator<Item = &str> {
    field.options.split(',').map(str::trim).filter(|option| !option.is_empty())
}

/// An address that a browser can follow and that runs nothing.
fn is_link(text: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let (head, rest) = text.split_at_checked(scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    rest.is_some_and(|rest| !rest.is_empty() && !text.chars().any(char::is_whitespace))
}

/// Which answers are due of somebody who is not of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// What is asked for on the order form, of somebody new.
    SignUp,
    /// All that the fields ask for.
    All,
    /// What is said already may not be emptied; what is not said stays.
    Kept,
}

/// Refuses what a client or visitor leaves out though it is asked for, and what it says of fields
/// that it may not fill in: there are none for the staff alone to it.
///
/// # Errors
/// Invalid, naming the field as `customfields[id]`.
pub fn check_answers(fields: &[CustomFieldRow], given: &Given, due: Due) -> Result<()> {
    for (id, _) in given {
        if !fields.iter().any(|field| field.id == *id && !field.admin_only) {
            return Err(invalid(
                format!("customfields[{id}]"),
                format!("There is no custom field {id}"),
            ));
        }
    }
    let said = |id| given.iter().find(|(each, _)| *each == id).map(|(_, value)| value.trim());
    let missing = fields.iter().filter(|field| field.required && !field.admin_only).find(|field| {
        match (due, said(field.id)) {
            (_, Some(value)) => value.is_empty(),
            (Due::SignUp, None) => field.show_order,
            (Due::All, None) => true,
            (Due::Kept, None) => false,
        }
    });
    missing.map_or(Ok(()), |field| Err(required(field)))
}

fn required(field: &CustomFieldRow) -> Fault {
    let name = shown_name(&field.name);
    let said = format!("You did not provide required custom field value for {name}");
    invalid(named(field), said)
}

/// Refuses when a required field has no value.
///
/// # Errors
/// Invalid, naming the field (`https://developers.whmcs.com/api-reference/addclient/`).
pub async fn check_required(c: &mut Conn, kind: Kind, parent: i64, given: &Given) -> Result<()> {
    let fields = custom_fields::of(c, kind, parent).await?;
    let filled = |field: &CustomFieldRow| {
        given.iter().any(|(id, value)| *id == field.id && !value.trim().is_empty())
    };
    match fields.iter().find(|field| field.required && !filled(field)) {
        Some(field) => Err(required(field)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use model::ids::CustomFieldId;
    use store::people::custom_fields::CustomFieldRow;

    use super::fitting;
    use crate::Fault;

    fn check(kind: &str, value: &str) -> Result<String, String> {
        let field = CustomFieldRow {
            id: CustomFieldId(7),
            kind: "product".to_owned(),
            rel_id: 1,
            name: "colour|Colour".to_owned(),
            field_type: kind.to_owned(),
            description: String::new(),
            options: "Red, Dark Blue,".to_owned(),
            pattern: if kind == "text" { "/^[a-z]+$/i" } else { "" }.to_owned(),
            admin_only: false,
            required: false,
            show_order: true,
            show_invoice: false,
            position: 0,
        };
        fitting(&field, value).map_err(|fault| match fault {
            Fault::Refused(refusal) => {
                assert_eq!(refusal.field.as_deref(), Some("customfields[7]"));
                refusal.said.into_owned()
            }
            broken @ Fault::Broken(_) => panic!("{broken:?}"),
        })
    }

    #[test]
    fn a_value_is_what_its_kind_asks_for() {
        let one_of = "Colour must be one of: Red, Dark Blue";
        let tick = "Colour is a tick box: on, or nothing";
        let link = "Colour must be a web address, as https://example.com";
        let date = "Colour must be a date, as 2026-01-31";
        for (kind, value, expected) in [
            ("dropdown", "Dark Blue", Ok("Dark Blue")),
            ("dropdown", "", Ok("")),
            ("dropdown", "Green", Err(one_of)),
            ("dropdown", "Red, Dark Blue", Err(one_of)),
            ("tickbox", "1", Ok("on")),
            ("tickbox", "On", Ok("on")),
            ("tickbox", "no", Ok("")),
            ("tickbox", "maybe", Err(tick)),
            ("link", "https://example.com/a?b", Ok("https://example.com/a?b")),
            ("link", "HTTP://example.com", Ok("HTTP://example.com")),
            ("link", "javascript:alert(1)", Err(link)),
            ("link", "https://", Err(link)),
            ("link", "https://a b", Err(link)),
            ("date", "2026-02-28", Ok("2026-02-28")),
            ("date", "2026-02-30", Err(date)),
            ("textarea", "a\nb", Ok("a\nb")),
            ("password", "p w", Ok("p w")),
            ("text", "Abc", Ok("Abc")),
            ("text", "ab1", Err("Colour is not written as it must be")),
        ] {
            let expected = expected.map(str::to_owned).map_err(str::to_owned);
            assert_eq!(check(kind, value), expected, "{kind} {value}");
        }
    }
}
