//! What proves who somebody is must not be lost on the way to another server.
//!
//! An empty parameter reads there as one that was left out, and our credential is that of an
//! office, which may leave these out. So nothing of the kind leaves this node.

use engine::{Actor, Caller, Meaning, Refusal};
use protocol::{Action as _, ChangeEmail, ChangePassword, EndTwoFactor, SetSecurityAnswer};

use super::CallError;
use super::elsewhere::Asked;
use crate::said::{WRONG_CODE, WRONG_PASSWORD};

/// Where an office may leave the proof out: the action, the parameter, and what is said to a wrong
/// one.
const PROOFS: [(&str, &str, &str); 4] = [
    (ChangeEmail::NAME, "currentpassword", WRONG_PASSWORD),
    (ChangePassword::NAME, "currentpassword", WRONG_PASSWORD),
    (SetSecurityAnswer::NAME, "currentpassword", WRONG_PASSWORD),
    (EndTwoFactor::NAME, "code", WRONG_CODE),
];

/// Refuses a proof that is empty, as a wrong one is, and one that a user or a member of staff left
/// out about itself.
pub(super) fn hold(caller: &Caller, asked: &Asked) -> Result<(), CallError> {
    let known = PROOFS.into_iter().find(|(action, ..)| *action == asked.action);
    let Some((_, parameter, said)) = known else { return Ok(()) };
    let is_good = match asked.value(parameter) {
        Some(given) => !given.is_empty(),
        None => !owes(&caller.actor, asked),
    };
    if is_good {
        return Ok(());
    }
    let meaning = Meaning::NotAllowed;
    Err(CallError::Refused(Refusal { meaning, field: None, said: said.into() }))
}

/// Whether this caller may not leave the proof out.
fn owes(actor: &Actor, asked: &Asked) -> bool {
    let of: Option<i64> = asked.value("adminid").and_then(|id| id.parse().ok());
    let is_itself = of.is_some() && of == actor.staff().map(|staff| staff.0);
    !actor.is_office() || is_itself
}

#[cfg(test)]
mod tests {
    use engine::{Actor, Allowed, Caller, Door};
    use model::ids::{ClientId, StaffId, UserId};
    use protocol::{Access, Action, ChangeEmail, ChangePassword, EndTwoFactor, Pairs};

    use super::super::CallError;
    use super::{Asked, WRONG_CODE, WRONG_PASSWORD, hold};

    fn asked<A: Action>(call: &A) -> Asked {
        let mut pairs = Pairs::new();
        call.encode(&mut pairs);
        Asked { action: A::NAME, access: Access::Write, pairs: pairs.into_vec() }
    }

    fn said(actor: &Actor, asked: &Asked) -> Option<String> {
        let caller = Caller { actor: actor.clone(), ..Caller::system(Door::Page) };
        match hold(&caller, asked) {
            Ok(()) => None,
            Err(CallError::Refused(refusal)) => Some(refusal.said.to_string()),
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn an_empty_proof_does_not_leave_this_node() {
        let ann = Actor::Staff {
            id: StaffId(3),
            name: "ann".to_owned(),
            allowed: Allowed::from_names(["*"]),
        };
        let (user, client, name) = (UserId(1), ClientId(1), "Jane".to_owned());
        let jane = Actor::Client { user, client, name, by: None };
        let email = |given: Option<&str>| {
            let currentpassword = given.map(Into::into);
            asked(&ChangeEmail { currentpassword, user_id: 1, ..ChangeEmail::default() })
        };
        let word = |given: Option<&str>| {
            let currentpassword = given.map(Into::into);
            asked(&ChangePassword { currentpassword, user_id: 1, ..ChangePassword::default() })
        };
        let end = |adminid: Option<u64>, given: Option<&str>| {
            asked(&EndTwoFactor { adminid, code: given.map(Into::into), user_id: None })
        };
        let (password, code) = (Some(WRONG_PASSWORD), Some(WRONG_CODE));
        for (actor, asked, expected) in [
            (&jane, email(Some("")), password),
            (&jane, email(None), password),
            (&jane, email(Some("x")), None),
            (&ann, email(Some("")), password),
            (&ann, email(None), None),
            (&jane, word(Some("")), password),
            (&ann, word(None), None),
            (&ann, end(Some(3), Some("")), code),
            (&ann, end(Some(3), None), code),
            (&ann, end(Some(3), Some("123456")), None),
            (&ann, end(Some(4), None), None),
            (&jane, end(None, None), code),
        ] {
            assert_eq!(said(actor, &asked).as_deref(), expected, "{} {:?}", asked.action, actor);
        }
    }
}
