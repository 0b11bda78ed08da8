//! How busy a service was.
//!
//! A page of its own: its provider is asked each time, and the page of the service must not wait.
//! That page fetches the graphs from here once it stands.

use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use model::people::permission::ClientPermission;
use serde_json::json;

use super::Shown;
use super::frame::Member;
use super::services::title;
use crate::pages::language::{tell, tell_with};
use crate::pages::metrics::{PART, answered};

/// `GET /services/{id}/metrics`
pub(super) async fn page(here: Member, Path(id): Path<u64>, RawQuery(query): RawQuery) -> Shown {
    let door = here.door(ClientPermission::Products)?;
    let row = door.service(id).await?;
    let measured = answered(door.metrics(id).await)?;
    if query.as_deref() == Some(PART) {
        let view = json!({ "measured": measured });
        return Ok(here.app.0.templates.page(StatusCode::OK, "metrics.html", &view));
    }
    let title = title(&row);
    let heading = tell_with("metrics-of", &[("name", title.clone().into())]);
    here.page("client/service_metrics.html", &tell("cpu-and-network"))
        .nav("services")
        .crumb(&tell("services"), "/services")
        .crumb(&title, &format!("/services/{id}"))
        .crumb(&tell("cpu-and-network"), "")
        .show(json!({ "heading": heading, "measured": measured }))
        .await
}
