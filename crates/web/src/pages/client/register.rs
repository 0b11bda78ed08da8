//! Signing up without an order.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use model::ids::UserId;
use model::people::password::{PasswordPolicy, PasswordRefusal};
use protocol::AddClient;
use protocol::wire::Flag;

use super::Shown;
use super::doors::{self, Onward};
use crate::App;
use crate::links;
use crate::pages::filled::Filled;
use crate::pages::gate::{Arrival, Arrived};
use crate::pages::language::{current, tell, tell_with};
use crate::pages::order::countries;
use crate::pages::view;
use crate::session::enter::{self, Refused};
use serde_json::json;

/// The fields that are shown again.
const FIELDS: [&str; 11] = [
    "firstname",
    "lastname",
    "companyname",
    "email",
    "phonenumber",
    "address1",
    "address2",
    "city",
    "state",
    "postcode",
    "country",
];

/// `GET /register`
pub(super) async fn form(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Query(onward): Query<Onward>,
) -> Shown {
    if arrival.claims.as_ref().is_some_and(|claims| claims.client().is_some()) {
        return Ok(Redirect::to(onward.path()).into_response());
    }
    let filled = Filled::with([("country", "US".to_owned())]);
    Ok(show(&app, &arrival, &filled, onward.path(), StatusCode::OK).await)
}

/// `POST /register`
pub(super) async fn submit(State(app): State<App>, Arrived(arrival): Arrived) -> Shown {
    let mut filled = Filled::typed(&arrival.form, &FIELDS);
    let next = arrival.form.text("next").unwrap_or_default().to_owned();
    let onward = Onward { next };
    let password = arrival.form.text("password").unwrap_or_default();
    check(&mut filled, password);
    if filled.is_good() {
        match sign_up(&app, &arrival, &filled, password).await {
            Ok(who) => return Ok(doors::welcome(&app, &who, onward.path())),
            Err(Refused::Call(error)) => {
                filled.refused(error, &[("password2", "password")])?;
            }
            Err(refused) => {
                let (_, said) = doors::words(refused)?;
                filled.problem("form", said);
            }
        }
    }
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(show(&app, &arrival, &filled, onward.path(), status).await)
}

fn check(filled: &mut Filled, password: &str) {
    filled.need(&[
        ("firstname", "enter-your-first-name"),
        ("lastname", "enter-your-last-name"),
        ("email", "enter-your-email"),
        ("address1", "enter-your-street"),
        ("city", "enter-your-city"),
        ("postcode", "enter-your-postcode"),
    ]);
    let personal = [filled.text("email"), filled.text("firstname"), filled.text("lastname")];
    if let Err(refused) = PasswordPolicy::default().check(password, &personal) {
        filled.problem("password", weak(&refused));
    }
}

/// Why a password is not taken.
pub(super) fn weak(refused: &PasswordRefusal) -> String {
    match refused {
        PasswordRefusal::TooShort { chars_min } => {
            tell_with("password-too-short", &[("least", (*chars_min).into())])
        }
        PasswordRefusal::TooLong { chars_max } => {
            tell_with("password-too-long", &[("most", (*chars_max).into())])
        }
        PasswordRefusal::Common => tell("password-common"),
        PasswordRefusal::Personal => tell("password-personal"),
    }
}

async fn sign_up(
    app: &App,
    arrival: &Arrival,
    filled: &Filled,
    password: &str,
) -> Result<crate::session::Identity, Refused> {
    enter::admit(app, filled.text("email"), arrival.ip)?;
    let caller = view::visitor(arrival.ip);
    let call = AddClient {
        firstname: filled.owned("firstname"),
        lastname: filled.owned("lastname"),
        companyname: filled.owned("companyname"),
        email: filled.owned("email"),
        phonenumber: filled.owned("phonenumber"),
        address1: filled.owned("address1"),
        address2: filled.owned("address2"),
        city: filled.owned("city"),
        state: filled.owned("state"),
        postcode: filled.owned("postcode"),
        country: filled.owned("country"),
        password2: Some(password.into()),
        clientip: Some(arrival.ip.to_string()),
        language: Some(current().wire.to_owned()),
        // State and phone are not asked of everybody.
        skipvalidation: Flag(true),
        ..AddClient::default()
    };
    let made = app.whmcs().call(&caller, call).await?;
    links::converted(app, &caller, arrival.link.clone(), made.clientid.id(), None).await;
    let email = Some(filled.text("email"));
    enter::user(app, &caller, UserId(made.owner_id.0), email, None).await
}

async fn show(
    app: &App,
    arrival: &Arrival,
    filled: &Filled,
    next: &str,
    status: StatusCode,
) -> Response {
    let view = json!({ "filled": filled, "next": next, "countries": countries() });
    doors::door(app, arrival, "client/register.html", &tell("sign-up"), status, view).await
}
