//! The WHMCS protocol: one typed request and response per action, for both ends.
//!
//! [`ACTIONS`] lists every action, [`Form`] reads a request, [`answer`] writes and reads the
//! responses, [`wire`] holds the types for what is odd about the wire.

extern crate self as protocol;

mod action;
pub mod answer;
mod form;
mod index;
mod pairs;
#[cfg(test)]
mod properties;
#[cfg(any(test, feature = "sample"))]
pub mod sample;
pub mod wire;

#[expect(missing_docs, reason = "fields are spelled as on the wire; the odd ones are explained")]
pub mod billing;
#[expect(
    missing_docs,
    non_snake_case,
    reason = "fields are spelled as on the wire; the odd ones are explained"
)]
pub mod catalogue;
#[expect(
    missing_docs,
    non_snake_case,
    reason = "fields are spelled as on the wire; the odd ones are explained"
)]
pub mod domains;
#[expect(
    missing_docs,
    non_snake_case,
    reason = "fields are spelled as on the wire; the odd ones are explained"
)]
pub mod hosting;
#[expect(
    missing_docs,
    non_snake_case,
    reason = "fields are spelled as on the wire; the odd ones are explained"
)]
pub mod ordering;
#[expect(
    missing_docs,
    non_snake_case,
    reason = "fields are spelled as on the wire; the odd ones are explained"
)]
pub mod people;
#[expect(missing_docs, reason = "fields are spelled as on the wire; the odd ones are explained")]
pub mod projects;
#[expect(
    missing_docs,
    non_snake_case,
    reason = "fields are spelled as on the wire; the odd ones are explained"
)]
pub mod support;
#[expect(
    missing_docs,
    non_snake_case,
    reason = "fields are spelled as on the wire; the odd ones are explained"
)]
pub mod system;

pub use action::{
    Access, Action, Answer, Brief, FieldInfo, FromJson, ParamError, ParamInfo, Params, ToJson,
};
pub use derive::{Answer, Params};
pub use form::{
    Branch, FORM_BYTES_MAX, FORM_DEPTH_MAX, FORM_NAME_BYTES_MAX, FORM_PAIRS_MAX, Form, FormError,
    Node,
};
pub use index::{ACTIONS, ActionInfo, find};
pub use pairs::Pairs;
pub use serde_json::Error as JsonError;

pub use billing::*;
pub use catalogue::*;
pub use domains::*;
pub use hosting::*;
pub use ordering::*;
pub use people::*;
pub use projects::*;
pub use support::*;
pub use system::*;
