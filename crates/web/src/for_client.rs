//! The only way a client's door calls an action: the owner is fixed, and every id is checked.
//!
//! An id that belongs to somebody else is refused like one that does not exist. What a client
//! sends never becomes the owner of anything: `userid` and `clientid` are written here.

mod billing;
mod domains;
mod hosting;
mod operating;
mod ordering;
mod people;
mod support;
mod users;

pub(crate) use billing::as_shown;
pub(crate) use domains::{WhoisBlock, whois_xml};

use engine::{Caller, Meaning, Refusal};
use model::ids::ClientId;
use protocol::{Action, Brief, GetClientsDetails};

use crate::App;
use crate::limited::{self, Limited};
use crate::session::{ClientSession, StaffSession};
use crate::through::ROWS_MAX;
use crate::whmcs::{Answering, CallError};

/// Calls on behalf of a client.
pub(crate) struct ForClient {
    app: App,
    caller: Caller,
    client: ClientId,
    /// Who names the client, if that is not the client itself.
    staff: Option<Box<StaffSession>>,
}

impl ForClient {
    /// For the client of a session.
    pub(crate) fn new(app: &App, session: &ClientSession) -> Self {
        let (caller, client) = (session.caller.clone(), session.client);
        Self { app: app.clone(), caller, client, staff: None }
    }

    /// For a client that a member of staff names: each action is one that its role permits.
    pub(crate) fn by_staff(app: &App, session: &StaffSession, client: ClientId) -> Self {
        let (caller, staff) = (session.caller.clone(), Some(Box::new(session.clone())));
        Self { app: app.clone(), caller, client, staff }
    }

    /// Whether what only a client is refused is refused here. A WHMCS elsewhere takes everybody for
    /// its staff; our own engine sees itself who asks.
    fn is_of_client(&self) -> bool {
        self.staff.is_none()
    }

    /// Refuses what the role of a member of staff does not permit, also before a WHMCS elsewhere.
    fn permitted<A: Action>(&self) -> Result<(), CallError> {
        self.staff.as_ref().map_or(Ok(()), |staff| staff.permitted(A::NAME))
    }

    /// The owner's number, as calls say it.
    pub(crate) fn owner(&self) -> u64 {
        u64::try_from(self.client.0).unwrap_or(0)
    }

    /// Whether a row says that it is the client's.
    fn owns(&self, userid: impl Into<i64>) -> bool {
        self.client.0 > 0 && userid.into() == self.client.0
    }

    fn call<A: Action>(&self, call: A) -> Answering<A::Response> {
        self.ask(&self.caller, call)
    }

    /// Asks without the caller's idempotency key.
    fn look<A: Action>(&self, call: A) -> Answering<A::Response> {
        self.ask(&self.aside(), call)
    }

    fn ask<A: Action>(&self, caller: &Caller, call: A) -> Answering<A::Response> {
        match self.permitted::<A>() {
            Ok(()) => self.app.whmcs().call(caller, call),
            Err(error) => Answering::not(error),
        }
    }

    /// The caller without its idempotency key, which belongs to the one write of a request.
    fn aside(&self) -> Caller {
        Caller { idempotency_key: None, ..self.caller.clone() }
    }

    /// Lists what is the client's, whichever WHMCS has to heed the limits.
    async fn limited<L: Limited>(&self, call: L) -> Result<L::Response, CallError> {
        self.permitted::<L>()?;
        limited::of_one_client(self.app.whmcs(), &self.aside(), call).await
    }

    /// The same where a part of each row is enough.
    async fn limited_brief<B: Brief>(&self, call: B::Of) -> Result<B, CallError>
    where
        B::Of: Limited,
    {
        self.permitted::<B::Of>()?;
        limited::brief_of_one_client::<B>(self.app.whmcs(), &self.aside(), call).await
    }

    /// The code of the client's currency.
    pub(crate) async fn currency(&self) -> Result<String, CallError> {
        let (known, now) = (self.app.0.sessions.currencies(), self.app.0.clock.now());
        if let Some(code) = known.get(&self.client, now) {
            return Ok(code);
        }
        let clientid = Some(self.owner());
        let call = GetClientsDetails { clientid, ..GetClientsDetails::default() };
        let code = self.look(call).await?.client.currency_code.0;
        known.put(self.client, code.clone(), now);
        Ok(code)
    }

    /// Takes what was found, if it is the client's.
    fn only_own<T>(
        &self,
        found: Option<T>,
        owner: impl Fn(&T) -> i64,
        what: &'static str,
    ) -> Result<T, CallError> {
        match found {
            Some(found) if self.owns(owner(&found)) => Ok(found),
            Some(_) => {
                // Worth a line: honest programs do not guess ids.
                tracing::warn!(client = self.client.0, what, "asked for what is another's");
                Err(nothing())
            }
            None => Err(nothing()),
        }
    }
}

/// There is no such thing, or it is not the client's.
fn nothing() -> CallError {
    let said = "Not Found".into();
    CallError::Refused(Refusal { meaning: Meaning::NotFound, field: None, said })
}

/// A refusal to find something is nothing, other failures stay.
fn found<T>(answer: Result<T, CallError>) -> Result<Option<T>, CallError> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(CallError::Refused(refusal)) if refusal.meaning == Meaning::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
