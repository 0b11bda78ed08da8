//! Programs of others in a test: what they were told, and what they answer.

use std::collections::VecDeque;
use std::sync::Mutex;

use crate::hooks::{HookAnswer, HookCall, HookSender};
use crate::{Asking, PortError, UnknownCause, held, ready};

/// Every address, in memory; answers 200 unless it was told otherwise.
#[derive(Debug, Default)]
pub struct FakeHooks {
    calls: Mutex<Vec<HookCall>>,
    statuses: Mutex<VecDeque<u16>>,
}

impl FakeHooks {
    /// The next call is answered so, several one after the other; 0 is no answer in time.
    pub fn answer_next(&self, status: u16) {
        held(&self.statuses).push_back(status);
    }

    /// What came so far; it is forgotten afterwards.
    pub fn take(&self) -> Vec<HookCall> {
        std::mem::take(&mut *held(&self.calls))
    }
}

impl HookSender for FakeHooks {
    fn post(&self, call: HookCall) -> Asking<'_, HookAnswer> {
        held(&self.calls).push(call);
        ready(match held(&self.statuses).pop_front().unwrap_or(200) {
            0 => Err(PortError::Unknown {
                module: "fakehooks",
                cause: UnknownCause::Timeout,
                why: "the test says so".to_owned(),
            }),
            status => Ok(HookAnswer { status }),
        })
    }
}
