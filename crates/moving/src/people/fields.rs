//! Custom fields of clients, products and tickets, and what stands in them.

use std::collections::BTreeMap;

use engine::people::custom_fields;
use model::ids::CustomFieldId;
use protocol::{CustomFieldEntry, GetCustomFields, GetCustomFieldsResponse};
use store::system::imports::Put;

use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::reading::{Page, Pages};

pub(crate) const FIELDS: &str = "custom fields";

/// The fields of a kind, with the type of each.
#[derive(Debug)]
pub(crate) struct Fields {
    kind: &'static str,
    types: BTreeMap<i64, String>,
}

impl Fields {
    /// Those that were brought in.
    pub(crate) async fn read(moving: &Moving<'_>, kind: &'static str) -> Result<Self> {
        let mut conn = moving.engine.read().await?;
        let rows = store::people::custom_fields::all(&mut conn).await?;
        let types = rows.into_iter().map(|row| (row.id.0, row.field_type)).collect();
        Ok(Self { kind, types })
    }

    /// A WHMCS tells the value of a client's field, but not the field: it is made with a name by
    /// which it can be found and given its own.
    pub(crate) async fn learn(
        &mut self,
        moving: &mut Moving<'_>,
        fields: impl Iterator<Item = i64>,
    ) -> Result<()> {
        for id in fields {
            if id <= 0 || self.types.contains_key(&id) {
                continue;
            }
            let name = format!("Field {id}");
            let field = Entry::of("custom_fields", id).set("kind", self.kind);
            let field = field.set("name", name.clone()).set("field_type", "textarea");
            moving.write(FIELDS, vec![field.set("admin_only", true)]).await?;
            self.types.insert(id, "textarea".to_owned());
            let why = format!("a WHMCS tells only its number: it is called {name}, for staff only");
            moving.report.note(FIELDS, id, why);
        }
        Ok(())
    }
}

/// What stands in the fields of one thing, as rows; empty values have none.
pub(crate) fn values(
    moving: &Moving<'_>,
    fields: &Fields,
    owner: i64,
    given: impl Iterator<Item = (i64, String)>,
) -> Result<Vec<Put>> {
    let mut rows = Vec::new();
    for (id, value) in given.filter(|(_, value)| !value.is_empty()) {
        let Some(kind) = fields.types.get(&id) else { continue };
        let field = CustomFieldId(id);
        let kept = custom_fields::as_kept(moving.engine, field, kind, owner, &value)?;
        rows.push(
            Put::into("custom_field_values")
                .set("field_id", id)
                .set("rel_id", owner)
                .set("value", kept.0)
                .set("sealed", kept.1),
        );
    }
    Ok(rows)
}

/// Only a Hostler tells all about its fields.
pub(super) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    if !moving.ours {
        return Ok(());
    }
    let mut pages = Pages::of(FIELDS);
    let call = |start, rows| GetCustomFields {
        limitstart: Some(start),
        limitnum: Some(rows),
        ..GetCustomFields::default()
    };
    let rows = |answer: GetCustomFieldsResponse| Page {
        rows: answer.customfields.0.customfield.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        let entries = rows.iter().map(field).collect();
        moving.write(FIELDS, entries).await?;
    }
    Ok(())
}

fn field(row: &CustomFieldEntry) -> Entry {
    Entry::of("custom_fields", row.fieldid.0)
        .set("kind", row.r#type.0.clone())
        .set("rel_id", row.relid.0)
        .set("name", row.name.0.clone())
        .set("field_type", row.fieldtype.0.clone())
        .set("description", row.description.0.clone())
        .set("options", row.options.0.clone())
        .set("pattern", row.regexpr.0.clone())
        .set("admin_only", row.adminonly.0)
        .set("required", row.required.0)
        .set("show_order", row.showorder.0)
        .set("show_invoice", row.showinvoice.0)
        .set("position", row.order.0)
}
