//! `GetCustomFields`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, Wrap},
};

/// Lists custom fields with all that can be changed; others than staff see none of those that are
/// for staff only.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetCustomFields {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    /// Only those of `client`, `product` or `support`, in their order.
    pub r#type: Option<String>,
    /// Only those of this product or department.
    pub relid: Option<u64>,
}

impl Action for GetCustomFields {
    const NAME: &'static str = "GetCustomFields";
    const ACCESS: Access = Access::Read;
    type Response = GetCustomFieldsResponse;
}

/// The response of `GetCustomFields`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetCustomFieldsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub customfields: Wrap<CustomFieldEntryList>,
}

/// The list of `customfields`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CustomFieldEntryList {
    pub customfield: Many<CustomFieldEntry>,
}

/// A custom field.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CustomFieldEntry {
    pub fieldid: Num,
    /// `client`, `product` or `support`.
    pub r#type: Text,
    /// The product or department.
    pub relid: Num,
    pub name: Text,
    pub fieldtype: Text,
    pub description: Text,
    /// Of a dropdown, separated by commas.
    pub options: Text,
    pub regexpr: Text,
    pub adminonly: Bool,
    pub required: Bool,
    pub showorder: Bool,
    pub showinvoice: Bool,
    pub order: Num,
}

impl CustomFieldEntry {
    /// What a dropdown offers, one by one, in its order.
    pub fn offered(&self) -> impl Iterator<Item = &str> {
        self.options.split(',').map(str::trim).filter(|option| !option.is_empty())
    }
}
