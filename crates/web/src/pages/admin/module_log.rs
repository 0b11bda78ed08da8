//! One call of a module: what was asked, what was answered.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use protocol::GetModuleLog;
use serde_json::json;

use super::desk::Desk;
use super::fail::Fail;
use crate::App;
use crate::routing::get;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/admin/module-log/{id}", get(page))
}

async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let call = GetModuleLog { logid: Some(id), ..GetModuleLog::default() };
    let row = desk.call(call).await?.calls.0.call.0.into_iter().next();
    let row = row.ok_or_else(|| Fail::missing(&desk))?;
    let title = format!("{}: {}", row.module, row.action);
    let view = json!({ "title": title, "call": row });
    Ok(desk.page(StatusCode::OK, "admin/module_call.html", &title, view).await)
}
