//! Every action of the house, for staff: one definition, every door.

use std::collections::BTreeMap;

use aide::OperationInput;
use axum::Json;
use axum::extract::{FromRequestParts, RawPathParams, State};
use axum::http::request::Parts;
use protocol::{Access, ActionInfo};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::App;
use crate::json_form::form_of;
use crate::rest::body::MaybeBody;
use crate::rest::page::{Page, Paging};
use crate::rest::problem::{Code, Problem};
use crate::rest::query::Query;
use crate::session::StaffSession;

/// The parameters of an action by the names of its page.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Parameters {
    #[serde(flatten)]
    by_name: Map<String, Value>,
}

/// What an action answered, by the names of its page.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Said {
    #[serde(flatten)]
    by_name: BTreeMap<String, Value>,
}

/// An action.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Action {
    name: &'static str,
    what: &'static str,
    topic: &'static str,
    is_write: bool,
    /// Whether only this program has it.
    is_ours: bool,
    /// The vendor's page.
    url: Option<String>,
    parameters: Vec<Parameter>,
}

/// A parameter of an action.
#[derive(Debug, Serialize, JsonSchema)]
struct Parameter {
    name: &'static str,
    is_required: bool,
    kind: &'static str,
    what: &'static str,
}

/// The action that the address names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named(&'static ActionInfo);

impl FromRequestParts<App> for Named {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, app).await;
        let found = params.ok().and_then(|params| {
            let name = params.iter().find(|(name, _)| *name == "action");
            name.and_then(|(_, name)| protocol::find(name))
        });
        found.map(Self).ok_or_else(Problem::not_found)
    }
}

impl OperationInput for Named {
    fn operation_input(
        ctx: &mut aide::generate::GenContext,
        operation: &mut aide::openapi::Operation,
    ) {
        let schema = schemars::json_schema!({ "type": "string", "pattern": "^[A-Za-z]{3,60}$" });
        crate::rest::query::add_path(ctx, operation, "action", schema);
    }
}

pub(super) async fn list(
    session: StaffSession,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Action>>, Problem> {
    let window = paging.window()?;
    let may = |action: &&ActionInfo| session.caller.actor.may(action.name);
    let rows: Vec<_> = protocol::ACTIONS.iter().filter(may).collect();
    Ok(Json(window.cut(rows).map(described)))
}

pub(super) async fn call(
    State(app): State<App>,
    session: StaffSession,
    Named(action): Named,
    MaybeBody(input): MaybeBody<Parameters>,
) -> Result<Json<Said>, Problem> {
    let form = form_of(input.by_name).map_err(|why| Problem::invalid("", why))?;
    let said = session.call_named(&app, action, form).await?;
    match said {
        Value::Object(mut by_name) => {
            by_name.remove("result");
            Ok(Json(Said { by_name: by_name.into_iter().collect() }))
        }
        _ => Err(Problem::new(Code::UpstreamFailed, "The answer is no object.")),
    }
}

fn described(action: &ActionInfo) -> Action {
    let parameter = |param: &protocol::ParamInfo| Parameter {
        name: param.name,
        is_required: param.required,
        kind: param.kind,
        what: param.doc,
    };
    Action {
        name: action.name,
        what: action.doc,
        topic: action.topic,
        is_write: action.access == Access::Write,
        is_ours: action.is_ours(),
        url: action.url(),
        parameters: action.params.iter().map(parameter).collect(),
    }
}
