//! What works in front of the WHMCS behind this API.

use axum::Json;
use axum::extract::State;
use protocol::{ACTIONS, GetProductGroups};
use schemars::JsonSchema;
use serde::Serialize;

use crate::App;
use crate::rest::problem::Problem;
use crate::session::Visitor;
use crate::whmcs::{CallError, Whmcs};

/// What is behind this API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Behind {
    /// An engine of our own, in this process.
    Engine,
    /// Another installation of this program.
    Hostler,
    /// A stock WHMCS.
    Whmcs,
}

/// What works in front of the WHMCS behind this API.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Capabilities {
    behind: Behind,
    /// Actions that a stock WHMCS does not have; what needs one that is not offered answers
    /// `not-offered-by-this-whmcs`.
    extensions: Vec<Extension>,
}

/// An action beyond the published ones.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Extension {
    name: &'static str,
    what: &'static str,
    is_offered: bool,
}

pub(super) async fn get(
    State(app): State<App>,
    visitor: Visitor,
) -> Result<Json<Capabilities>, Problem> {
    let behind = match app.whmcs() {
        Whmcs::Engine(_) => Behind::Engine,
        // A server has all of our actions or none: one question tells.
        Whmcs::Remote(_) => match app.whmcs().call(&visitor.caller, GetProductGroups {}).await {
            Err(CallError::NotOffered(_)) => Behind::Whmcs,
            Ok(_) | Err(CallError::Refused(_)) => Behind::Hostler,
            Err(error) => return Err(error.into()),
        },
    };
    let ours = ACTIONS.iter().filter(|action| action.is_ours());
    let extension = |action: &protocol::ActionInfo| Extension {
        name: action.name,
        what: action.doc,
        is_offered: behind != Behind::Whmcs,
    };
    Ok(Json(Capabilities { behind, extensions: ours.map(extension).collect() }))
}
