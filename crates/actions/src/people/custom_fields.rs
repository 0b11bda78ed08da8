//! `AddCustomField`, `UpdateCustomField`, `DeleteCustomField`, `GetCustomFields`: our own.

use engine::people::custom_fields::{check_pattern, shown_name};
use engine::system::{edits, keys};
use engine::{Act, Cx, Result, invalid};
use model::ids::{DepartmentId, ProductId};
use protocol::{
    AddCustomField, AddCustomFieldResponse, CustomFieldEntry, DeleteCustomField,
    DeleteCustomFieldResponse, GetCustomFields, GetCustomFieldsResponse, UpdateCustomField,
    UpdateCustomFieldResponse,
};
use store::catalogue::products;
use store::edits::things::CUSTOM_FIELD;
use store::people::custom_fields::{self, Kind, Listed};
use store::support::departments;

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddCustomField| Box::pin(add_custom_field(act, call)))
        .write(|act, call: UpdateCustomField| Box::pin(update_custom_field(act, call)))
        .write(|act, call: DeleteCustomField| Box::pin(delete_custom_field(act, call)))
        .read(|cx, call: GetCustomFields| Box::pin(get_custom_fields(cx, call)))
}

async fn add_custom_field(act: &mut Act, call: AddCustomField) -> Result<AddCustomFieldResponse> {
    check_pattern(call.regexpr.as_deref().unwrap_or_default())?;
    let (kind, rel_id) = (call.r#type.clone(), call.relid.unwrap_or_default());
    let fields = Fields::new()
        .word("kind", "type", Some(call.r#type), &["client", "product", "support"])?
        .number("rel_id", call.relid)
        .needed("name", call.name)?
        .word(
            "field_type",
            "fieldtype",
            call.fieldtype,
            &["text", "password", "link", "dropdown", "tickbox", "textarea", "date"],
        )?
        .text("description", call.description)
        .text("options", call.options)
        .text("pattern", call.regexpr)
        .flag("admin_only", call.adminonly)
        .flag("required", call.required)
        .flag("show_order", call.showorder)
        .flag("show_invoice", call.showinvoice)
        .number("position", call.order);
    check_owner(act, &kind.trim().to_ascii_lowercase(), number(rel_id)).await?;
    let id = edits::add(act, &CUSTOM_FIELD, fields.done()).await?;
    Ok(AddCustomFieldResponse { fieldid: id.into() })
}

/// Whether there is the product or department that a field is of.
async fn check_owner(act: &mut Act, kind: &str, id: i64) -> Result<()> {
    let c = &mut act.conn;
    let (is_there, said) = match kind {
        "product" => (products::by_id(c, ProductId(id)).await?.is_some(), "Product ID Not Found"),
        "support" => {
            (departments::by_id(c, DepartmentId(id)).await?.is_some(), "Department ID Not Found")
        }
        _ => return Ok(()),
    };
    if is_there { Ok(()) } else { Err(invalid("relid", said)) }
}

async fn update_custom_field(
    act: &mut Act,
    call: UpdateCustomField,
) -> Result<UpdateCustomFieldResponse> {
    check_pattern(call.regexpr.as_deref().unwrap_or_default())?;
    let is_secret = call.fieldtype.as_deref() == Some("password");
    let fields = Fields::new()
        .text("name", call.name)
        .word(
            "field_type",
            "fieldtype",
            call.fieldtype,
            &["text", "password", "link", "dropdown", "tickbox", "textarea", "date"],
        )?
        .text("description", call.description)
        .text("options", call.options)
        .text("pattern", call.regexpr)
        .flag("admin_only", call.adminonly)
        .flag("required", call.required)
        .flag("show_order", call.showorder)
        .flag("show_invoice", call.showinvoice)
        .number("position", call.order);
    let id = number(call.fieldid);
    edits::change(act, &CUSTOM_FIELD, id, fields.done()).await?;
    if is_secret {
        keys::seal_soon(act).await?;
    }
    Ok(UpdateCustomFieldResponse { fieldid: call.fieldid.into() })
}

async fn delete_custom_field(
    act: &mut Act,
    call: DeleteCustomField,
) -> Result<DeleteCustomFieldResponse> {
    edits::remove(act, &CUSTOM_FIELD, number(call.fieldid)).await?;
    Ok(DeleteCustomFieldResponse { fieldid: call.fieldid.into() })
}

async fn get_custom_fields(cx: &Cx, call: GetCustomFields) -> Result<GetCustomFieldsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let office = cx.caller.actor.is_office();
    let which = Listed {
        kind: call.r#type.as_deref().map(kind).transpose()?,
        rel_id: call.relid.map(number),
        without_staffs: !office,
    };
    let (rows, total) = custom_fields::page(&mut cx.read().await?, which, start, limit).await?;
    Ok(GetCustomFieldsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        customfields: rows
            .into_iter()
            .map(|row| CustomFieldEntry {
                fieldid: row.id.0.into(),
                r#type: row.kind.into(),
                relid: row.rel_id.into(),
                // The part for modules is for those who set fields up.
                name: if office { row.name.into() } else { shown_name(&row.name).into() },
                fieldtype: row.field_type.into(),
                description: row.description.into(),
                options: row.options.into(),
                regexpr: row.pattern.into(),
                adminonly: row.admin_only.into(),
                required: row.required.into(),
                showorder: row.show_order.into(),
                showinvoice: row.show_invoice.into(),
                order: row.position.into(),
            })
            .collect(),
    })
}

fn kind(word: &str) -> Result<Kind> {
    let kinds = [Kind::Client, Kind::Product, Kind::Support];
    kinds
        .into_iter()
        .find(|kind| kind.word() == word)
        .ok_or_else(|| invalid("type", "Invalid type: one of client, product, support"))
}
