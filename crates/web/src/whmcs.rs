//! The seam: REST, pages and MCP know only this, whichever WHMCS stands behind it.

mod answering;
mod attempts;
mod elsewhere;
mod placed;
mod proofs;
mod staff_groups;
mod traces;
mod trail;
mod withheld;

use std::borrow::Cow;
use std::time::Duration;

use actions::{Actions, Format};
use engine::system::stats::sees_income;
use engine::{Caller, Fault, Meaning, Refusal, Trouble};
use model::ids::StaffId;
use protocol::answer::REGISTRAR_ERROR;
use protocol::{
    Action, ActionInfo, AddOrder, Brief, Form, GetSessionState, GetSessionStateResponse, GetStats,
    ValidateStaffLogin, WhmcsDetails,
};
use remote::RemoteError;
use serde_json::{Value, json};

use crate::fault::logged;

pub use answering::Answering;
pub use elsewhere::Elsewhere;
pub(crate) use elsewhere::{is_untried, no_dry_run};
pub use staff_groups::{BadStaffGroups, StaffGroups};
pub(crate) use staff_groups::{lacks, staff_of};
pub(crate) use trail::{about_service, is_before, is_of, is_of_module, is_ours, person};

/// What a WHMCS says of a member of staff that may no longer sign in.
const STAFF_DISABLED: &str = "Administrator Account Disabled";

/// When to ask again while the database is away: starting anew takes it some seconds.
pub(crate) const DATABASE_WAIT: Duration = Duration::from_secs(5);

/// The one WHMCS behind the doors.
#[derive(Clone)]
pub enum Whmcs {
    /// Our own engine, in this process.
    Engine(Actions),
    /// Another server that speaks the protocol.
    Remote(Elsewhere),
}

/// Why a call has no answer.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The WHMCS says no; the caller can act on it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The WHMCS behind the doors does not offer this action.
    #[error("{0} is not offered by this WHMCS")]
    NotOffered(&'static str),
    /// The WHMCS elsewhere cannot be reached, or is given time to recover; or our database is away.
    #[error("the WHMCS behind this door is not available")]
    Unavailable {
        /// When to try again.
        retry_after: Duration,
    },
    /// The WHMCS elsewhere did not answer in time, or our database went away in the middle: whether
    /// a change was made is not known.
    #[error("the WHMCS behind this door did not answer in time")]
    TimedOut,
    /// The database has no room for what was to be written. Nothing was; reads go on.
    #[error("there is no room to store it")]
    NoRoom,
    /// The WHMCS elsewhere answered with something that is no answer.
    #[error("the WHMCS behind this door gave no usable answer")]
    BadAnswer(#[source] RemoteError),
    /// Something failed; only the log says what.
    #[error("the call failed inside")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<Fault> for CallError {
    fn from(fault: Fault) -> Self {
        let trouble = fault.trouble();
        match fault {
            Fault::Refused(refusal) => Self::Refused(refusal),
            Fault::Broken(error) => {
                let Some(trouble) = trouble else { return Self::Broken(error) };
                logged(error.as_ref());
                match trouble {
                    Trouble::Full => Self::NoRoom,
                    Trouble::Away => Self::Unavailable { retry_after: DATABASE_WAIT },
                    Trouble::Unsure => Self::TimedOut,
                }
            }
        }
    }
}

impl Whmcs {
    /// Whether another installation stands behind the doors, and not our own engine.
    pub(crate) const fn is_remote(&self) -> bool {
        matches!(self, Self::Remote(_))
    }

    /// Whether it has our own actions beside those of the vendor: our engine and another Hostler
    /// have. One that does not answer now is taken for one that has.
    pub(crate) async fn has_ours(&self) -> bool {
        match self {
            Self::Engine(_) => true,
            Self::Remote(elsewhere) => elsewhere.has_ours().await,
        }
    }

    /// Whether staff here are the owners of clients in certain groups.
    ///
    /// # Errors
    /// While the WHMCS elsewhere does not answer: staff of whichever kind must not be taken for
    /// nobody then.
    pub(crate) async fn has_staff_by_group(&self) -> Result<bool, CallError> {
        match self {
            Self::Engine(_) => Ok(false),
            Self::Remote(elsewhere) => elsewhere.has_staff_by_group().await,
        }
    }

    /// What such a member of staff may do now.
    ///
    /// # Errors
    /// Not offered where staff is logged in otherwise.
    pub(crate) async fn staff_by_group(
        &self,
        staff: StaffId,
    ) -> Result<GetSessionStateResponse, CallError> {
        match self {
            Self::Remote(elsewhere) => elsewhere.staff_by_group(staff).await,
            Self::Engine(_) => Err(CallError::NotOffered(GetSessionState::NAME)),
        }
    }

    /// Calls an action.
    ///
    /// # Errors
    /// See [`CallError`].
    pub fn call<A: Action>(&self, caller: &Caller, call: A) -> Answering<A::Response> {
        Answering::of(self, caller, call)
    }

    /// Calls an action of whose response a part is enough.
    ///
    /// # Errors
    /// See [`CallError`].
    pub(crate) fn brief<B: Brief>(&self, caller: &Caller, call: B::Of) -> Answering<B> {
        Answering::brief(self, caller, call)
    }

    /// Calls an action by name with the fields of a form; gives the JSON of the answer.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn call_named(
        &self,
        caller: &Caller,
        action: &'static ActionInfo,
        form: Form,
    ) -> Result<Value, CallError> {
        match self {
            Self::Engine(actions) => {
                let said = actions.call_form(caller, action.name, form, Format::Json).await?;
                json_of(said.as_ref(), action.name)
            }
            Self::Remote(elsewhere) => {
                let mut said = elsewhere.call_named(caller, action, form).await?;
                // It knows only our own log-in, and tells everything.
                if action.name == GetStats::NAME && !sees_income(&caller.actor) {
                    hide_income(&mut said);
                }
                Ok(said)
            }
        }
    }

    /// Whether an order was placed elsewhere with the caller's key, so that sending this one says
    /// its answer again. Our own engine sees that itself, before it looks at what is ordered.
    ///
    /// # Errors
    /// While the WHMCS elsewhere does not say.
    pub(crate) async fn has_placed(
        &self,
        caller: &Caller,
        order: &AddOrder,
    ) -> Result<bool, CallError> {
        match self {
            Self::Engine(_) => Ok(false),
            Self::Remote(elsewhere) => elsewhere.has_placed(caller, order).await,
        }
    }

    /// Whether the WHMCS answers at all.
    ///
    /// # Errors
    /// Why not.
    pub async fn ping(&self) -> Result<(), String> {
        match self {
            Self::Engine(actions) => {
                actions.engine().check().await.map_err(|error| error.to_string())
            }
            Self::Remote(elsewhere) => match elsewhere.remote().call(WhmcsDetails {}).await {
                // It answers; what it lets us do is another matter.
                Ok(_) | Err(RemoteError::Refused { .. }) => Ok(()),
                Err(error) => Err(error.to_string()),
            },
        }
    }
}

