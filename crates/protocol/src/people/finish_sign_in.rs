//! `FinishSignIn`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Num, Secret, Text},
};

/// Ends a sign-in through a provider: says who came, or links whoever is here already.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct FinishSignIn {
    pub providerid: u64,
    /// The same that the sign-in was begun with.
    pub redirecturi: String,
    /// `client` or `staff`; `client` if absent.
    pub side: Option<String>,
    /// From the address that the browser came back to.
    pub code: Secret,
    /// `iss` from that address, where it is there.
    pub issuer: Option<String>,
    pub nonce: Secret,
    pub verifier: Secret,
    /// Links the sign-in with this user, who is here already, and signs nobody in.
    pub userid: Option<u64>,
    /// The same with the member of staff who calls.
    pub adminid: Option<u64>,
    /// The person's address, when a program calls.
    pub clientip: Option<String>,
}

impl Action for FinishSignIn {
    const NAME: &'static str = "FinishSignIn";
    const ACCESS: Access = Access::Write;
    type Response = FinishSignInResponse;
}

/// The response of `FinishSignIn`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct FinishSignInResponse {
    /// The user who signed in; 0 for none.
    pub userid: Num,
    /// The member of staff who signed in; 0 for none.
    pub adminid: Num,
    /// Whether whoever came must show a second factor before it is in.
    pub twoFactorEnabled: Bool,
    /// Whether nobody knows the person, and it may sign up.
    pub signup: Bool,
    pub issuer: Text,
    /// The provider's name for the person.
    pub subject: Text,
    pub email: Text,
    pub emailverified: Bool,
    pub firstname: Text,
    pub lastname: Text,
}
