//! What is set at the registrar of a domain name.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::accepted::Accepted;
use crate::rest::body::{Body, MaybeBody};
use crate::rest::money::text;
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::ClientSession;
use crate::session::proof::prove;

/// The name servers of a domain name.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Nameservers {
    /// From two to five names.
    #[schemars(length(min = 2, max = 5))]
    nameservers: Vec<String>,
}

/// Whether the registrar refuses transfers.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Lock {
    is_locked: bool,
}

/// The code of the present provider, with which a name is moved here.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCode {
    #[schemars(length(min = 1, max = 255))]
    code: String,
}

/// Whether the registry hides the owner's address.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Protection {
    is_protected: bool,
}

/// Who asks for the code of a transfer elsewhere.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeWanted {
    /// The present password. It may be left out within ten minutes of a log-in of whichever kind;
    /// else the answer is `proof-required`.
    #[schemars(length(max = 1024))]
    current_password: Option<String>,
}

/// The code for a transfer elsewhere.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct TransferCode {
    /// Null when the registrar mails it to the owner.
    code: Option<String>,
}

pub(super) async fn nameservers(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Nameservers>, Problem> {
    let door = session.door(&app, ClientPermission::ManageDomains)?;
    let said = door.nameservers(id).await?;
    let names = [said.ns1, said.ns2, said.ns3, said.ns4, said.ns5];
    let nameservers = names.iter().flatten().filter_map(text).collect();
    Ok(Json(Nameservers { nameservers }))
}

pub(super) async fn set_nameservers(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<Nameservers>,
) -> Result<Json<Nameservers>, Problem> {
    let door = session.door(&app, ClientPermission::ManageDomains)?;
    let nameservers = input.nameservers;
    if !(2..=5).contains(&nameservers.len()) || nameservers.iter().any(String::is_empty) {
        return Err(Problem::invalid("/nameservers", "must be from 2 to 5 names"));
    }
    let is_twice = |(at, name): (usize, &String)| {
        nameservers.iter().take(at).any(|other| other.eq_ignore_ascii_case(name))
    };
    if nameservers.iter().enumerate().any(is_twice) {
        return Err(Problem::invalid("/nameservers", "must be different names"));
    }
    let done = door.set_nameservers(id, nameservers.clone()).await;
    let names = ["ns1", "ns2", "ns3", "ns4", "ns5"].map(|name| (name, "nameservers"));
    done.map_err(|error| Problem::from(error).renamed(&names))?;
    Ok(Json(Nameservers { nameservers }))
}

pub(super) async fn lock(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Lock>, Problem> {
    let door = session.door(&app, ClientPermission::ManageDomains)?;
    Ok(Json(Lock { is_locked: door.is_locked(id).await? }))
}

pub(super) async fn set_lock(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<Lock>,
) -> Result<Json<Lock>, Problem> {
    let door = session.door(&app, ClientPermission::ManageDomains)?;
    door.set_locked(id, input.is_locked).await?;
    Ok(Json(input))
}

pub(super) async fn transfer(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<NewCode>,
) -> Result<Accepted, Problem> {
    let door = session.door(&app, ClientPermission::ManageDomains)?;
    let done = door.transfer_again(id, &input.code).await;
    done.map_err(|error| Problem::from(error).renamed(&[("eppcode", "code")]))?;
    Ok(Accepted)
}

pub(super) async fn set_protection(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<Protection>,
) -> Result<Json<Protection>, Problem> {
    let door = session.door(&app, ClientPermission::ManageDomains)?;
    door.set_protected(id, input.is_protected).await?;
    Ok(Json(input))
}

pub(super) async fn transfer_code(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    MaybeBody(input): MaybeBody<CodeWanted>,
) -> Result<Json<TransferCode>, Problem> {
    let door = session.door(&app, ClientPermission::ManageDomains)?;
    // A foreign name is not there, whoever asks.
    door.domain(id).await?;
    let proof = prove(&app, &session, input.current_password.as_deref()).await?;
    let said = door.transfer_code(id, &proof).await?;
    let code = said.eppcode.map(protocol::wire::Secret::into_revealed);
    Ok(Json(TransferCode { code: code.filter(|code| !code.is_empty()) }))
}