/// The same as `GetStatsResponse::hide_income` of an answer that was not read.
fn hide_income(said: &mut Value) {
    for (name, told) in said.as_object_mut().into_iter().flatten() {
        if name.starts_with("income_") {
            *told = json!("");
        }
    }
    let lines = said.get_mut("timeline_data").and_then(Value::as_object_mut);
    for (name, told) in lines.into_iter().flatten() {
        if ["income", "expenditure"].contains(&name.as_str()) {
            *told = json!({});
        }
    }
}

/// The JSON of an answer that is no refusal.
fn json_of(bytes: &[u8], action: &'static str) -> Result<Value, CallError> {
    let answer: Value = serde_json::from_slice(bytes)
        .map_err(|error| CallError::Broken(format!("an answer is no JSON: {error}").into()))?;
    if answer["result"] == "error" {
        let message = answer["message"].as_str().unwrap_or_default().to_owned();
        let refused = RemoteError::Refused { message, status: 200 };
        return Err(refused_elsewhere(refused, action));
    }
    Ok(answer)
}

/// What an error of the remote WHMCS means at our doors.
fn refused_elsewhere(error: RemoteError, action: &'static str) -> CallError {
    if error.is_not_offered() {
        return CallError::NotOffered(action);
    }
    match error {
        RemoteError::Refused { message, .. } if message.starts_with(REGISTRAR_ERROR) => {
            let said = message.strip_prefix(REGISTRAR_ERROR).and_then(|it| it.strip_prefix(": "));
            let said = said.unwrap_or(&message).to_owned().into();
            CallError::Refused(Refusal { meaning: Meaning::Registrar, field: None, said })
        }
        RemoteError::Refused { message, .. } => {
            let meaning = match remote::meaning(&message) {
                remote::Meaning::NotFound => Meaning::NotFound,
                remote::Meaning::Conflict => Meaning::Conflict,
                remote::Meaning::NotNow | remote::Meaning::Outside => Meaning::NotNow,
                remote::Meaning::NotAllowed | remote::Meaning::WrongLogin => Meaning::NotAllowed,
                remote::Meaning::Limit => Meaning::Limit,
                remote::Meaning::TooMuch => Meaning::TooMuch,
                // Said of the member of staff who signs in, not of our own log-in there.
                remote::Meaning::Credentials
                    if action == ValidateStaffLogin::NAME && message == STAFF_DISABLED =>
                {
                    Meaning::NotAllowed
                }
                // A role lists what there is, so what is not known there is not permitted either.
                remote::Meaning::Permission
                    if protocol::find(action).is_some_and(ActionInfo::is_ours) =>
                {
                    return CallError::NotOffered(action);
                }
                // The log-in of this installation at that WHMCS is wrong: not the caller's fault.
                remote::Meaning::Credentials
                | remote::Meaning::Permission
                | remote::Meaning::Address => {
                    return CallError::Broken(message.into());
                }
                _ => Meaning::Invalid,
            };
            let is_of_input =
                matches!(meaning, Meaning::Invalid | Meaning::Conflict | Meaning::TooMuch);
            let field = is_of_input.then(|| parameter_of(&message, action)).flatten();
            CallError::Refused(Refusal { meaning, field, said: message.into() })
        }
        RemoteError::Unavailable { retry_after } => CallError::Unavailable { retry_after },
        RemoteError::Busy | RemoteError::Connect { .. } | RemoteError::Certificate { .. } => {
            CallError::Unavailable { retry_after: Duration::from_secs(5) }
        }
        RemoteError::Timeout => CallError::TimedOut,
        RemoteError::OutcomeUnknown { cause } if *cause == RemoteError::Timeout => {
            CallError::TimedOut
        }
        other => CallError::BadAnswer(other),
    }
}

