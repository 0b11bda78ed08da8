//! Everybody who may sign in, whomever they act for.

use axum::Json;
use axum::extract::State;
use protocol::{AddUser, GetUsers, ResetPassword, UpdateUser, User as Row};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::accepted::Accepted;
use crate::rest::body::Body;
use crate::rest::created::{Created, MadeOrTried};
use crate::rest::inputs::EMAIL;
use crate::rest::money::{key, moment, text};
use crate::rest::page::{Page, Window};
use crate::rest::people::WIRE_NAMES;
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::StaffSession;
use crate::through::{ROWS_MAX, looked_for};

/// Which users.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest::admin) struct Which {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    /// The beginning of an e-mail address or a name.
    #[schemars(length(max = 200))]
    search: Option<String>,
}

/// A user, and for whom it may act.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "UserOfHouse")]
pub(in crate::rest::admin) struct User {
    id: u64,
    first_name: Option<String>,
    last_name: Option<String>,
    email: String,
    /// In the company's time zone.
    created_at: Option<String>,
    clients: Vec<ActedFor>,
}

/// A client for whom a user may act.
#[derive(Debug, Serialize, JsonSchema)]
struct ActedFor {
    client_id: u64,
    is_owner: bool,
}

/// A user to be added.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest::admin) struct NewUser {
    #[schemars(length(min = 1, max = 100))]
    first_name: String,
    #[schemars(length(min = 1, max = 100))]
    last_name: String,
    #[schemars(length(max = 254), regex(pattern = EMAIL))]
    email: String,
    #[schemars(length(min = 8, max = 200))]
    password: String,
    /// A full name, such as `english`.
    #[schemars(length(max = 50))]
    language: Option<String>,
}

/// What may change about a user; what is absent or null stays as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest::admin) struct UserChange {
    #[schemars(length(min = 1, max = 100))]
    first_name: Option<String>,
    #[schemars(length(min = 1, max = 100))]
    last_name: Option<String>,
    #[schemars(length(max = 254), regex(pattern = EMAIL))]
    email: Option<String>,
    /// A full name, such as `english`.
    #[schemars(length(max = 50))]
    language: Option<String>,
}

pub(in crate::rest::admin) async fn list(
    State(app): State<App>,
    session: StaffSession,
    Query(which): Query<Which>,
) -> Result<Json<Page<User>>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (limitstart, limitnum) = window.asked();
    let call = GetUsers { limitstart, limitnum, search: which.search, ..GetUsers::default() };
    let answer = session.call(&app, call).await?;
    Ok(Json(window.page(answer.users.0, answer.totalresults.0).map(user)))
}

pub(in crate::rest::admin) async fn get(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<User>, Problem> {
    Ok(Json(one(&app, &session, id).await?))
}

pub(in crate::rest::admin) async fn create(
    State(app): State<App>,
    session: StaffSession,
    Body(input): Body<NewUser>,
) -> Result<MadeOrTried<User>, Problem> {
    let call = AddUser {
        firstname: input.first_name,
        lastname: input.last_name,
        email: input.email,
        password2: input.password.into(),
        language: input.language,
    };
    let made = session.call(&app, call).await;
    let made = made.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    if session.caller.dry_run {
        return Ok(MadeOrTried::Tried);
    }
    let id = key(made.user_id.0);
    let body = one(&app, &session, id).await?;
    let location = format!("/api/v1/admin/users/{id}");
    Ok(MadeOrTried::Made(Created { location, body }))
}

pub(in crate::rest::admin) async fn update(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<UserChange>,
) -> Result<Json<User>, Problem> {
    let call = UpdateUser {
        user_id: id,
        firstname: input.first_name,
        lastname: input.last_name,
        email: input.email,
        language: input.language,
    };
    let done = session.call(&app, call).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Json(one(&app, &session, id).await?))
}

pub(in crate::rest::admin) async fn reset(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Accepted, Problem> {
    session.call(&app, ResetPassword { id: Some(id), email: None }).await?;
    Ok(Accepted)
}

/// The WHMCS behind may not know the parameter that names one, and give the list.
async fn one(app: &App, session: &StaffSession, id: u64) -> Result<User, Problem> {
    let page = |start| async move {
        let (limitstart, limitnum, userid) = (Some(start), Some(ROWS_MAX), Some(id));
        let call = GetUsers { limitstart, limitnum, userid, ..GetUsers::default() };
        let answer = session.call(app, call).await?;
        Ok((answer.users.0, answer.totalresults.0))
    };
    let found = looked_for(page, |row: &Row| row.id.id() == Some(id)).await?;
    found.map(user).ok_or_else(Problem::not_found)
}

fn user(row: Row) -> User {
    let clients = row.clients.0.into_iter();
    User {
        id: key(row.id.0),
        first_name: text(&row.firstname),
        last_name: text(&row.lastname),
        email: row.email.0,
        created_at: moment(row.datecreated),
        clients: clients
            .map(|each| ActedFor { client_id: key(each.id.0), is_owner: each.isOwner.0 })
            .collect(),
    }
}
