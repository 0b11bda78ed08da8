//! Signing up.

use axum::extract::State;
use axum::http::HeaderMap;
use model::ids::UserId;
use model::people::country::Country;
use model::people::password::PasswordPolicy;
use protocol::AddClient;
use protocol::wire::Flag;
use schemars::JsonSchema;
use serde::Deserialize;

use super::entered::{Entered, enter};
use super::login::bearable;
use crate::App;
use crate::links;
use crate::rest::body::Body;
use crate::rest::people::WIRE_NAMES;
use crate::rest::problem::Problem;
use crate::session::{Visitor, enter as door};

/// A sign-up: a user and the client it owns.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Register {
    /// What the user logs in with.
    #[schemars(length(max = 250))]
    email: String,
    /// At least eight characters, and not one that everybody uses.
    #[schemars(length(min = 8, max = 200))]
    password: String,
    #[schemars(length(min = 1, max = 100))]
    first_name: String,
    #[schemars(length(min = 1, max = 100))]
    last_name: String,
    company_name: Option<String>,
    /// The address can be given later; an order may need it.
    address1: Option<String>,
    address2: Option<String>,
    city: Option<String>,
    state: Option<String>,
    postcode: Option<String>,
    /// Two letters, ISO 3166-1.
    country: Option<String>,
    phone_number: Option<String>,
    tax_id: Option<String>,
    /// The id of one of `GET /currencies`; the house's own if absent.
    #[schemars(range(min = 1))]
    currency_id: Option<u64>,
    /// A full name, such as `english`.
    language: Option<String>,
    /// News by mail are welcome.
    #[serde(default)]
    marketing_opt_in: bool,
    /// Set the session's cookies too, for a page in a browser.
    #[serde(default)]
    cookie: bool,
}

pub(super) async fn register(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Body(input): Body<Register>,
) -> Result<Entered, Problem> {
    bearable(&input.password)?;
    good_enough(&input)?;
    named(&input)?;
    let left = door::admit(&app, &input.email, visitor.ip)?;
    let (cookie, email) = (input.cookie, input.email.clone());
    let call = wire(input, visitor.caller.ip.clone());
    let made = app.whmcs().call(&visitor.caller, call).await;
    let made = made.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    let link = links::code_of(&app, &headers);
    links::converted(&app, &visitor.caller, link, made.clientid.id(), None).await;
    let (user, caller) = (UserId(made.owner_id.0), &visitor.caller);
    let who = door::user(&app, caller, user, Some(&email), None).await?;
    enter(&app, &who, None, cookie, Some(left))
}

/// The API of a WHMCS takes any password; a person is held to a better one.
fn good_enough(input: &Register) -> Result<(), Problem> {
    let personal = [&*input.email, &*input.first_name, &*input.last_name];
    PasswordPolicy::default()
        .check(&input.password, &personal)
        .map_err(|refused| Problem::invalid("/password", refused.to_string()))
}

fn named(input: &Register) -> Result<(), Problem> {
    for (pointer, name) in [("/first_name", &input.first_name), ("/last_name", &input.last_name)] {
        if name.trim().is_empty() {
            return Err(Problem::invalid(pointer, "must not be empty"));
        }
    }
    let country = input.country.as_deref().unwrap_or_default();
    if !country.is_empty() && Country::of(country).is_none() {
        return Err(Problem::invalid("/country", "must be two letters of ISO 3166-1"));
    }
    Ok(())
}

/// Whether everything is there that a whole address has; else only the rest is checked.
fn has_address(input: &Register) -> bool {
    let parts = [&input.address1, &input.city, &input.state, &input.postcode, &input.country];
    let parts = parts.into_iter().chain([&input.phone_number]);
    parts.flatten().filter(|part| !part.trim().is_empty()).count() == 6
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
        country: input.country,
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