/// The parameter of an action that a sentence is about, as our own engine would name it.
fn parameter_of(message: &str, action: &str) -> Option<Cow<'static, str>> {
    let known = protocol::find(action)?.params;
    let is_known = |name: &String| {
        let bare = name.split('[').next().unwrap_or_default();
        known.iter().any(|param| param.name == bare)
    };
    remote::parameters(message).into_iter().find(is_known).map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use engine::Meaning;
    use remote::RemoteError;

    use super::{CallError, refused_elsewhere};

    /// A sentence means at our doors what our own engine means by it.
    #[test]
    fn a_refusal_elsewhere_is_one_of_ours() {
        use Meaning::{Conflict, Invalid, NotAllowed, NotFound, NotNow, TooMuch};
        for (action, message, meaning, field) in [
            ("AddOrder", "Client ID Not Found", NotFound, None),
            ("AddOrder", "Parameter 'notes' is longer than 9 bytes", Invalid, Some("notes")),
            (
                "AddOrder",
                "Invalid Payment Method. Valid options include a",
                Invalid,
                Some("paymentmethod"),
            ),
            ("AddOrder", "Invalid Billing Cycle Requested", Invalid, Some("billingcycle")),
            ("ChangePassword", "Email or Password Invalid", NotAllowed, None),
            (
                "PayInvoice",
                "Invalid Payment Method: it is not active",
                Invalid,
                Some("paymentmethod"),
            ),
            ("UpdateTicket", "Invalid Ticket Status", Invalid, Some("status")),
            ("UpdateClient", "Invalid Client Group ID", Invalid, Some("groupid")),
            ("AddProjectTask", "A task description must be specified", Invalid, Some("task")),
            ("AddOrder", "The ending of a.nowhere is not sold here", Invalid, Some("domain")),
            ("AddOrder", "The transfer of a.example needs its EPP code", Invalid, Some("eppcode")),
            ("AddOrder", "Out of stock: 1 left.", Conflict, None),
            ("AddOrder", "A client may have at most 2 of this product.", TooMuch, None),
            ("AddClient", "You did not enter your first name", Invalid, Some("firstname")),
            ("AddClient", "The email address you entered was not valid", Invalid, Some("email")),
            ("AddClient", "The password is too easy to guess.", Invalid, Some("password2")),
            ("AddClient", "A user already exists with that email address", Conflict, None),
            ("UpdateClient", "There is no custom field 9", Invalid, Some("customfields[9]")),
            ("ApplyCredit", "Amount exceeds customer credit balance", Conflict, Some("amount")),
            (
                "UpgradeProduct",
                "Invalid Billing Cycle Requested",
                Invalid,
                Some("newproductbillingcycle"),
            ),
            ("OpenTicket", "Message is required", Invalid, Some("message")),
            ("OpenTicket", "This type of file cannot be attached", Invalid, Some("attachments")),
            ("OpenTicket", "At most 10 files can be attached", TooMuch, Some("attachments")),
            ("UpdateTicket", "This ticket cannot be closed by the client", NotAllowed, None),
            ("AddCancelRequest", "Existing Cancellation Request Exists", Conflict, None),
            ("ModuleCreate", "Service not assigned to a module", NotNow, None),
            ("AddPayMethod", "Error Creating Remote Token: The card was declined", Conflict, None),
            (
                "AddPayMethod",
                "Error Creating Remote Token: the gateway gave no answer: it is away",
                NotNow,
                None,
            ),
            // It is of another action.
            ("GetInvoice", "Invalid Payment Method", Invalid, None),
        ] {
            let refused = RemoteError::Refused { message: message.to_owned(), status: 200 };
            let CallError::Refused(found) = refused_elsewhere(refused, action) else {
                panic!("{message} is no refusal")
            };
            assert_eq!((found.meaning, found.field.as_deref()), (meaning, field), "{message}");
            assert_eq!(found.said, message);
        }
    }

    /// A credential that may not do what is published is wrong; one that may not do what is ours is
    /// of a WHMCS that has nothing of it.
    #[test]
    fn a_role_that_lists_only_what_is_published_leaves_staff_by_group() {
        for (action, is_there) in [("GetProductGroups", false), ("GetInvoices", true)] {
            let name = action.to_lowercase();
            let message = format!("Invalid Permissions: API action \"{name}\" is not allowed");
            let error = refused_elsewhere(RemoteError::Refused { message, status: 403 }, action);
            assert_eq!(!matches!(error, CallError::NotOffered(_)), is_there, "{error}");
        }
    }
}
