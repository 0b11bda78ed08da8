//! What a registry has to say, one message after the other (RFC 5730 section 2.9.2.3).

use ports::registrar::RegistryMessage;
use ports::{PortError, UnknownCause};

use super::{Epp, MODULE, Step, Stop, frames};

/// The command was done, and no message waits.
const NONE_WAITS: u16 = 1300;

impl Epp {
    /// The message that has waited longest.
    pub(super) async fn oldest_message(&self) -> Step<Option<RegistryMessage>> {
        let reply = match self.ask(frames::next_message()).await {
            // A registry that keeps none.
            Err(Stop::No(no)) if no.code == "2101" => return Ok(None),
            other => other?,
        };
        if reply.code == NONE_WAITS {
            return Ok(None);
        }
        let message = reply.queued();
        if message.id.is_empty() {
            // It could not be taken away, and would be read for ever.
            let why = format!("a message without a number ({})", reply.code);
            let cause = UnknownCause::Unreadable;
            return Err(Stop::Mishap(PortError::Unknown { module: MODULE, cause, why }));
        }
        Ok(Some(message))
    }

    /// Has a message taken away; somebody else may have been faster.
    pub(super) async fn take_away(&self, id: &str) -> Step<()> {
        match self.ask(frames::take_message(id)).await {
            Err(Stop::No(no)) if matches!(no.code.as_str(), "2303" | "2308") => Ok(()),
            other => other.map(drop),
        }
    }
}
