//! `PreviewEmailTemplate`: our own.

use std::collections::BTreeMap;

use engine::system::edits;
use engine::system::settings::{COMPANY_NAME, SYSTEM_URL};
use engine::system::templates::fill;
use engine::{Cx, Result, invalid};
use protocol::wire::Csv;
use protocol::{PreviewEmailTemplate, PreviewEmailTemplateResponse};
use store::edits::things::EMAIL_TEMPLATE;

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
    registry.read(|cx, call: PreviewEmailTemplate| Box::pin(preview(cx, call)))
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
    let names = names(&format!("{subject}{message}"));
    let settings = cx.engine.settings().await?;
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
    Ok(PreviewEmailTemplateResponse {
        subject: fill(&subject, &fields).into(),
        message: fill(&message, &fields).into(),
        fields: Csv(names),
    })
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
