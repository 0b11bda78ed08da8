//! `AddEmailForward`: its parameters and response.

use crate::{Access, Action, GetEmailForwardsResponse, Params};

/// Has mail to an address of a domain passed on; to several places where it is added for each.
///
/// Ours: see `GetEmailForwards`.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddEmailForward {
    pub domainid: u64,
    /// What stands before the `@`; `*` for all that are not named.
    pub prefix: String,
    /// Where it goes.
    pub destination: String,
}

impl Action for AddEmailForward {
    const NAME: &'static str = "AddEmailForward";
    const ACCESS: Access = Access::Write;
    type Response = GetEmailForwardsResponse;
}
