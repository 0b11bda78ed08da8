//! Who may act for a client that staff names.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;

use crate::App;
use crate::rest::accepted::Accepted;
use crate::rest::admin::owners;
use crate::rest::body::Body;
use crate::rest::page::{Page, Paging};
use crate::rest::people::users::{self, Invitation, Permissions, User, Waiting};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, InvitationOf, Query, UserOf};
use crate::session::StaffSession;

pub(in crate::rest::admin) async fn list(
    State(app): State<App>,
    session: StaffSession,
    Id(client): Id,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<User>>, Problem> {
    users::listed(&owners::of_client(&app, &session, client).await?, &paging).await
}

pub(in crate::rest::admin) async fn permissions(
    State(app): State<App>,
    session: StaffSession,
    Id(client): Id,
    UserOf(id): UserOf,
) -> Result<Json<Permissions>, Problem> {
    users::permitted(&owners::of_client(&app, &session, client).await?, id).await
}

pub(in crate::rest::admin) async fn permit(
    State(app): State<App>,
    session: StaffSession,
    Id(client): Id,
    UserOf(id): UserOf,
    Body(input): Body<Permissions>,
) -> Result<Json<Permissions>, Problem> {
    users::set(&owners::of_client(&app, &session, client).await?, id, input).await
}

pub(in crate::rest::admin) async fn remove(
    State(app): State<App>,
    session: StaffSession,
    Id(client): Id,
    UserOf(id): UserOf,
) -> Result<NoContent, Problem> {
    users::removed(&owners::of_client(&app, &session, client).await?, id).await
}

pub(in crate::rest::admin) async fn invite(
    State(app): State<App>,
    session: StaffSession,
    Id(client): Id,
    Body(input): Body<Invitation>,
) -> Result<Accepted, Problem> {
    users::invited(&owners::of_client(&app, &session, client).await?, input).await
}

pub(in crate::rest::admin) async fn invitations(
    State(app): State<App>,
    session: StaffSession,
    Id(client): Id,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Waiting>>, Problem> {
    users::unanswered(&owners::of_client(&app, &session, client).await?, &paging).await
}

pub(in crate::rest::admin) async fn withdraw(
    State(app): State<App>,
    session: StaffSession,
    Id(client): Id,
    InvitationOf(id): InvitationOf,
) -> Result<NoContent, Problem> {
    users::withdrawn(&owners::of_client(&app, &session, client).await?, id).await
}
