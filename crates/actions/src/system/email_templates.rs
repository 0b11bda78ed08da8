//! Mail templates, edited: our own actions.

use engine::system::edits;
use engine::{Act, Cx, Result};
use protocol::{
    AddEmailTemplate, AddEmailTemplateResponse, DeleteEmailTemplate, DeleteEmailTemplateResponse,
    EmailTemplateEntry, GetEmailTemplateDetails, GetEmailTemplateDetailsResponse,
    UpdateEmailTemplate, UpdateEmailTemplateResponse,
};
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
    let fields = Fields::new()
        .needed("subject", call.subject)?
        .needed("message", call.message)?
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
    let fields = Fields::new()
        .text("subject", call.subject)
        .text("message", call.message)
        .flag("disabled", call.disabled);
    let id = number(call.id);
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
        emailtemplates: rows
            .iter()
            .map(|row| EmailTemplateEntry {
                id: row.id.into(),
                subject: row.text("subject").into(),
                message: row.text("message").into(),
                disabled: row.flag("disabled").into(),
                r#type: row.text("type").into(),
                name: row.text("name").into(),
                language: row.text("language").into(),
                custom: row.flag("custom").into(),
            })
            .collect(),
    })
}
