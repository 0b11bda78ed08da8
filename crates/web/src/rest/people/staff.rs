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
    /// Whether a second factor must be set up (`/me/two-factor`) before anything else works.
    owes_two_factor: bool,
}

pub(super) async fn get(session: StaffSession) -> Result<Json<StaffMe>, Problem> {
    let words = session.claims.may.split(',').filter(|word| !word.is_empty());
    let actions = words.map(str::to_owned).collect();
    let owes_two_factor = session.claims.owes_factor;
    let (staff_id, name) = (key(session.staff.0), session.claims.name);
    Ok(Json(StaffMe { staff_id, name, actions, owes_two_factor }))
}
