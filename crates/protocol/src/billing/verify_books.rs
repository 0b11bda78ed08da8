//! `VerifyBooks`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text},
};

/// Recounts the books and tells what does not add up.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct VerifyBooks {}

impl Action for VerifyBooks {
    const NAME: &'static str = "VerifyBooks";
    const ACCESS: Access = Access::Read;
    type Response = VerifyBooksResponse;
}

/// The response of `VerifyBooks`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct VerifyBooksResponse {
    pub checked: Num,
    pub violations: Many<BookViolation>,
}

/// An invariant that does not hold.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct BookViolation {
    pub invariant: Text,
    pub subject: Text,
    pub expected: Text,
    pub found: Text,
}
