//! Mails of the automation: what cannot be written holds up nothing.

use std::collections::BTreeMap;

use crate::system::templates::{self, Message};
use crate::{Act, Fault, Result};

/// Sends a mail of a template about a thing, with more fields; a refusal is a line in the log.
pub(super) async fn send(
    act: &mut Act,
    name: &str,
    id: i64,
    more: &[(&str, String)],
) -> Result<()> {
    let message = Message::Named(name.to_owned());
    let more: BTreeMap<String, String> =
        more.iter().map(|(field, value)| ((*field).to_owned(), value.clone())).collect();
    match templates::send(act, &message, Some(id), &more).await {
        Err(Fault::Refused(refusal)) => {
            act.log(None, format!("Email Sending Failed - {name} - {refusal}")).await
        }
        other => other,
    }
}
