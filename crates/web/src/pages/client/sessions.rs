//! Where whoever is here is signed in, and the end of one of these sessions, of all others, or of
//! all of them.

use axum::extract::Path;
use engine::Meaning;
use protocol::EndSessions;
use serde_json::Value;

use super::Shown;
use super::frame::Member;
use crate::pages::language::tell;
use crate::pages::{flash, sign_in};
use crate::session::open;
use crate::whmcs::CallError;

const SECURITY: &str = "/account/security";

/// What the security page shows of them; nothing where no WHMCS of ours answers.
pub(super) async fn shown(here: &Member) -> Result<Value, CallError> {
    match open::list(&here.app, &here.claims, &here.session.caller).await {
        Ok(rows) => Ok(sign_in::sessions(&rows)),
        Err(CallError::NotOffered(_)) => Ok(Value::Null),
        Err(error) => Err(error),
    }
}

/// `POST /account/security/sessions/{id}/end`
pub(super) async fn end(here: Member, Path(id): Path<u64>) -> Shown {
    match open::end(&here.app, &here.claims, &here.session.caller, id).await {
        Ok(()) => here.done(SECURITY, &tell("session-ended")),
        // It was over before.
        Err(CallError::Refused(refusal)) if refusal.meaning == Meaning::NotFound => {
            here.done(SECURITY, &tell("session-ended"))
        }
        Err(error) => here.refused(SECURITY, error),
    }
}

/// `POST /account/security/sessions/others`: this browser stays.
pub(super) async fn end_others(here: Member) -> Shown {
    match open::end_others(&here.app, &here.claims, &here.session.caller).await {
        Ok(Some(tokens)) => {
            let mut response = flash::done(&here.app, SECURITY, &tell("sessions-others-ended"));
            tokens.write(response.headers_mut(), here.app.0.sessions.secure());
            Ok(response)
        }
        Ok(None) => Ok(flash::done(&here.app, "/login", &tell("sessions-ended"))),
        Err(error) => here.refused(SECURITY, error),
    }
}

/// `POST /account/security/sessions`: ends them all, this one too.
pub(super) async fn end_all(here: Member) -> Shown {
    let call = EndSessions { userid: Some(here.user()), adminid: None, session: None };
    match here.app.whmcs().call(&here.session.caller, call).await {
        Ok(_) => {
            here.app.0.sessions.watch().forget(here.claims.sub);
            Ok(flash::done(&here.app, "/login", &tell("sessions-ended")))
        }
        Err(error) => here.refused(SECURITY, error),
    }
}
