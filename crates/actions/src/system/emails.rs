//! `GetEmailTemplates`, `SendEmail` and `SendAdminEmail`.

use std::collections::BTreeMap;

use engine::system::templates::{self, Circle, KINDS, Message};
use engine::{Act, Cx, Result, invalid};
use model::ids::DepartmentId;
use protocol::wire::Keyed;
use protocol::{
    EmailTemplate, GetEmailTemplates, GetEmailTemplatesResponse, SendAdminEmail,
    SendAdminEmailResponse, SendEmail, SendEmailResponse,
};
use store::system::email_templates;

use crate::Registry;
use crate::wire::number;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetEmailTemplates| Box::pin(get_email_templates(cx, call)))
        .write(|act, call: SendEmail| Box::pin(send_email(act, call)))
        .write(|act, call: SendAdminEmail| Box::pin(send_admin_email(act, call)))
}

async fn get_email_templates(
    cx: &Cx,
    call: GetEmailTemplates,
) -> Result<GetEmailTemplatesResponse> {
    let mut c = cx.read().await?;
    let language = call.language.as_deref().unwrap_or_default();
    let rows = email_templates::list(&mut c, call.r#type.as_deref(), language).await?;
    Ok(GetEmailTemplatesResponse {
        totalresults: rows.len().into(),
        emailtemplates: rows
            .into_iter()
            .map(|row| EmailTemplate {
                id: row.id.0.into(),
                name: row.name.into(),
                subject: row.subject.into(),
                custom: row.custom.into(),
            })
            .collect(),
    })
}

/// Mails about what this action cannot name, as the vendor lists them
/// (<https://developers.whmcs.com/api-reference/sendemail/>), and those of ours that are like them.
const ONLY_BY_ITSELF: [&str; 10] = [
    templates::ORDER_CONFIRMATION,
    templates::QUOTE_DELIVERY,
    templates::QUOTE_ACCEPTED,
    templates::QUOTE_ACCEPTED_TO_STAFF,
    templates::PASSWORD_RESET,
    templates::PASSWORD_CHANGED,
    templates::EMAIL_VERIFICATION,
    templates::INVITATION,
    "Clients Only Bounce Message",
    "Replies Only Bounce Message",
];

async fn send_email(act: &mut Act, call: SendEmail) -> Result<SendEmailResponse> {
    if call.messagename.as_deref().is_some_and(|name| ONLY_BY_ITSELF.contains(&name)) {
        return Err(invalid("messagename", "Sending Failed. Please see documentation."));
    }
    let message = match (&call.messagename, &call.customtype) {
        (Some(name), _) => Message::Named(name.clone()),
        (None, Some(kind)) => custom(kind, call.customsubject, call.custommessage)?,
        (None, None) => {
            let said = "You must provide either an existing email template name or a custom \
                        message type";
            return Err(invalid("messagename", said));
        }
    };
    let extra = call.customvars.map(|vars| pairs(vars.0)).unwrap_or_default();
    templates::send(act, &message, call.id.map(number), &extra).await?;
    Ok(SendEmailResponse {})
}

async fn send_admin_email(act: &mut Act, call: SendAdminEmail) -> Result<SendAdminEmailResponse> {
    let message = match call.messagename {
        Some(name) => Message::Named(name),
        None => custom("general", call.customsubject, call.custommessage)?,
    };
    let department = call.deptid.filter(|id| *id > 0).map(|id| DepartmentId(number(id)));
    // A word of another action may have been left in it (quirk 1.7), so it refuses nothing.
    let circle = match call.r#type.as_deref().map(str::trim) {
        Some("account") => Circle::Account,
        Some("support") => Circle::Support,
        _ => Circle::System,
    };
    templates::send_to_staff(act, &message, circle, department, &pairs(call.mergefields)).await?;
    Ok(SendAdminEmailResponse {})
}

fn custom(kind: &str, subject: Option<String>, body: Option<String>) -> Result<Message> {
    if !KINDS.contains(&kind) {
        return Err(invalid("customtype", "Invalid message type provided"));
    }
    let subject = subject
        .ok_or_else(|| invalid("customsubject", "A subject is required for a custom message"))?;
    let body = body.ok_or_else(|| {
        invalid("custommessage", "A message body is required for a custom message")
    })?;
    templates::check_for_once("customsubject", &subject)?;
    templates::check_for_once("custommessage", &body)?;
    Ok(Message::Custom { kind: kind.to_owned(), subject, body })
}

fn pairs(given: Keyed<String>) -> BTreeMap<String, String> {
    given.into_vec().into_iter().collect()
}
