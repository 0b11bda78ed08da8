//! Who orders: whoever is logged in, whoever logs in here, or somebody new, who is in from then on.

use model::ids::UserId;
use model::people::permission::ClientPermission;
use protocol::AddClient;
use protocol::wire::Flag;

use super::input::Fields;
use super::place::{self, Failed};
use crate::App;
use crate::asked;
use crate::for_client::ForClient;
use crate::pages::client::Member;
use crate::pages::gate::Arrival;
use crate::pages::language::{current, tell, tell_with};
use crate::pages::view;
use crate::session::enter::{self, Refused, Tokens};
use crate::session::{Claims, ClientSession, Identity, Kind};
use std::sync::Arc;

/// Whose order it is.
pub(super) struct Buyer {
    pub(super) session: ClientSession,
    pub(super) name: String,
    /// What a form of theirs must send back.
    pub(super) csrf: String,
    /// A session that has just begun, for the browser.
    pub(super) tokens: Option<Tokens>,
    /// Whether the account was made with this order.
    pub(super) is_new: bool,
}

impl Buyer {
    /// Whoever is logged in.
    pub(super) fn here(app: &App, arrival: &Arc<Arrival>) -> Option<Self> {
        let Member { session, claims, .. } = Member::of(app, arrival)?;
        Some(Self { session, name: claims.name, csrf: claims.csrf, tokens: None, is_new: false })
    }

    /// Calls on behalf of the client, each write under a key of its own.
    pub(super) fn door(&self, app: &App, fields: &Fields, step: &str) -> ForClient {
        let mut session = self.session.clone();
        session.caller = place::keyed(&session.caller, fields, step);
        ForClient::new(app, &session)
    }

    /// Whoever has an account, by e-mail address and password: what a log-in asks, this asks.
    pub(super) async fn known(
        app: &App,
        arrival: &Arrival,
        fields: &Fields,
    ) -> Result<Self, Failed> {
        let tried = admit(app, arrival, &fields.email)?;
        let caller = view::visitor(arrival.ip);
        let (email, password) = (&fields.email, &fields.password);
        let who = enter::client_with_code(app, &caller, email, password, None).await;
        // Of whom a code is asked, the password was right.
        if matches!(who, Ok(_) | Err(Refused::SecondFactor)) {
            tried.right(app);
        }
        let who = who.map_err(|refused| not_in(refused, "password"))?;
        let buyer = Self::of(app, arrival, &who, false).await?;
        if !buyer.session.may(ClientPermission::Orders) {
            return Err(Failed::Problem("form".into(), tell("error-not-permitted-text")));
        }
        Ok(buyer)
    }

    /// Somebody new: an account is made, once nothing else is in the way of the order.
    pub(super) async fn new(app: &App, arrival: &Arrival, fields: &Fields) -> Result<Self, Failed> {
        admit(app, arrival, &fields.email)?;
        let caller = place::keyed(&view::visitor(arrival.ip), fields, "client");
        let optional = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let call = AddClient {
            firstname: Some(fields.first_name.clone()),
            lastname: Some(fields.last_name.clone()),
            companyname: optional(&fields.company),
            email: Some(fields.email.clone()),
            phonenumber: optional(&fields.phone),
            address1: Some(fields.address.clone()),
            city: Some(fields.city.clone()),
            state: optional(&fields.state),
            postcode: Some(fields.postcode.clone()),
            country: Some(fields.country.clone()),
            tax_id: optional(&fields.tax_id),
            password2: Some(fields.password.clone().into()),
            customfields: asked::given(fields.own.clone()),
            currency: currency_id(app, arrival, fields).await?,
            clientip: Some(caller.ip.clone()),
            language: Some(current().wire.to_owned()),
            // State and phone are not asked of everybody.
            skipvalidation: Flag(true),
            ..AddClient::default()
        };
        let made = app.whmcs().call(&caller, call).await;
        let made = made.map_err(|error| place::on_field(error, "email", "own_"))?;
        let (user, email) = (UserId(made.owner_id.0), Some(&*fields.email));
        let who = enter::user(app, &view::visitor(arrival.ip), user, email, None).await;
        let who = who.map_err(|refused| not_in(refused, "form"))?;
        Self::of(app, arrival, &who, true).await
    }

    /// Begins the session of somebody who came in with this request.
    async fn of(
        app: &App,
        arrival: &Arrival,
        who: &Identity,
        is_new: bool,
    ) -> Result<Self, Failed> {
        let broken = || Failed::Problem("form".into(), tell("error-try-again"));
        let tokens = enter::tokens(app, who).await.ok_or_else(broken)?;
        let (keys, now) = (app.0.sessions.keys(), app.0.clock.now());
        let claims = Claims::open(keys, Kind::Access, &tokens.access, now).map_err(|_| broken())?;
        let session = ClientSession::on_page(&claims, arrival.ip, None)
            .ok_or_else(|| Failed::Problem("email".into(), tell("no-client-account")))?;
        let csrf = tokens.csrf.clone();
        Ok(Self { session, name: claims.name, csrf, tokens: Some(tokens), is_new })
    }
}

fn admit(app: &App, arrival: &Arrival, email: &str) -> Result<enter::Try, Failed> {
    enter::admit(app, email, arrival.ip).map_err(|refused| not_in(refused, "form"))
}

/// Why somebody did not come in, beside the field that it is about.
fn not_in(refused: Refused, field: &'static str) -> Failed {
    match refused {
        Refused::SecondFactor => Failed::SecondFactor,
        Refused::Wrong => Failed::Problem(field.into(), tell("wrong-login")),
        Refused::WrongCode => Failed::Problem(field.into(), tell("wrong-code")),
        Refused::TooOften(left) => {
            let minutes = left.reset_seconds.div_ceil(60).max(1);
            let said = tell_with("too-many-attempts", &[("minutes", minutes.into())]);
            Failed::Problem("form".into(), said)
        }
        Refused::Call(error) => place::on_field(error, "form", "own_"),
    }
}

async fn currency_id(app: &App, arrival: &Arrival, fields: &Fields) -> Result<Option<u64>, Failed> {
    let caller = view::visitor(arrival.ip);
    let (currencies, chosen) = view::currencies(app, &caller, &fields.currency).await?;
    let row = currencies.iter().find(|row| row.code == chosen);
    Ok(row.and_then(|row| u64::try_from(row.id).ok()))
}
