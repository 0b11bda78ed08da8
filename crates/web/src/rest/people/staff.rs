//! Which member of staff is logged in, and what it changes of itself.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use protocol::{Action as _, UpdateOwnAdmin};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::WIRE_NAMES;
use crate::App;
use crate::rest::body::Body;
use crate::rest::money::key;
use crate::rest::problem::Problem;
use crate::session::{StaffSession, Visitor, enter, who};

/// A member of staff.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct StaffMe {
    /// The member's number; 0 where it has none because it is only a client of the WHMCS behind.
    staff_id: u64,
    name: String,
    /// The actions that the member's role permits; `*` for all.
    actions: Vec<String>,
    /// Whether a second factor must be set up (`/me/two-factor`) before anything else works.
    owes_two_factor: bool,
}

/// What a member of staff changes of itself; what is left out stays as it is.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OwnChanges {
    #[schemars(length(min = 1, max = 1024))]
    current_password: String,
    #[schemars(length(min = 1, max = 100))]
    first_name: Option<String>,
    #[schemars(length(min = 1, max = 100))]
    last_name: Option<String>,
    #[schemars(email, length(max = 254))]
    email: Option<String>,
    /// A full name, such as `english`.
    #[schemars(length(max = 50))]
    language: Option<String>,
    /// What stands under the member's answers to tickets.
    #[schemars(length(max = 10_000))]
    signature: Option<String>,
    /// A new password; every session of the member ends, this one too.
    #[schemars(length(min = 1, max = 1024))]
    password: Option<String>,
}

pub(super) async fn update(
    State(app): State<App>,
    session: StaffSession,
    visitor: Visitor,
    Body(input): Body<OwnChanges>,
) -> Result<NoContent, Problem> {
    let tried = enter::admit(&app, &format!("staff {}", session.staff), visitor.ip)?;
    let call = UpdateOwnAdmin {
        adminid: key(session.staff.0),
        currentpassword: input.current_password.into(),
        firstname: input.first_name,
        lastname: input.last_name,
        email: input.email,
        language: input.language,
        signature: input.signature,
        password2: input.password.map(Into::into),
    };
    let caller = who::own(&session.caller, &[UpdateOwnAdmin::NAME]);
    let done = app.whmcs().call(&caller, call).await;
    app.0.sessions.watch().forget(session.claims.sub);
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    tried.right(&app);
    Ok(NoContent)
}

pub(super) async fn get(session: StaffSession) -> Result<Json<StaffMe>, Problem> {
    let words = session.claims.may.split(',').filter(|word| !word.is_empty());
    let actions = words.map(str::to_owned).collect();
    let owes_two_factor = session.claims.owes_factor;
    let (staff_id, name) = (key(session.staff.0), session.claims.name);
    Ok(Json(StaffMe { staff_id, name, actions, owes_two_factor }))
}
