//! What is set at the registrar of a domain name.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::for_client::ForClient;
use crate::rest::accepted::Accepted;
use crate::rest::body::{Body, MaybeBody};
use crate::rest::money::text;
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::ClientSession;
use crate::session::proof::{Proof, prove};

/// The name servers of a domain name.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest) struct Nameservers {
    /// From two to five names.
    #[schemars(length(min = 2, max = 5))]
    nameservers: Vec<String>,
}

/// Whether the registrar refuses transfers.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest) struct Lock {
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
pub(in crate::rest) struct Protection {
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
pub(in crate::rest) struct TransferCode {
    /// Null when the registrar mails it to the owner.
    code: Option<String>,
}

pub(super) async fn nameservers(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Nameservers>, Problem> {
    servers(&session.door(&app, ClientPermission::ManageDomains)?, id).await
}

pub(in crate::rest) async fn servers(
    door: &ForClient,
    id: u64,
) -> Result<Json<Nameservers>, Problem> {
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
    set_servers(&session.door(&app, ClientPermission::ManageDomains)?, id, input).await
}

pub(in crate::rest) async fn set_servers(
    door: &ForClient,
    id: u64,
    Nameservers { nameservers }: Nameservers,
) -> Result<Json<Nameservers>, Problem> {
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
    locked(&session.door(&app, ClientPermission::ManageDomains)?, id).await
}

pub(in crate::rest) async fn locked(door: &ForClient, id: u64) -> Result<Json<Lock>, Problem> {
    Ok(Json(Lock { is_locked: door.is_locked(id).await? }))
}

pub(super) async fn set_lock(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<Lock>,
) -> Result<Json<Lock>, Problem> {
    lock_up(&session.door(&app, ClientPermission::ManageDomains)?, id, input).await
}

pub(in crate::rest) async fn lock_up(
    door: &ForClient,
    id: u64,
    input: Lock,
) -> Result<Json<Lock>, Problem> {
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
    protect(&session.door(&app, ClientPermission::ManageDomains)?, id, input).await
}

pub(in crate::rest) async fn protect(
    door: &ForClient,
    id: u64,
    input: Protection,
) -> Result<Json<Protection>, Problem> {
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
    code_of(&door, id, &proof).await
}

pub(in crate::rest) async fn code_of(
    door: &ForClient,
    id: u64,
    proof: &Proof,
) -> Result<Json<TransferCode>, Problem> {
    let said = door.transfer_code(id, proof).await?;
    let code = said.eppcode.map(protocol::wire::Secret::into_revealed);
    Ok(Json(TransferCode { code: code.filter(|code| !code.is_empty()) }))
}
