//! `PreviewEmailTemplate` and `TestEmailTemplate`: our own.

use std::collections::BTreeMap;

use engine::system::edits;
use engine::system::letter::{self, Letter};
use engine::system::mail::{NewMail, enqueue};
use engine::system::settings::{COMPANY_NAME, SYSTEM_URL, Settings};
use engine::system::templates::{fill, plain};
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

/// What stands for the fields that mails have most.
const EXAMPLES: [(&str, &str); 12] = [
    ("client_name", "Jane Doe"),
    ("client_first_name", "Jane"),
    ("client_last_name", "Doe"),
    ("client_email", "jane@example.com"),
    ("invoice_num", "2026-0001"),
    ("invoice_total", "$10.00 USD"),
    ("invoice_balance", "$10.00 USD"),
    ("invoice_date_due", "2026-01-31"),
    ("service_product_name", "Starter"),
    ("service_domain", "jane.example"),
    ("domain_name", "jane.example"),
    ("ticket_id", "ABC-123456"),
];

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
    let (subject, message, names) = with_examples(&settings, &subject, &message);
    let (text, html) = parts(&message);
    let whole = Letter { subject: &subject, text: &text, html: html.as_deref() };
    let whole = letter::sent(&settings, whole).unwrap_or_default();
    Ok(PreviewEmailTemplateResponse {
        text: text.into(),
        html: whole.into(),
        subject: subject.into(),
        message: message.into(),
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
    let (subject, message, _) =
        with_examples(&act.settings, row.text("subject"), row.text("message"));
    let (text, html) = parts(&message);
    let mail = NewMail {
        to: to.clone(),
        subject: format!("[Test] {subject}").replace(char::is_control, " "),
        text,
        html,
        ..NewMail::default()
    };
    enqueue(act, &mail, None).await?;
    act.log(None, format!("Test Email Sent - {} - {to}", row.text("name"))).await?;
    Ok(TestEmailTemplateResponse { email: to.into() })
}

/// The plain text of a message, and its HTML if it is some.
fn parts(message: &str) -> (String, Option<String>) {
    let html = message.contains("</") || message.contains("<br") || message.contains("<p>");
    match html {
        true => (plain(message), Some(message.to_owned())),
        false => (message.to_owned(), None),
    }
}

/// Subject and message with examples in place of their fields, and the names of those.
fn with_examples(
    settings: &Settings,
    subject: &str,
    message: &str,
) -> (String, String, Vec<String>) {
    let names = names(&format!("{subject}{message}"));
    let value = |name: &str| match name {
        "company_name" | "signature" => settings.text(COMPANY_NAME).to_owned(),
        "whmcs_url" => settings.text(SYSTEM_URL).to_owned(),
        _ => EXAMPLES
            .iter()
            .find(|(known, _)| *known == name)
            .map_or_else(|| format!("[{name}]"), |(_, example)| (*example).to_owned()),
    };
    let fields: BTreeMap<String, String> =
        names.iter().map(|name| (name.clone(), value(name))).collect();
    (fill(subject, &fields), fill(message, &fields), names)
}

/// The fields that a text asks for, each once.
fn names(text: &str) -> Vec<String> {
    let mut found: Vec<String> = text
        .split("{$")
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
        .filter(|name| !name.is_empty())
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
