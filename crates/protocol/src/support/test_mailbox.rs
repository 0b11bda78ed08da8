//! `TestMailbox`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Opens the mailbox of a support department and counts what waits in it; nothing is taken out.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct TestMailbox {
    pub deptid: u64,
}

impl Action for TestMailbox {
    const NAME: &'static str = "TestMailbox";
    const ACCESS: Access = Access::Write;
    type Response = TestMailboxResponse;
}

/// The response of `TestMailbox`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TestMailboxResponse {
    pub deptid: Num,
    pub waiting: Num,
}
