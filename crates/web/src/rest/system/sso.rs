//! The way into the stock client area.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::body::MaybeBody;
use crate::rest::problem::Problem;
use crate::session::ClientSession;

/// Where to.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Where {
    destination: Option<Destination>,
    /// The page of this service.
    #[schemars(range(min = 1))]
    service_id: Option<u64>,
}

/// Pages of the stock client area.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Destination {
    Profile,
    Services,
    Domains,
    Invoices,
    Tickets,
    Emails,
}

/// A link that is good once, for a minute.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Link {
    redirect_url: String,
}

impl Destination {
    const fn word(self) -> &'static str {
        match self {
            Self::Profile => "clientarea:profile",
            Self::Services => "clientarea:services",
            Self::Domains => "clientarea:domains",
            Self::Invoices => "clientarea:invoices",
            Self::Tickets => "clientarea:tickets",
            Self::Emails => "clientarea:emails",
        }
    }
}

pub(super) async fn create(
    State(app): State<App>,
    session: ClientSession,
    MaybeBody(input): MaybeBody<Where>,
) -> Result<Json<Link>, Problem> {
    let door = session.door(&app, ClientPermission::ProductSso)?;
    let destination = match input.service_id {
        Some(_) => "clientarea:product_details",
        None => input.destination.map_or("clientarea:homepage", Destination::word),
    };
    let redirect_url = door.sign_on(destination, input.service_id).await?;
    Ok(Json(Link { redirect_url }))
}
