//! The frame of the client area: who is here, where they are, what waits for them.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use futures::future::BoxFuture;
use model::people::permission::ClientPermission;
use model::word::Word;
use protocol::{Form, GetCurrencies, GetInvoices};
use serde::Serialize;

use super::Shown;
use super::accounts::called;
use crate::App;
use crate::for_client::ForClient;
use crate::pages::flash::{self, Flash};
use crate::pages::gate::{Arrival, Arrived};
use crate::pages::language;
use crate::pages::sorry::Sorry;
use crate::pages::view;
use crate::pages::words::Money;
use crate::session::state::Whose;
use crate::session::{Claims, ClientSession};
use crate::whmcs::CallError;

/// Shorter keys of forms that must not work twice are not taken (characters).
const ONCE_CHARS: usize = 24;

/// A client who is logged in, on a page.
pub(crate) struct Member {
    pub(crate) app: App,
    pub(crate) session: ClientSession,
    pub(crate) claims: Claims,
    pub(crate) arrival: Arc<Arrival>,
}

/// The frame, as templates see it.
#[derive(Debug, Serialize)]
struct Frame<'a> {
    company: String,
    title: &'a str,
    /// Which entry of the navigation is current.
    nav: &'a str,
    name: &'a str,
    /// The number of the user who looks at the page.
    me: i64,
    csrf: &'a str,
    /// Makes a form that is sent twice one act.
    once: String,
    /// Invoices that wait to be paid.
    unpaid: i64,
    flash: Option<&'a Flash>,
    crumbs: Vec<(String, String)>,
    /// What the user may see, by the words of the protocol; `users` for the owner, who alone
    /// decides about others, `ours` where the WHMCS has our own actions.
    may: Vec<&'static str>,
    /// The account that a user of several acts for; empty for whoever has only one.
    account: String,
    /// Whether the user acts for other accounts, too.
    others: bool,
    /// Whether staff looks at the pages in the user's place.
    in_place: bool,
    /// Whether the page may hear of what changes while it is open.
    live: bool,
}

/// What a template gets.
#[derive(Serialize)]
pub(super) struct Framed<F, V> {
    pub(super) frame: F,
    #[serde(flatten)]
    pub(super) view: V,
}

/// A page about to be shown.
pub(crate) struct Page<'a> {
    here: &'a Member,
    template: &'static str,
    title: String,
    nav: &'static str,
    crumbs: Vec<(String, String)>,
    status: StatusCode,
}

impl FromRequestParts<App> for Member {
    type Rejection = Sorry;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Sorry> {
        let Ok(Arrived(arrival)) = Arrived::from_request_parts(parts, app).await else {
            return Err(Sorry::LogIn);
        };
        let has_user = arrival.claims.as_ref().is_some_and(|claims| claims.user().is_some());
        Self::of(app, &arrival).ok_or(if has_user { Sorry::NoClient } else { Sorry::LogIn })
    }
}

impl Member {
    /// Whoever arrived, if it is a client.
    pub(crate) fn of(app: &App, arrival: &Arc<Arrival>) -> Option<Self> {
        let claims = arrival.claims.clone()?;
        let once = arrival.form.text("once").filter(|once| once.len() == ONCE_CHARS);
        let session = ClientSession::on_page(&claims, arrival.ip, once.map(str::to_owned))?;
        Some(Self { app: app.clone(), session, claims, arrival: Arc::clone(arrival) })
    }

    /// Calls on behalf of the client, for what the user may do.
    pub(crate) fn door(&self, permission: ClientPermission) -> Result<ForClient, Sorry> {
        Ok(self.session.door(&self.app, permission)?)
    }

    /// The user's number.
    pub(crate) fn user(&self) -> u64 {
        u64::try_from(self.claims.sub).unwrap_or(0)
    }

    /// The form that was sent.
    pub(crate) fn form(&self) -> &Form {
        &self.arrival.form
    }

    /// How the client's amounts are written.
    pub(crate) async fn money(&self) -> Result<Money, CallError> {
        let code = ForClient::new(&self.app, &self.session).currency().await?;
        let rows = self.app.whmcs().call(&self.session.caller, GetCurrencies {}).await?;
        let row = rows.currencies.0.currency.into_iter().find(|row| *row.code == *code);
        Ok(row.map_or_else(
            || Money { suffix: format!(" {code}"), ..Money::default() },
            |row| Money {
                prefix: row.prefix.to_string(),
                suffix: row.suffix.to_string(),
                format: row.format.0,
            },
        ))
    }

