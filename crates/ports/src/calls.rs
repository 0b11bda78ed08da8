//! The log of calls: what modules were asked, what came of it, and what was said on the wire.
//!
//! A [`CallLog`] is told of every call by the wrappers in [`crate::logged`]. A module that speaks
//! to somebody adds what goes over the wire with [`exchanged`]; secrets are removed before
//! anything is kept.

mod held_back;
mod redact;

use std::cell::RefCell;
use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use crate::{Asking, PortError, Secret, held};

pub use held_back::HeldBack;
pub use redact::redacted;

/// Longest text of a question or answer that is looked through, in bytes.
const READ_BYTES_MAX: usize = 64 * 1024;
/// Longest text that is kept, in bytes.
const KEPT_BYTES_MAX: usize = 16 * 1024;
/// Exchanges of one call that are kept; a call that waits may ask a hundred times.
const EXCHANGES_MAX: usize = 20;

/// Keeps what modules were asked.
pub trait CallLog: Send + Sync {
    /// Whether anybody wants to know at present; asked before anything is written down.
    fn wanted(&self) -> bool;

    /// Keeps a call that has ended. It must not wait for anything.
    fn keep(&self, call: LoggedCall);
}

/// A call that has ended, without secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedCall {
    /// Who was asked what.
    pub subject: Subject,
    /// What came of it.
    pub outcome: CallOutcome,
    /// How long it took, in milliseconds.
    pub millis: i64,
    /// What was asked of the module, and what it sent.
    pub request: String,
    /// What the module answered, and what it was told.
    pub answer: String,
}

/// Who was asked what, about what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The kind of module: `gateway`, `server`, `registrar`, `fraud`, `dns`, `files`, `sign-in`,
    /// `kms`, `mailbox`, `vat`, `whois` or `rates`.
    pub port: &'static str,
    /// Its system name.
    pub module: &'static str,
    /// What it was asked to do.
    pub action: String,
    /// What it is about: `service 7`, `invoice 12`, a domain name; empty for the module itself.
    pub target: String,
    /// The client whose affair it is, if that is known.
    pub client: Option<i64>,
}

/// What came of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallOutcome {
    /// It was done, or answered.
    Done,
    /// It is under way at the other side.
    Pending,
    /// The other side said no.
    Refused,
    /// The module does not do that.
    Unsupported,
    /// Our settings are wrong.
    Misconfigured,
    /// It surely did not reach the other side.
    NotSent,
    /// Nobody knows.
    Unknown,
    /// Whoever asked stopped waiting.
    Abandoned,
}

impl CallOutcome {
    /// Its word in the log.
    pub const fn word(self) -> &'static str {
        match self {
            CallOutcome::Done => "Done",
            CallOutcome::Pending => "Pending",
            CallOutcome::Refused => "Refused",
            CallOutcome::Unsupported => "Unsupported",
            CallOutcome::Misconfigured => "Misconfigured",
            CallOutcome::NotSent => "Not Sent",
            CallOutcome::Unknown => "Unknown",
            CallOutcome::Abandoned => "Abandoned",
        }
    }

    fn of_error(error: &PortError) -> CallOutcome {
        match error {
            PortError::Configuration { .. } => CallOutcome::Misconfigured,
            PortError::Unsupported { .. } => CallOutcome::Unsupported,
            PortError::NotSent { .. } => CallOutcome::NotSent,
            PortError::Unknown { .. } => CallOutcome::Unknown,
        }
    }
}

/// What is said on the wire during one call.
#[derive(Debug, Default)]
struct Exchanges(Mutex<Vec<(String, String)>>);

thread_local! {
    static PRESENT: RefCell<Option<Arc<Exchanges>>> = const { RefCell::new(None) };
}

/// Whether the call that is being worked on is kept, so that it is worth to say what is sent.
pub fn is_kept() -> bool {
    PRESENT.with_borrow(Option::is_some)
}

/// Adds what was sent and what came back to the call that is being worked on.
pub fn exchanged(sent: impl Into<String>, came: impl Into<String>) {
    PRESENT.with_borrow(|present| {
        let Some(exchanges) = present else { return };
        let mut all = held(&exchanges.0);
        if all.len() < EXCHANGES_MAX {
            all.push((cut(&sent.into(), READ_BYTES_MAX), cut(&came.into(), READ_BYTES_MAX)));
        }
    });
}

/// Puts the former call back, whatever happens during the poll.
struct Restored(Option<Arc<Exchanges>>);

impl Drop for Restored {
    fn drop(&mut self) {
        let former = self.0.take();
        PRESENT.with(|present| present.replace(former));
    }
}

/// The call, which is written down when it ends or is dropped.
struct Open {
    log: Arc<dyn CallLog>,
    subject: Option<Subject>,
    request: String,
    secrets: Vec<Secret>,
    exchanges: Arc<Exchanges>,
    started: Instant,
}

impl Open {
    fn close(&mut self, outcome: CallOutcome, answer: String) {
        let Some(subject) = self.subject.take() else { return };
        let (mut request, mut answer) = (std::mem::take(&mut self.request), answer);
        for (sent, came) in held(&self.exchanges.0).drain(..) {
            request = format!("{request}\n\n{sent}");
            answer = format!("{answer}\n\n{came}");
        }
        let clean = |text: String| {
            let text = redacted(&cut(&text, EXCHANGES_MAX * READ_BYTES_MAX), &self.secrets);
            cut(text.trim(), KEPT_BYTES_MAX)
        };
        self.log.keep(LoggedCall {
            subject,
            outcome,
            millis: i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX),
            request: clean(request),
            answer: clean(answer),
        });
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.close(CallOutcome::Abandoned, String::new());
    }
}

/// Asks, and keeps what was asked and what came of it.
pub(crate) fn kept<'a, T: std::fmt::Debug + Send + 'a>(
    log: &Arc<dyn CallLog>,
    subject: Subject,
    request: String,
    secrets: Vec<Secret>,
    mut asking: Asking<'a, T>,
    outcome: fn(&T) -> CallOutcome,
) -> Asking<'a, T> {
    let exchanges = Arc::new(Exchanges::default());
    let mut open = Open {
        log: Arc::clone(log),
        subject: Some(subject),
        request: cut(&request, READ_BYTES_MAX),
        secrets,
        exchanges: Arc::clone(&exchanges),
        started: Instant::now(),
    };
    Box::pin(async move {
        let result = poll_fn(|cx| {
            let here = Some(Arc::clone(&exchanges));
            let _restored = Restored(PRESENT.with(|present| present.replace(here)));
            asking.as_mut().poll(cx)
        })
        .await;
        match &result {
            Ok(answer) => open.close(outcome(answer), format!("{answer:?}")),
            Err(error) => open.close(CallOutcome::of_error(error), error.to_string()),
        }
        result
    })
}

/// The beginning of a text, at most so many bytes.
fn cut(text: &str, bytes: usize) -> String {
    if text.len() <= bytes {
        return text.to_owned();
    }
    let end = (0..=bytes).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    format!("{}…", &text[..end])
}
