//! What is set at the registrar of anybody's domain name.

use axum::Json;
use axum::extract::State;

use crate::App;
use crate::rest::admin::owners;
use crate::rest::body::Body;
use crate::rest::domains::at_registrar::{self, Lock, Nameservers, Protection, TransferCode};
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::StaffSession;
use crate::session::proof::Proof;

pub(in crate::rest::admin) async fn nameservers(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Nameservers>, Problem> {
    at_registrar::servers(&owners::of_domain(&app, &session, id).await?, id).await
}

pub(in crate::rest::admin) async fn set_nameservers(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Nameservers>,
) -> Result<Json<Nameservers>, Problem> {
    at_registrar::set_servers(&owners::of_domain(&app, &session, id).await?, id, input).await
}

pub(in crate::rest::admin) async fn lock(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Lock>, Problem> {
    at_registrar::locked(&owners::of_domain(&app, &session, id).await?, id).await
}

pub(in crate::rest::admin) async fn set_lock(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Lock>,
) -> Result<Json<Lock>, Problem> {
    at_registrar::lock_up(&owners::of_domain(&app, &session, id).await?, id, input).await
}

pub(in crate::rest::admin) async fn set_protection(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Protection>,
) -> Result<Json<Protection>, Problem> {
    at_registrar::protect(&owners::of_domain(&app, &session, id).await?, id, input).await
}

pub(in crate::rest::admin) async fn transfer_code(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<TransferCode>, Problem> {
    let door = owners::of_domain(&app, &session, id).await?;
    at_registrar::code_of(&door, id, &Proof::of_staff(&session)).await
}
