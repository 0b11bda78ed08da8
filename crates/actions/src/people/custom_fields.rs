//! `AddCustomField`, `UpdateCustomField`, `DeleteCustomField`, `GetCustomFields`: our own.

use engine::people::custom_fields::check_pattern;
use engine::system::edits;
use engine::{Act, Cx, Result};
use protocol::{
    AddCustomField, AddCustomFieldResponse, CustomFieldEntry, DeleteCustomField,
    DeleteCustomFieldResponse, GetCustomFields, GetCustomFieldsResponse, UpdateCustomField,
    UpdateCustomFieldResponse,
};
use store::edits::things::CUSTOM_FIELD;

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
    let id = edits::add(act, &CUSTOM_FIELD, fields.done()).await?;
    Ok(AddCustomFieldResponse { fieldid: id.into() })
}

async fn update_custom_field(
    act: &mut Act,
    call: UpdateCustomField,
) -> Result<UpdateCustomFieldResponse> {
    check_pattern(call.regexpr.as_deref().unwrap_or_default())?;
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
    let (rows, total) = edits::page(&mut cx.read().await?, &CUSTOM_FIELD, start, limit).await?;
    Ok(GetCustomFieldsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        customfields: rows
            .iter()
            .map(|row| CustomFieldEntry {
                fieldid: row.id.into(),
                r#type: row.text("kind").into(),
                relid: row.number("rel_id").into(),
                name: row.text("name").into(),
                fieldtype: row.text("field_type").into(),
                description: row.text("description").into(),
                options: row.text("options").into(),
                regexpr: row.text("pattern").into(),
                adminonly: row.flag("admin_only").into(),
                required: row.flag("required").into(),
                showorder: row.flag("show_order").into(),
                showinvoice: row.flag("show_invoice").into(),
                order: row.number("position").into(),
            })
            .collect(),
    })
}
