//! `DeleteEmailForward`: its parameters and response.

use crate::{Access, Action, GetEmailForwardsResponse, Params};

/// Passes mail to an address of a domain on no longer.
///
/// Ours: see `GetEmailForwards`.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteEmailForward {
    pub domainid: u64,
    /// What stands before the `@`; `*` for all that are not named.
    pub prefix: String,
    /// Where it goes.
    pub destination: String,
}

impl Action for DeleteEmailForward {
    const NAME: &'static str = "DeleteEmailForward";
    const ACCESS: Access = Access::Write;
    type Response = GetEmailForwardsResponse;
}