    /// Begins a page.
    pub(crate) fn page(&self, template: &'static str, title: &str) -> Page<'_> {
        Page {
            here: self,
            template,
            title: title.to_owned(),
            nav: "",
            crumbs: Vec::new(),
            status: StatusCode::OK,
        }
    }

    /// Goes on to a page that says that it worked.
    pub(crate) fn done(&self, to: &str, text: &str) -> Shown {
        Ok(flash::done(&self.app, to, text))
    }

    /// Goes on to an invoice that this made; those who may not see it stay where they were.
    pub(crate) fn asked_for(&self, invoice: u64, back: &str, text: &str) -> Shown {
        if self.session.may(ClientPermission::Invoices) {
            return self.done(&format!("/billing/invoices/{invoice}"), text);
        }
        self.done(back, text)
    }

    /// Goes on to a page that says what a refusal said; other failures stay.
    pub(crate) fn refused(&self, to: &str, error: CallError) -> Shown {
        match error {
            CallError::Refused(refusal) if refusal.meaning != engine::Meaning::NotFound => {
                Ok(flash::say(&self.app, to, "bad", &language::refusal(&refusal.said)))
            }
            other => Err(other.into()),
        }
    }

    /// Whether the user acts for more accounts than this one: what the gate was told already.
    async fn others(&self) -> Result<bool, CallError> {
        let Some(whose) = Whose::of(&self.claims) else { return Ok(false) };
        let (watch, now) = (self.app.0.sessions.watch(), self.app.0.clock.now());
        let state = watch.look(self.app.whmcs(), whose, &self.claims.sid, now).await?;
        Ok(state.is_some_and(|state| state.clientids.0.len() > 1))
    }

    /// What the account is called, for whoever has to tell several apart.
    async fn account(&self) -> Result<String, CallError> {
        let found = ForClient::new(&self.app, &self.session).details().await?;
        Ok(called(&found).0)
    }

    /// Invoices that wait to be paid, for those who may see them.
    pub(super) async fn unpaid(&self) -> Result<i64, CallError> {
        if !self.session.may(ClientPermission::Invoices) {
            return Ok(0);
        }
        let status = Some("Unpaid".to_owned());
        let call = GetInvoices { status, limitnum: Some(1), ..GetInvoices::default() };
        let door = ForClient::new(&self.app, &self.session);
        Ok(door.invoices(call).await?.totalresults.0)
    }
}

impl<'a> Page<'a> {
    /// The entry of the navigation that it belongs to.
    pub(crate) fn nav(mut self, nav: &'static str) -> Self {
        self.nav = nav;
        self
    }

    /// A step of the way here.
    pub(crate) fn crumb(mut self, name: &str, path: &str) -> Self {
        self.crumbs.push((name.to_owned(), path.to_owned()));
        self
    }

    /// With another status than 200.
    pub(crate) fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// With 422 when a form comes back.
    pub(crate) fn unless(self, good: bool) -> Self {
        if good { self } else { self.status(StatusCode::UNPROCESSABLE_ENTITY) }
    }

    /// Shows it. Boxed, for nearly every page ends here: the compiler would prove for each of them
    /// anew that all of what this waits for may go from thread to thread.
    pub(crate) fn show(self, view: impl Serialize + Send + 'a) -> BoxFuture<'a, Shown> {
        Box::pin(self.made(view))
    }

    async fn made(self, view: impl Serialize) -> Shown {
        let Page { here, template, title, nav, crumbs, status } = self;
        let app = &here.app;
        let may = ClientPermission::ALL.iter().filter(|each| here.session.may(**each));
        let mut may: Vec<_> = may.map(|each| each.word()).collect();
        may.extend(here.claims.owns.then_some("users"));
        may.extend(here.app.whmcs().has_ours().await.then_some("ours"));
        let others = here.others().await?;
        let frame = Frame {
            account: if others { here.account().await? } else { String::new() },
            company: view::company(app, &here.session.caller).await,
            title: &title,
            nav,
            name: &here.claims.name,
            me: here.claims.sub,
            csrf: &here.arrival.csrf,
            once: app.0.chance.base62(ONCE_CHARS),
            unpaid: here.unpaid().await?,
            flash: here.arrival.flash.as_ref(),
            crumbs,
            may,
            others,
            in_place: here.claims.by().is_some(),
            live: !app.whmcs().is_remote(),
        };
        Ok(app.0.templates.page(status, template, &Framed { frame, view }))
    }
}
