//! `GetUsers`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, WireDateTime},
};

/// Lists users.
///
/// <https://developers.whmcs.com/api-reference/getusers/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetUsers {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    /// `ASC` or `DESC`.
    pub sorting: Option<String>,
    /// The beginning of an e-mail address or a name.
    pub search: Option<String>,
    /// Only this one; ours.
    pub userid: Option<u64>,
}

impl Action for GetUsers {
    const NAME: &'static str = "GetUsers";
    const ACCESS: Access = Access::Read;
    type Response = GetUsersResponse;
}

/// The response of `GetUsers`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetUsersResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub users: Many<User>,
}

/// A user and the clients it may act for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct User {
    pub id: Num,
    pub firstname: Text,
    pub lastname: Text,
    pub email: Text,
    pub datecreated: WireDateTime,
    pub validationdata: Text,
    pub clients: Many<UserClient>,
}

/// A client a user may act for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UserClient {
    pub id: Num,
    pub isOwner: Bool,
}
