//! Custom fields of clients and of departments, asked and filled in.

use std::collections::BTreeMap;

use protocol::{ClientField, CustomFieldEntry};
use schemars::JsonSchema;
use serde::Serialize;

use super::inputs::keyed;
use super::money::{key, text};
use super::problem::Problem;
use crate::asked;

/// Something to fill in.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct AskedField {
    id: u64,
    name: String,
    description: Option<String>,
    is_required: bool,
    /// `text`, `password`, `link`, `dropdown`, `tickbox`, `textarea` or `date`.
    kind: String,
    /// What a dropdown offers.
    options: Vec<String>,
}

/// Something to fill in, and what is there.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct FilledField {
    #[serde(flatten)]
    field: AskedField,
    /// Null for nothing, and for a password, which is not told again.
    value: Option<String>,
}

pub(super) fn asked_field(row: CustomFieldEntry) -> AskedField {
    AskedField {
        id: key(row.fieldid.0),
        description: text(&row.description),
        is_required: row.required.0,
        options: row.offered().map(str::to_owned).collect(),
        kind: row.fieldtype.0.clone(),
        name: row.name.0,
    }
}

pub(super) fn filled_fields(
    rows: Vec<CustomFieldEntry>,
    values: &[ClientField],
) -> Vec<FilledField> {
    let filled = |row: CustomFieldEntry| {
        let value = values.iter().find(|value| value.id.0 == row.fieldid.0);
        let shown = value.filter(|_| &*row.fieldtype != "password");
        FilledField { value: shown.and_then(|value| text(&value.value)), field: asked_field(row) }
    };
    rows.into_iter().map(filled).collect()
}

/// What is filled in, by the id of the field, as the wire takes it.
pub(super) fn given(fields: &BTreeMap<String, String>) -> Result<asked::Given, Problem> {
    Ok(asked::given(keyed(fields, "/fields", String::clone)?.into_vec()))
}
