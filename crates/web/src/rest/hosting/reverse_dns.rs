//! What the addresses of a service are called in reverse DNS.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::{GetServiceReverseDnsResponse, NamedAddress, SetServiceReverseDns};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::for_client::ForClient;
use crate::rest::body::Body;
use crate::rest::money::text;
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::ClientSession;

/// An address and its name.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Address {
    ip: String,
    /// In punycode; null if it has none.
    name: Option<String>,
}

/// What the addresses of a service are called.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct ReverseDns {
    addresses: Vec<Address>,
    /// Networks of the service, such as `2001:db8::/64`: each of their addresses may have a name.
    networks: Vec<String>,
}

/// A name for an address.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest) struct NewName {
    /// One of the service's addresses, or one in its networks.
    #[schemars(length(max = 45))]
    ip: String,
    /// A host name; null for the one that the provider gives by itself.
    #[schemars(length(min = 1, max = 253))]
    name: Option<String>,
}

pub(super) async fn get(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<ReverseDns>, Problem> {
    names(&session.door(&app, ClientPermission::Products)?, id).await
}

pub(in crate::rest) async fn names(door: &ForClient, id: u64) -> Result<Json<ReverseDns>, Problem> {
    Ok(Json(told(door.reverse_dns(id).await?)))
}

pub(super) async fn set(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<NewName>,
) -> Result<Json<ReverseDns>, Problem> {
    name(&session.door(&app, ClientPermission::ManageProducts)?, id, input).await
}

pub(in crate::rest) async fn name(
    door: &ForClient,
    id: u64,
    input: NewName,
) -> Result<Json<ReverseDns>, Problem> {
    let call = SetServiceReverseDns { serviceid: id, ip: input.ip, name: input.name };
    Ok(Json(told(door.set_reverse_dns(call).await?)))
}

fn told(said: GetServiceReverseDnsResponse) -> ReverseDns {
    let address = |each: NamedAddress| Address { name: text(&each.name), ip: each.ip.0 };
    ReverseDns {
        addresses: said.addresses.0.address.0.into_iter().map(address).collect(),
        networks: said.networks.0,
    }
}
