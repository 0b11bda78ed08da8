//! What registries have to say: written down, acted upon, and only then taken away (RFC 5730
//! section 2.9.2.3).

use ports::registrar::RegistryMessage;
use serde_json::json;
use store::domains::names::{self, DomainRow};

use super::registrars;
use crate::{Cx, Fault, Job, Result};

/// Messages of one registrar that are read in one run; the others wait for the next.
const MESSAGES_MAX: usize = 200;
/// So much of a message stands in the log.
const TEXT_CHARS_MAX: usize = 500;

/// What was read of a registrar's messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The registrar.
    pub registrar: &'static str,
    /// What they said, oldest first, with the names that they were about.
    pub messages: Vec<String>,
    /// Why it was broken off: the message at which that was waits for the next time.
    pub failure: Option<String>,
}

/// Reads the messages of every registrar that keeps some.
///
/// # Errors
/// When the database fails. A registrar that fails is no error: the others are read all the same.
pub async fn read_all(cx: &Cx) -> Result<Vec<Read>> {
    let active = registrars::active(&cx.engine, &mut cx.read().await?).await?;
    let mut all = Vec::new();
    for registrars::Active { module, .. } in active {
        let registrar = cx.engine.world().registrars.get(module);
        if !registrar.is_some_and(|registrar| registrar.capabilities().messages) {
            continue;
        }
        let mut read = Read { registrar: module, messages: Vec::new(), failure: None };
        if let Err(failure) = read_from(cx, module, &mut read.messages).await {
            read.failure = Some(match failure {
                Fault::Broken(error) => error.to_string(),
                Fault::Refused(refusal) => refusal.to_string(),
            });
        }
        all.push(read);
    }
    Ok(all)
}

async fn read_from(cx: &Cx, module: &'static str, read: &mut Vec<String>) -> Result<()> {
    let registrar = registrars::open(&cx.engine, &mut cx.read().await?, module).await?;
    for _ in 0..MESSAGES_MAX {
        let found = registrars::ask_plain(&cx.engine, &*registrar, |it| it.message()).await?;
        let Some(message) = found else { return Ok(()) };
        read.push(deal_with(cx, module, &message).await?);
        let taken =
            registrars::ask_plain(&cx.engine, &*registrar, |it| it.take_message(&message.id));
        taken.await?;
    }
    Ok(())
}

/// Writes a message down, and has the names looked at that it is about. That is a row of the same
/// commit, so that nothing is lost whatever comes after it; and it is asked for once, also if the
/// message comes again because nobody heard that it was dealt with.
async fn deal_with(cx: &Cx, module: &str, message: &RegistryMessage) -> Result<String> {
    let mut act = cx.act("RegistrarMessage").await?;
    let rows = match &message.domain {
        Some(name) => names::by_name(&mut act.conn, name).await?,
        None => Vec::new(),
    };
    let ours: Vec<DomainRow> = rows.into_iter().filter(|row| is_ours(row, module)).collect();
    let text: String = message.text.chars().take(TEXT_CHARS_MAX).collect();
    let text = match &message.domain {
        Some(name) => format!("{name}: {text}"),
        None => text,
    };
    let client = ours.first().map(|row| row.client_id);
    act.log(client, format!("Registrar Message - {module}: {text}")).await?;
    for row in ours {
        let job = Job {
            kind: "domain.sync",
            payload: json!({ "domain": row.id.0 }),
            unique_key: Some(format!("domain.sync:message:{module}:{}:{}", message.id, row.id)),
        };
        act.enqueue(job).await?;
    }
    act.commit().await?;
    Ok(text)
}

/// Whether a registrar has the name for us, or is about to.
fn is_ours(row: &DomainRow, module: &str) -> bool {
    row.registrar == module && row.status.holds_name()
}
