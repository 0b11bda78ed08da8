//! Values of the fields that the house adds to clients, services and tickets.

use model::ids::CustomFieldId;
use regex::{Regex, RegexBuilder};
use store::Conn;
use store::people::custom_fields::{self, CustomFieldRow, Kind, ValueRow};

use crate::{Act, Result, invalid};

/// Values by field, as callers send them.
pub type Given = [(CustomFieldId, String)];

/// The value of every field of one client, service or ticket; `parent` is the product or
/// department, 0 for clients.
///
/// # Errors
/// When the database fails.
pub async fn values(c: &mut Conn, kind: Kind, parent: i64, owner: i64) -> Result<Vec<ValueRow>> {
    Ok(custom_fields::values(c, kind, parent, owner).await?)
}

/// The most bytes that a pattern may need when it is compiled.
const PATTERN_BYTES_MAX: usize = 1 << 20;

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

/// Refuses a value that is not like the field's pattern. Patterns of an older time that cannot be
/// read stop nobody.
///
/// # Errors
/// Invalid, naming the field by `name`.
pub fn fits(field: &CustomFieldRow, value: &str, name: &str) -> Result<()> {
    match pattern(&field.pattern) {
        Some(Ok(pattern)) if !value.trim().is_empty() && !pattern.is_match(value.trim()) => {
            let said = format!("{} is not written as it must be", field.name);
            Err(invalid(name.to_owned(), said))
        }
        _ => Ok(()),
    }
}

/// Refuses when a value is not as its field asks.
async fn check_fit(c: &mut Conn, kind: Kind, parent: i64, given: &Given) -> Result<()> {
    for field in custom_fields::of(c, kind, parent).await? {
        if let Some((_, value)) = given.iter().find(|(id, _)| *id == field.id) {
            fits(&field, value, &format!("customfields[{}]", field.id))?;
        }
    }
    Ok(())
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
        Some(field) => Err(invalid(
            format!("customfields[{}]", field.id),
            format!("You did not provide required custom field value for {}", field.name),
        )),
        None => Ok(()),
    }
}

/// Sets the given values; fields of another kind or parent are skipped, as a WHMCS does. Gives the
/// changes as name, value before, value after.
///
/// # Errors
/// When the database fails.
pub async fn set(
    act: &mut Act,
    kind: Kind,
    parent: i64,
    owner: i64,
    given: &Given,
) -> Result<Vec<(String, String, String)>> {
    if given.is_empty() {
        return Ok(Vec::new());
    }
    check_fit(&mut act.conn, kind, parent, given).await?;
    let mut changes = Vec::new();
    for before in custom_fields::values(&mut act.conn, kind, parent, owner).await? {
        let Some((_, value)) = given.iter().find(|(id, _)| *id == before.field_id) else {
            continue;
        };
        if *value == before.value {
            continue;
        }
        custom_fields::set(&mut act.conn, before.field_id, owner, value).await?;
        changes.push((before.name, before.value, value.clone()));
    }
    Ok(changes)
}
