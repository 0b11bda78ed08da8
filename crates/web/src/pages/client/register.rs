//! Signing up without an order.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use model::ids::UserId;
use model::people::password::{PasswordPolicy, PasswordRefusal};
use protocol::wire::Flag;
use protocol::{AddClient, AddSignInLink};

use super::Shown;
use super::doors::{self, Onward};
use crate::App;
use crate::asked;
use crate::links;
use crate::pages::countries::countries;
use crate::pages::filled::Filled;
use crate::pages::gate::{Arrival, Arrived};
use crate::pages::language::{current, tell, tell_with};
use crate::pages::questions::{self, Answers, Question};
use crate::pages::{sign_in, terms, view};
use crate::session::Role;
use crate::session::enter::{self, Refused};
use crate::session::journey::{self, Stage, Stranger};
use serde_json::json;

/// Letters and digits of a password that nobody is told.
const PASSWORD_CHARS: usize = 40;

/// The fields that are shown again.
const FIELDS: [&str; 13] = [
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
    "tax_id",
    terms::FIELD,
];

/// `GET /register`
pub(super) async fn form(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Query(onward): Query<Onward>,
) -> Shown {
    if arrival.claims.as_ref().is_some_and(|claims| claims.client().is_some()) {
        return Ok(Redirect::to(onward.path()).into_response());
    }
    let known = stranger(&app, &headers);
    let country = view::home_country(&app, &view::visitor(arrival.ip)).await;
    let mut fields = vec![("country", country)];
    if let Some(known) = &known {
        fields.push(("firstname", known.first_name.clone()));
        fields.push(("lastname", known.last_name.clone()));
        fields.push(("email", known.email.clone()));
    }
    let asks = asked::at_sign_up(&app, &view::visitor(arrival.ip)).await?;
    let page = Page {
        filled: &Filled::with(fields),
        next: onward.path(),
        is_known: known.is_some(),
        questions: questions::of_entries(&asks, &Answers::new(), &Answers::new()),
    };
    Ok(page.show(&app, &arrival, StatusCode::OK).await)
}

/// `POST /register`
pub(super) async fn submit(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Shown {
    let mut filled = Filled::typed(&arrival.form, &FIELDS);
    let next = arrival.form.text("next").unwrap_or_default().to_owned();
    let onward = Onward { next, ..Onward::default() };
    let known = stranger(&app, &headers);
    // Whoever comes from a provider needs no password; one can be had by mail.
    let password = match &known {
        Some(_) => app.0.chance.base62(PASSWORD_CHARS),
        None => arrival.form.text("password").unwrap_or_default().to_owned(),
    };
    check(&mut filled, &password);
    let is_agreed = !filled.text(terms::FIELD).is_empty();
    if terms::are_lacking(&app, &view::visitor(arrival.ip), is_agreed).await {
        filled.problem(terms::FIELD, tell("terms-needed-account"));
    }
    filled.bound(&FIELDS);
    let asks = asked::at_sign_up(&app, &view::visitor(arrival.ip)).await?;
    let answers = questions::read(&arrival.form, "field_", &asks);
    filled.unanswered(&questions::unanswered(&asks, &answers, &Answers::new()));
    if filled.is_good() {
        let typed = (&filled, &*password, &answers);
        match sign_up(&app, &arrival, typed, known.as_ref()).await {
            Ok(who) => {
                let response = doors::welcome(&app, &who, onward.path()).await;
                return Ok(sign_in::over(&app, response));
            }
            Err(Refused::Call(error)) => {
                filled.refused(error, &[("password2", "password")])?;
            }
            Err(refused) => {
                let (_, said) = doors::words(refused)?;
                filled.problem("form", said);
            }
        }
    }
    let page = Page {
        filled: &filled,
        next: onward.path(),
        is_known: known.is_some(),
        questions: questions::of_entries(&asks, &answers, &Answers::new()),
    };
    Ok(page.show(&app, &arrival, StatusCode::UNPROCESSABLE_ENTITY).await)
}

/// Whom a provider named, and nobody here knows.
fn stranger(app: &App, headers: &HeaderMap) -> Option<Stranger> {
    match journey::read(app, headers) {
        Some(Stage::New(stranger)) => Some(stranger),
        _ => None,
    }
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
    filled.mail_address("email");
    let personal = [filled.text("email"), filled.text("firstname"), filled.text("lastname")];
    if let Err(refused) = PasswordPolicy::default().check(password, &personal) {
        filled.problem("password", weak(&refused));
    }
}

/// Why a password is not taken.
pub(crate) fn weak(refused: &PasswordRefusal) -> String {
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
    (filled, password, answers): (&Filled, &str, &Answers),
    known: Option<&Stranger>,
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
        tax_id: filled.owned("tax_id").filter(|number| !number.is_empty()),
        password2: Some(password.into()),
        customfields: asked::given(answers.clone()),
        termsagreed: Flag(!filled.text(terms::FIELD).is_empty()),
        clientip: Some(arrival.ip.to_string()),
        language: Some(current().wire.to_owned()),
        // State and phone are not asked of everybody.
        skipvalidation: Flag(true),
        ..AddClient::default()
    };
    let made = app.whmcs().call(&caller, call).await?;
    links::converted(app, &caller, arrival.link.clone(), made.clientid.id(), None).await;
    if let Some(known) = known {
        let call = AddSignInLink {
            providerid: known.provider,
            userid: u64::try_from(made.owner_id.0).unwrap_or(0),
            subject: known.subject.clone(),
            email: Some(known.email.clone()),
            emailverified: Flag(known.email_verified),
        };
        app.whmcs().call(&caller, call).await?;
    }
    let email = Some(filled.text("email"));
    enter::user(app, &caller, UserId(made.owner_id.0), email, None).await
}

/// The page, as it is shown.
struct Page<'a> {
    filled: &'a Filled,
    next: &'a str,
    /// Somebody whom a provider named.
    is_known: bool,
    questions: Vec<Question>,
}

impl Page<'_> {
    async fn show(self, app: &App, arrival: &Arrival, status: StatusCode) -> Response {
        let providers = match self.is_known {
            true => Vec::new(),
            false => sign_in::buttons(app, Role::Client).await,
        };
        let view = json!({
            "filled": self.filled,
            "next": self.next,
            "countries": countries(),
            "asks_tax_id": view::asks_tax_id(app, &view::visitor(arrival.ip)).await,
            "terms": terms::asked(app, &view::visitor(arrival.ip)).await,
            "known": self.is_known,
            "questions": self.questions,
            "providers": providers,
        });
        doors::door(app, arrival, "client/register.html", &tell("sign-up"), status, view).await
    }
}
