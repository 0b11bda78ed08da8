//! Mail templates, edited: our own actions.

use engine::system::edits;
use engine::system::templates::{check_for_template, of_template, own_fields};
use engine::{Act, Cx, Result};
use protocol::wire::Csv;
use protocol::{
    AddEmailTemplate, AddEmailTemplateResponse, DeleteEmailTemplate, DeleteEmailTemplateResponse,
    EmailTemplateEntry, GetEmailTemplateDetails, GetEmailTemplateDetailsResponse,
    UpdateEmailTemplate, UpdateEmailTemplateResponse,
};
use store::edits::Record;
use store::edits::things::EMAIL_TEMPLATE;

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddEmailTemplate| Box::pin(add_email_template(act, call)))
        .write(|act, call: UpdateEmailTemplate| Box::pin(update_email_template(act, call)))
        .write(|act, call: DeleteEmailTemplate| Box::pin(delete_email_template(act, call)))
        .read(|cx, call: GetEmailTemplateDetails| Box::pin(get_email_template_details(cx, call)))
}

async fn add_email_template(
    act: &mut Act,
    call: AddEmailTemplate,
) -> Result<AddEmailTemplateResponse> {
    let own = own_fields(call.ownfields.as_deref().unwrap_or_default())?;
    let about = (call.r#type.as_str(), call.name.trim());
    check_for_template(about, &own, ("subject", &call.subject))?;
    check_for_template(about, &own, ("message", &call.message))?;
    let fields = Fields::new()
        .needed("subject", call.subject)?
        .needed("message", call.message)?
        .text("own_fields", Some(own))
        .flag("disabled", call.disabled)
        .word(
            "type",
            "type",
            Some(call.r#type),
            &["general", "product", "domain", "invoice", "support", "affiliate", "admin"],
        )?
        .needed("name", call.name)?
        .text("language", call.language)
        .flag("custom", call.custom);
    let id = edits::add(act, &EMAIL_TEMPLATE, fields.done()).await?;
    Ok(AddEmailTemplateResponse { id: id.into() })
}

async fn update_email_template(
    act: &mut Act,
    call: UpdateEmailTemplate,
) -> Result<UpdateEmailTemplateResponse> {
    let id = number(call.id);
    let before = edits::one(&mut act.conn, &EMAIL_TEMPLATE, id).await?;
    let about = (before.text("type"), before.text("name"));
    let own = call.ownfields.as_deref().map(own_fields).transpose()?;
    let known = own.as_deref().unwrap_or(before.text("own_fields"));
    for (parameter, text) in [("subject", &call.subject), ("message", &call.message)] {
        // What is not sent is not looked at, so that an old text can be switched off.
        check_for_template(about, known, (parameter, text.as_deref().unwrap_or_default()))?;
    }
    let fields = Fields::new()
        .kept("subject", call.subject)?
        .kept("message", call.message)?
        .text("own_fields", own)
        .flag("disabled", call.disabled);
    edits::change(act, &EMAIL_TEMPLATE, id, fields.done()).await?;
    Ok(UpdateEmailTemplateResponse { id: call.id.into() })
}

async fn delete_email_template(
    act: &mut Act,
    call: DeleteEmailTemplate,
) -> Result<DeleteEmailTemplateResponse> {
    edits::remove(act, &EMAIL_TEMPLATE, number(call.id)).await?;
    Ok(DeleteEmailTemplateResponse { id: call.id.into() })
}

async fn get_email_template_details(
    cx: &Cx,
    call: GetEmailTemplateDetails,
) -> Result<GetEmailTemplateDetailsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let (rows, total) = edits::page(&mut cx.read().await?, &EMAIL_TEMPLATE, start, limit).await?;
    Ok(GetEmailTemplateDetailsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        emailtemplates: rows.iter().map(entry).collect(),
    })
}

fn entry(row: &Record) -> EmailTemplateEntry {
    let fields = of_template(row.text("type"), row.text("name"));
    EmailTemplateEntry {
        id: row.id.into(),
        subject: row.text("subject").into(),
        message: row.text("message").into(),
        disabled: row.flag("disabled").into(),
        r#type: row.text("type").into(),
        name: row.text("name").into(),
        language: row.text("language").into(),
        custom: row.flag("custom").into(),
        ownfields: row.text("own_fields").into(),
        mergefields: Csv(fields.into_iter().map(str::to_owned).collect()),
    }
}
