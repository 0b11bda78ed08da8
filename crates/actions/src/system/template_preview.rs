//! `PreviewEmailTemplate` and `TestEmailTemplate`: our own.

use engine::system::edits;
use engine::system::letter::{self, Letter};
use engine::system::mail::{NewMail, enqueue};
use engine::system::templates::with_examples;
use engine::{Act, Cx, Result, invalid};
use protocol::wire::Csv;
use protocol::{
    PreviewEmailTemplate, PreviewEmailTemplateResponse, TestEmailTemplate,
    TestEmailTemplateResponse,
};
use store::edits::things::EMAIL_TEMPLATE;
use store::people::staff;

use crate::Registry;
use crate::wire::number;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: PreviewEmailTemplate| Box::pin(preview(cx, call)))
        .write(|act, call: TestEmailTemplate| Box::pin(send_test(act, call)))
}

async fn preview(cx: &Cx, call: PreviewEmailTemplate) -> Result<PreviewEmailTemplateResponse> {
    let (subject, message) = match call.id {
        Some(id) => {
            let mut c = cx.read().await?;
            let row = edits::one(&mut c, &EMAIL_TEMPLATE, number(id)).await?;
            let or = |given: Option<String>, name| given.unwrap_or_else(|| row.text(name).into());
            (or(call.subject, "subject"), or(call.message, "message"))
        }
        None => match (call.subject, call.message) {
            (Some(subject), Some(message)) => (subject, message),
            _ => return Err(invalid("id", "Parameter 'id' is required")),
        },
    };
    let settings = cx.engine.settings().await?;
    let (mail, names) = with_examples(&settings, &subject, &message);
    let (subject, text, html) = (mail.subject, mail.text, mail.html);
    let whole = Letter { subject: &subject, text: &text, html: html.as_deref() };
    let whole = letter::sent(&settings, whole).unwrap_or_default();
    Ok(PreviewEmailTemplateResponse {
        message: html.unwrap_or_else(|| text.clone()).into(),
        text: text.into(),
        html: whole.into(),
        subject: subject.into(),
        fields: Csv(names),
    })
}

async fn send_test(act: &mut Act, call: TestEmailTemplate) -> Result<TestEmailTemplateResponse> {
    let row = edits::one(&mut act.conn, &EMAIL_TEMPLATE, number(call.id)).await?;
    let own = match act.caller.actor.staff() {
        Some(id) => staff::by_id(&mut act.conn, id).await?.map(|member| member.email),
        None => None,
    };
    let given = call.email.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let to = given.or(own).ok_or_else(|| invalid("email", "Parameter 'email' is required"))?;
    if !to.contains('@') {
        return Err(invalid("email", "The email address is not valid"));
    }
    let (mail, _) = with_examples(&act.settings, row.text("subject"), row.text("message"));
    let mail = NewMail { to: to.clone(), subject: format!("[Test] {}", mail.subject), ..mail };
    enqueue(act, &mail, None).await?;
    act.log(None, format!("Test Email Sent - {} - {to}", row.text("name"))).await?;
    Ok(TestEmailTemplateResponse { email: to.into() })
}
