//! Sessions as this API sees them: what a denial is, and how a session is described.

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::Operation;
use axum::response::{IntoResponse, Response};

use super::problem::{Code, Problem};
use crate::session::enter::Refused;
use crate::session::proof::Unproven;
use crate::session::{AnySession, ClientSession, Denied, StaffSession, UserSession, Visitor};

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Nobody => Self::not_authenticated(),
            Denied::CrossSite => Self::new(
                Code::CrossSite,
                "Send the session's X-CSRF-Token, from a page of this site.",
            ),
            Denied::NotPermitted => Self::new(Code::NotPermitted, "This session may not do that."),
            Denied::BadKey => Self::new(
                Code::MalformedRequest,
                "An Idempotency-Key has 1 to 255 visible characters.",
            ),
            Denied::Unknown(error) => error.into(),
        }
    }
}

impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        Problem::from(self).into_response()
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Wrong => {
                Self::new(Code::WrongCredentials, "The e-mail address or the password is wrong.")
            }
            Refused::WrongCode => {
                Self::new(Code::WrongCredentials, "The code is wrong, or was used before.")
            }
            Refused::TooOften(left) => {
                Self::new(Code::RateLimited, "Too many attempts. Please wait.").with_limit(left)
            }
            Refused::SecondFactor => Self::new(
                Code::SecondFactorRequired,
                "This account has a second factor. Send its code too.",
            ),
            Refused::Call(error) => error.into(),
        }
    }
}

impl From<Unproven> for Problem {
    fn from(unproven: Unproven) -> Self {
        let proof = |detail: &str, said: &str| {
            Self::new(Code::ProofRequired, detail).at("/current_password", said)
        };
        match unproven {
            Unproven::Missing => proof(
                "Send the present password, or log in again and repeat this within ten minutes.",
                "is required",
            ),
            Unproven::Wrong => proof(
                "This is not the present password. Send it, or log in again.",
                "is not the present password",
            ),
            Unproven::Refused(refused) => refused.into(),
        }
    }
}

impl OperationInput for Visitor {}

/// Adds that an operation needs a session of any kind.
fn needs_session(operation: &mut Operation) {
    let needs = |scheme: &str| [(scheme.to_owned(), Vec::new())].into_iter().collect();
    operation.security = vec![needs("bearer"), needs("cookie")];
}

impl OperationInput for AnySession {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        needs_session(operation);
    }
}

impl OperationInput for UserSession {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        needs_session(operation);
    }
}

impl OperationInput for ClientSession {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        needs_session(operation);
    }
}

impl OperationInput for StaffSession {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        needs_session(operation);
    }
}
