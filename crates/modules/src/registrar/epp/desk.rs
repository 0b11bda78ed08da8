//! The one session with a registry that all calls of this process share, and what was done by key.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use ports::registrar::DomainDone;
use ports::{Chance, PortError};

use super::MODULE;
use super::account::Account;
use super::frames::{self, Extra};
use super::reply::Reply;
use super::session::Session;
use super::xml::Node;

/// So many outcomes are remembered.
const OUTCOMES_MAX: usize = 1_000;

/// Where commands are handed in, one at a time: registries count sessions, and few are allowed.
#[derive(Default)]
pub(super) struct Desk {
    session: tokio::sync::Mutex<Option<Session>>,
    done: Mutex<Done>,
}

#[derive(Default)]
struct Done {
    outcomes: HashMap<String, DomainDone>,
    keys: VecDeque<String>,
}

impl Desk {
    /// Sends a command once, in the session that is open or in a new one.
    ///
    /// # Errors
    /// `NotSent` when there is no session; `Unsupported` when the registry does not speak what is
    /// needed; `Unknown` when there was no answer.
    pub(super) async fn hand_in(
        &self,
        account: &Account,
        verb: Node,
        extra: Extra,
        chance: &dyn Chance,
    ) -> Result<Reply, PortError> {
        let number = || format!("hostler-{}", chance.hex(20));
        let mut held = self.session.lock().await;
        // Taken out while it is in use: whoever gives up waiting drops it, half an answer and all.
        let mut session = match held.take() {
            Some(mut session) => {
                if session.serves(account).await {
                    session
                } else {
                    session.close(&number()).await;
                    Session::open(account, &number()).await?
                }
            }
            None => Session::open(account, &number()).await?,
        };
        let extensions = match extra {
            Extra::None => Vec::new(),
            Extra::Always(node) => vec![node],
            Extra::IfSpoken(node) if session.speaks(&node) => vec![node],
            Extra::IfSpoken(_) => Vec::new(),
            Extra::Needed(node, _) if session.speaks(&node) => vec![node],
            Extra::AlwaysAndNeeded(first, node, _) if session.speaks(&node) => vec![first, node],
            Extra::Needed(_, capability) | Extra::AlwaysAndNeeded(_, _, capability) => {
                *held = Some(session);
                return Err(PortError::Unsupported { module: MODULE, capability });
            }
        };
        let number = number();
        let reply = session.command(&frames::whole(verb, extensions, &number), &number).await?;
        if reply.keeps_the_session() {
            *held = Some(session);
        }
        Ok(reply)
    }

    /// What a call with that key did, as long as this process remembers. A registry knows no keys.
    pub(super) fn recall(&self, key: &str) -> Option<DomainDone> {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.outcomes.get(key).cloned()
    }

    /// Remembers what a call did.
    pub(super) fn keep(&self, key: &str, outcome: &DomainDone) {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        if done.outcomes.insert(key.to_owned(), outcome.clone()).is_none() {
            done.keys.push_back(key.to_owned());
        }
        if done.keys.len() > OUTCOMES_MAX
            && let Some(oldest) = done.keys.pop_front()
        {
            done.outcomes.remove(&oldest);
        }
    }
}
