//! Where the machine of a service runs, written into the custom fields that the house keeps it in.

use axum::Json;
use axum::extract::State;
use protocol::wire::{Keyed, PhpSerialized};
use protocol::{AddCustomField, ClientService, UpdateClientProduct};
use schemars::JsonSchema;
use serde::Deserialize;

use super::services::{Owned, one, row_of};
use crate::App;
use crate::cloud::Kept;
use crate::rest::body::Body;
use crate::rest::money::key;
use crate::rest::problem::{Code, Problem};
use crate::rest::query::Id;
use crate::session::StaffSession;
use crate::whmcs::CallError;

/// Where a machine runs; what is absent or null stays as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    #[schemars(length(max = 250), regex(pattern = r"^[^\x00]*$"))]
    provider: Option<String>,
    /// The provider's own number of it.
    #[schemars(length(max = 250), regex(pattern = r"^[^\x00]*$"))]
    provider_id: Option<String>,
    #[schemars(length(max = 250), regex(pattern = r"^[^\x00]*$"))]
    region: Option<String>,
    #[schemars(length(max = 50), inner(length(min = 2, max = 45), regex(pattern = r"^[^\x00]*$")))]
    ips: Option<Vec<String>>,
}

/// A field that the product lacks is added to it where the WHMCS behind can do that; where it
/// cannot, the problem names the fields that have to be added by hand.
pub(super) async fn set(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Place>,
) -> Result<Json<Owned>, Problem> {
    let row = row_of(&app, &session, id).await?;
    // The key belongs to the one write behind.
    let aside = session.aside();
    let wanted = [
        (Kept::Provider, input.provider),
        (Kept::ProviderId, input.provider_id),
        (Kept::Region, input.region),
        (Kept::Ips, input.ips.map(|ips| ips.join("\n"))),
    ];
    let (mut values, mut missing) = (Vec::new(), Vec::new());
    for (kept, value) in wanted {
        let Some(value) = value else { continue };
        match field_of(&app, &aside, &row, kept).await {
            Ok(field) => values.push((field, value)),
            Err(CallError::NotOffered(_)) => {
                missing.push(app.0.cloud_fields.name(kept).to_owned());
            }
            Err(error) => return Err(error.into()),
        }
    }
    if !missing.is_empty() {
        let names = missing.join(", ");
        let detail = format!(
            "This WHMCS cannot add custom fields through its API. Add to the product {}, under \
             Custom Fields, as text boxes for staff only: {names}.",
            row.pid.0
        );
        return Err(Problem::new(Code::NotOfferedByThisWhmcs, detail));
    }
    if !values.is_empty() {
        let values: Keyed<String, u64> = values.into_iter().collect();
        let customfields = Some(PhpSerialized(values));
        let call =
            UpdateClientProduct { serviceid: id, customfields, ..UpdateClientProduct::default() };
        session.call(&app, call).await?;
    }
    Ok(Json(one(&app, &session, id).await?))
}

/// The field of a product that keeps this, added if there is none.
async fn field_of(
    app: &App,
    session: &StaffSession,
    row: &ClientService,
    kept: Kept,
) -> Result<u64, CallError> {
    let fields = row.customfields.customfield.iter();
    let names = app.0.cloud_fields.names(kept);
    let mut found = names.iter().filter_map(|name| {
        fields.clone().find(|field| field.name.trim().eq_ignore_ascii_case(name))
    });
    if let Some(field) = found.next() {
        return Ok(key(field.id.0));
    }
    let call = AddCustomField {
        r#type: "product".to_owned(),
        relid: row.pid.id(),
        name: app.0.cloud_fields.name(kept).to_owned(),
        fieldtype: Some(if kept == Kept::Ips { "textarea" } else { "text" }.to_owned()),
        ..AddCustomField::default()
    };
    Ok(key(session.call(app, call).await?.fieldid.0))
}
