//! Which member of staff is logged in.

use axum::Json;
use schemars::JsonSchema;
use serde::Serialize;

use crate::rest::money::key;
use crate::rest::problem::Problem;
use crate::session::StaffSession;

/// A member of staff.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct StaffMe {
    /// The member's number.
    staff_id: u64,
    name: String,
    /// The actions that the member's role permits; `*` for all.
    actions: Vec<String>,
}

pub(super) async fn get(session: StaffSession) -> Result<Json<StaffMe>, Problem> {
    let words = session.claims.may.split(',').filter(|word| !word.is_empty());
    let actions = words.map(str::to_owned).collect();
    Ok(Json(StaffMe { staff_id: key(session.staff.0), name: session.claims.name, actions }))
}
