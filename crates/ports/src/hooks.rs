//! Telling programs of others what happened: one request to one address.

use crate::{Asking, PortError, ready};

/// Posts to addresses that people typed in, so it must not be led into our own network.
pub trait HookSender: Send + Sync {
    /// Posts once; redirects are not followed.
    fn post(&self, call: HookCall) -> Asking<'_, HookAnswer>;
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HookCall {
    /// Where to.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
    /// JSON.
    pub body: String,
}

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HookAnswer {
    /// The HTTP status.
    pub status: u16,
}

/// Posts nothing: for worlds that tell nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoHooks;

impl HookSender for NoHooks {
    fn post(&self, _: HookCall) -> Asking<'_, HookAnswer> {
        let why = "nothing is sent from here".to_owned();
        ready(Err(PortError::NotSent { module: "none", why, retry_after_seconds: None }))
    }
}
