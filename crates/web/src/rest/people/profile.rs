//! The client acted for.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::wire::{Flag, List};
use protocol::{ClientDetails, CustomFieldEntry, UpdateClient};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::WIRE_NAMES;
use super::contact_input::Emails;
use crate::App;
use crate::asked::{self, Of};
use crate::rest::body::Body;
use crate::rest::fields::{FilledField, filled_fields, given};
use crate::rest::inputs::{CountryCode, NAME};
use crate::rest::money::{Money, key, sum, text};
use crate::rest::patch::{self, Given, Patch};
use crate::rest::problem::Problem;
use crate::session::ClientSession;

/// The client acted for.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Profile {
    id: u64,
    /// `Active`, `Inactive` or `Closed`.
    status: String,
    first_name: String,
    last_name: String,
    company_name: Option<String>,
    email: String,
    address1: Option<String>,
    address2: Option<String>,
    city: Option<String>,
    state: Option<String>,
    postcode: Option<String>,
    /// Two letters, ISO 3166-1.
    country: Option<String>,
    phone_number: Option<String>,
    tax_id: Option<String>,
    /// ISO 4217.
    currency: String,
    /// What the client has paid ahead.
    credit: Money,
    payment_method: Option<String>,
    language: Option<String>,
    emails: Emails,
    marketing_opt_in: bool,
    /// What the house asks beside that.
    fields: Vec<FilledField>,
}

/// What a client may change of itself; what is absent stays as it is, and null empties it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest) struct Change {
    #[serde(default)]
    #[schemars(length(min = 1, max = 100), regex(pattern = NAME))]
    first_name: Given<String>,
    #[serde(default)]
    #[schemars(length(min = 1, max = 100), regex(pattern = NAME))]
    last_name: Given<String>,
    #[serde(default)]
    #[schemars(length(max = 200))]
    company_name: Patch<String>,
    #[serde(default)]
    #[schemars(length(max = 200))]
    address1: Patch<String>,
    #[serde(default)]
    #[schemars(length(max = 200))]
    address2: Patch<String>,
    #[serde(default)]
    #[schemars(length(max = 100))]
    city: Patch<String>,
    #[serde(default)]
    #[schemars(length(max = 100))]
    state: Patch<String>,
    #[serde(default)]
    #[schemars(length(max = 20))]
    postcode: Patch<String>,
    /// An account has one.
    #[serde(default)]
    country: Given<CountryCode>,
    #[serde(default)]
    #[schemars(length(max = 40))]
    phone_number: Patch<String>,
    #[serde(default)]
    #[schemars(length(max = 50))]
    tax_id: Patch<String>,
    /// One of `GET /payment-methods`.
    #[serde(default)]
    #[schemars(length(max = 50))]
    payment_method: Patch<String>,
    /// A full name, such as `english`; null for the house's own.
    #[serde(default)]
    #[schemars(length(max = 50))]
    language: Patch<String>,
    #[serde(default)]
    emails: Given<Emails>,
    #[serde(default)]
    marketing_opt_in: Given<bool>,
    /// By the id of the field: what is filled in; an empty text empties it.
    #[serde(default)]
    fields: BTreeMap<String, String>,
}

pub(super) async fn get(
    State(app): State<App>,
    session: ClientSession,
) -> Result<Json<Profile>, Problem> {
    let door = session.door(&app, ClientPermission::Profile)?;
    let asks = asked::open_fields(&app, &session.caller, Of::Clients).await?;
    Ok(Json(profile(door.details().await?, asks)))
}

pub(super) async fn update(
    State(app): State<App>,
    session: ClientSession,
    Body(input): Body<Change>,
) -> Result<Json<Profile>, Problem> {
    let door = session.door(&app, ClientPermission::Profile)?;
    let done = door.update(wire(input)?).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    let asks = asked::open_fields(&app, &session.caller, Of::Clients).await?;
    Ok(Json(profile(door.details().await?, asks)))
}

pub(in crate::rest) fn wire(input: Change) -> Result<UpdateClient, Problem> {
    Ok(UpdateClient {
        customfields: given(&input.fields)?,
        unset: emptied(&input),
        email_preferences: input.emails.0.unwrap_or_default().wire(),
        firstname: input.first_name.0,
        lastname: input.last_name.0,
        companyname: input.company_name.text(),
        address1: input.address1.text(),
        address2: input.address2.text(),
        city: input.city.text(),
        state: input.state.text(),
        postcode: input.postcode.text(),
        country: input.country.0.map(CountryCode::wire),
        phonenumber: input.phone_number.text(),
        tax_id: input.tax_id.text(),
        paymentmethod: input.payment_method.text(),
        language: input.language.text(),
        marketingoptin: input.marketing_opt_in.0.map(Flag),
        ..UpdateClient::default()
    })
}

fn emptied(input: &Change) -> List<String> {
    patch::emptied([
        ("companyname", &input.company_name),
        ("address1", &input.address1),
        ("address2", &input.address2),
        ("city", &input.city),
        ("state", &input.state),
        ("postcode", &input.postcode),
        ("phonenumber", &input.phone_number),
        ("tax_id", &input.tax_id),
        ("paymentmethod", &input.payment_method),
        ("language", &input.language),
    ])
}

pub(in crate::rest) fn profile(row: ClientDetails, asks: Vec<CustomFieldEntry>) -> Profile {
    let emails = &row.email_preferences;
    Profile {
        id: key(row.client_id.0),
        fields: filled_fields(asks, &row.customfields),
        company_name: text(&row.companyname),
        address1: text(&row.address1),
        address2: text(&row.address2),
        city: text(&row.city),
        state: text(&row.state),
        postcode: text(&row.postcode),
        country: text(&row.countrycode),
        phone_number: text(&row.phonenumber),
        tax_id: text(&row.tax_id),
        credit: sum(&row.credit, &row.currency_code),
        payment_method: text(&row.defaultgateway),
        language: text(&row.language),
        emails: Emails {
            general: Some(emails.general.0),
            product: Some(emails.product.0),
            domain: Some(emails.domain.0),
            invoice: Some(emails.invoice.0),
            support: Some(emails.support.0),
            affiliate: Some(emails.affiliate.0),
        },
        marketing_opt_in: row.marketing_emails_opt_in.0,
        status: row.status.0,
        first_name: row.firstname.0,
        last_name: row.lastname.0,
        email: row.email.0,
        currency: row.currency_code.0,
    }
}
