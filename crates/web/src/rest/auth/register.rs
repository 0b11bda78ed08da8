//! Signing up.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use engine::{Caller, Door};
use model::ids::UserId;
use model::people::password::PasswordPolicy;
use protocol::AddClient;
use protocol::wire::Flag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entered::{Entered, enter};
use super::login::bearable;
use crate::App;
use crate::asked::{self, Due, Of};
use crate::links;
use crate::pages::terms;
use crate::rest::body::Body;
use crate::rest::fields::{AskedField, asked_field, given};
use crate::rest::inputs::{CountryCode, EMAIL, NAME};
use crate::rest::people::WIRE_NAMES;
use crate::rest::problem::Problem;
use crate::session::{Visitor, enter as door};

/// A sign-up: a user and the client it owns.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Register {
    /// What the user logs in with.
    #[schemars(length(max = 254), regex(pattern = EMAIL))]
    email: String,
    /// At least eight characters, and not one that everybody uses.
    #[schemars(length(min = 8, max = 200))]
    password: String,
    #[schemars(length(min = 1, max = 100), regex(pattern = NAME))]
    first_name: String,
    #[schemars(length(min = 1, max = 100), regex(pattern = NAME))]
    last_name: String,
    #[schemars(length(max = 200))]
    company_name: Option<String>,
    /// The address can be given later; an order may need it.
    #[schemars(length(max = 200))]
    address1: Option<String>,
    #[schemars(length(max = 200))]
    address2: Option<String>,
    #[schemars(length(max = 100))]
    city: Option<String>,
    #[schemars(length(max = 100))]
    state: Option<String>,
    #[schemars(length(max = 20))]
    postcode: Option<String>,
    country: Option<CountryCode>,
    #[schemars(length(max = 40))]
    phone_number: Option<String>,
    #[schemars(length(max = 50))]
    tax_id: Option<String>,
    /// The id of one of `GET /currencies`; the house's own if absent.
    #[schemars(range(min = 1))]
    currency_id: Option<u64>,
    /// A full name, such as `english`.
    #[schemars(length(max = 50))]
    language: Option<String>,
    /// By the id of one of `GET /auth/register`: what is filled in.
    #[serde(default)]
    fields: BTreeMap<String, String>,
    /// News by mail are welcome.
    #[serde(default)]
    marketing_opt_in: bool,
    /// Whether whoever signs up agrees to the terms of service. Must be true where the house asks
    /// for that; the activity log keeps it.
    #[serde(default)]
    terms_accepted: bool,
    /// Set the session's cookies too, for a page in a browser.
    #[serde(default)]
    cookie: bool,
}

/// What somebody who signs up is asked beside what everybody is.
#[derive(Serialize, JsonSchema)]
pub(super) struct Questions {
    fields: Vec<AskedField>,
}

pub(super) async fn questions(
    State(app): State<App>,
    visitor: Visitor,
) -> Result<Json<Questions>, Problem> {
    let rows = asked::at_sign_up(&app, &visitor.caller).await?;
    Ok(Json(Questions { fields: rows.into_iter().map(asked_field).collect() }))
}

pub(super) async fn register(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Body(input): Body<Register>,
) -> Result<Entered, Problem> {
    bearable(&input.password)?;
    good_enough(&input)?;
    let agreed = input.terms_accepted;
    if terms::are_lacking(&app, &Caller::system(Door::Rest), agreed).await {
        let detail = "must be true: whoever signs up here agrees to the terms of service";
        return Err(Problem::invalid("/terms_accepted", detail));
    }
    let tried = door::admit(&app, &input.email, visitor.ip)?;
    let (cookie, email) = (input.cookie, input.email.clone());
    let customfields = given(&input.fields)?;
    let (caller, of) = (&visitor.caller, Of::Clients);
    let checked = asked::check_answers(&app, caller, of, &customfields, Due::SignUp).await;
    checked.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    let rest = wire(input, visitor.caller.ip.clone());
    let call = AddClient { customfields, termsagreed: Flag(agreed), ..rest };
    let made = app.whmcs().call(&visitor.caller, call).await;
    let made = made.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    let link = links::code_of(&app, &headers);
    links::converted(&app, &visitor.caller, link, made.clientid.id(), None).await;
    let (user, caller) = (UserId(made.owner_id.0), &visitor.caller);
    let who = door::user(&app, caller, user, Some(&email), None).await?;
    enter(&app, &who, cookie, Some(tried.left())).await
}

/// The API of a WHMCS takes any password; a person is held to a better one.
fn good_enough(input: &Register) -> Result<(), Problem> {
    let personal = [&*input.email, &*input.first_name, &*input.last_name];
    PasswordPolicy::default()
        .check(&input.password, &personal)
        .map_err(|refused| Problem::invalid("/password", refused.to_string()))
}

/// Whether everything is there that a whole address has; else only the rest is checked.
fn has_address(input: &Register) -> bool {
    let parts = [&input.address1, &input.city, &input.state, &input.postcode, &input.phone_number];
    let said = |part: &Option<String>| part.as_deref().is_some_and(|part| !part.trim().is_empty());
    input.country.is_some() && parts.into_iter().all(said)
}

fn wire(input: Register, ip: String) -> AddClient {
    let complete = has_address(&input);
    AddClient {
        firstname: Some(input.first_name),
        lastname: Some(input.last_name),
        companyname: input.company_name,
        email: Some(input.email),
        password2: Some(input.password.into()),
        address1: input.address1,
        address2: input.address2,
        city: input.city,
        state: input.state,
        postcode: input.postcode,
        country: input.country.map(CountryCode::wire),
        phonenumber: input.phone_number,
        tax_id: input.tax_id,
        currency: input.currency_id,
        language: input.language,
        marketingoptin: Some(Flag(input.marketing_opt_in)),
        clientip: Some(ip),
        skipvalidation: Flag(!complete),
        ..AddClient::default()
    }
}
