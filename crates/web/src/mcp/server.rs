//! The protocol itself: what tools there are, and calling one.

use engine::{Caller, IdempotencyKey, Meaning};
use protocol::ActionInfo;
use rmcp::ServerHandler;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ErrorData, Implementation, JsonObject,
    ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig,
};
use rmcp::service::{RequestContext, RoleServer};
use serde_json::Value;

use super::schema::{self, DRY_RUN, IDEMPOTENCY_KEY};
use super::who::Asking;
use crate::json_form;
use crate::rest::problem::{Code, Problem};
use crate::session::who::IDEMPOTENCY_KEY_MAX;
use crate::whmcs::{CallError, Whmcs};

/// Tools in one page of the list.
const PAGE: usize = 200;

const INSTRUCTIONS: &str = "Hostler runs a hosting company. Each tool is an action of the WHMCS \
    API or one in the same form; what it answers is that action's answer. Amounts are decimal \
    strings, dates are YYYY-MM-DD. Before a change that cannot be taken back, call the tool with \
    dry_run and show what would happen; give every change an idempotency_key, so that repeating \
    it is safe.";

/// Answers assistants over one WHMCS.
#[derive(Clone)]
pub(super) struct Server {
    whmcs: Whmcs,
    /// Who is at the other end of the pipes; over HTTP every request says it anew.
    one: Option<Asking>,
}

impl Server {
    pub(super) fn over(whmcs: Whmcs) -> Self {
        Self { whmcs, one: None }
    }

    pub(super) fn for_one(whmcs: Whmcs, asking: Asking) -> Self {
        Self { whmcs, one: Some(asking) }
    }

    fn asking<'a>(
        &'a self,
        context: &'a RequestContext<RoleServer>,
    ) -> Result<&'a Asking, ErrorData> {
        let parts = context.extensions.get::<axum::http::request::Parts>();
        let said = parts.and_then(|parts| parts.extensions.get::<Asking>());
        said.or(self.one.as_ref())
            .ok_or_else(|| ErrorData::internal_error("nobody is known to ask", None))
    }

    async fn call(
        &self,
        asking: &Asking,
        action: &'static ActionInfo,
        arguments: JsonObject,
    ) -> Result<Value, Problem> {
        let (caller, arguments) = apart(&asking.caller, arguments)?;
        if let Some(stray) = schema::stray(action.params, &arguments) {
            return Err(Problem::invalid(stray.pointer(), stray.said()));
        }
        let form = json_form::form_of(arguments).map_err(|why| Problem::invalid("", why))?;
        self.whmcs.call_named(&caller, action, form).await.map_err(as_said)
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("hostler", env!("CARGO_PKG_VERSION")))
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        request: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let asking = self.asking(&context)?;
        let cursor = request.and_then(|request| request.cursor);
        let from = match cursor.as_deref().map(str::parse::<usize>) {
            None => 0,
            Some(Ok(from)) => from,
            Some(Err(_)) => {
                return Err(ErrorData::invalid_params("the cursor is none of ours", None));
            }
        };
        let offered = protocol::ACTIONS.iter().filter(|action| asking.offers(action));
        let mut rest = offered.skip(from);
        let tools = rest.by_ref().take(PAGE).map(schema::tool).collect();
        let mut page = ListToolsResult::with_all_items(tools);
        page.next_cursor = rest.next().map(|_| from.saturating_add(PAGE).to_string());
        Ok(page)
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let asking = self.asking(&context)?;
        let action = protocol::find(&request.name).filter(|action| asking.offers(action));
        let Some(action) = action else {
            let said = format!("There is no tool {} here", request.name);
            return Err(ErrorData::invalid_params(said, None));
        };
        let said = self.call(asking, action, request.arguments.unwrap_or_default()).await;
        Ok(match said {
            Ok(answer) => CallToolResult::structured(answer),
            Err(problem) => {
                CallToolResult::structured_error(serde_json::to_value(problem).unwrap_or_default())
            }
        }
        .into())
    }
}

/// What is not there is told in the action's own words, as at the RPC door: all who ask here are of
/// the house.
fn as_said(error: CallError) -> Problem {
    match error {
        CallError::Refused(refusal) if refusal.meaning == Meaning::NotFound => {
            let said = refusal.said.into_owned();
            let problem = Problem::new(Code::NotFound, said.clone());
            match refusal.field {
                Some(field) => problem.at(format!("/{field}"), said),
                None => problem,
            }
        }
        other => other.into(),
    }
}

/// Takes the arguments of the door itself out of those of the action.
fn apart(caller: &Caller, mut arguments: JsonObject) -> Result<(Caller, JsonObject), Problem> {
    let mut caller = caller.clone();
    caller.dry_run = match arguments.remove(DRY_RUN) {
        None | Some(Value::Null) => false,
        Some(Value::Bool(dry)) => dry,
        Some(_) => return Err(wrong(DRY_RUN, "is true or false")),
    };
    caller.idempotency_key = match arguments.remove(IDEMPOTENCY_KEY) {
        None | Some(Value::Null) => None,
        Some(Value::String(key)) if (1..=IDEMPOTENCY_KEY_MAX).contains(&key.len()) => {
            Some(IdempotencyKey(key))
        }
        Some(_) => {
            let why = format!("is a text of 1 to {IDEMPOTENCY_KEY_MAX} bytes");
            return Err(wrong(IDEMPOTENCY_KEY, &why));
        }
    };
    Ok((caller, arguments))
}

fn wrong(argument: &str, why: &str) -> Problem {
    let said = format!("{argument} {why}");
    Problem::new(Code::InvalidInput, said.clone()).at(format!("/{argument}"), said)
}
