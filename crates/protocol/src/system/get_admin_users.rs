//! `GetAdminUsers`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{BoolNum, Flag, Many, Num, Text, WireDateTime},
};

/// Lists members of staff.
///
/// <https://developers.whmcs.com/api-reference/getadminusers/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetAdminUsers {
    pub roleid: Option<u64>,
    pub email: Option<String>,
    pub include_disabled: Flag,
}

impl Action for GetAdminUsers {
    const NAME: &'static str = "GetAdminUsers";
    const ACCESS: Access = Access::Read;
    type Response = GetAdminUsersResponse;
}

/// The response of `GetAdminUsers`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetAdminUsersResponse {
    pub count: Num,
    pub admin_users: Many<AdminUser>,
}

/// A member of staff.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AdminUser {
    pub id: Num,
    pub uuid: Text,
    pub roleId: Num,
    pub username: Text,
    pub twoFactorAuthModule: Text,
    pub firstname: Text,
    pub lastname: Text,
    pub email: Text,
    pub signature: Text,
    pub notes: Text,
    pub template: Text,
    pub language: Text,
    pub isDisabled: BoolNum,
    pub loginAttempts: Num,
    pub supportDepartmentIds: Many<Text>,
    pub receivesTicketNotifications: Many<Text>,
    pub homepageWidgetsConfig: Text,
    pub hiddenHomepageWidgets: Text,
    pub created_at: WireDateTime,
    pub updated_at: WireDateTime,
    pub fullName: Text,
    pub gravatarHash: Text,
}
