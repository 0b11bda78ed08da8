//! The security question of whoever is here.

use protocol::wire::Secret;
use protocol::{GetSecurityQuestions, GetSecurityState, SetSecurityAnswer};
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use super::security;
use crate::pages::filled::Filled;
use crate::pages::language::tell;

/// What the security page shows of it; nothing where no question is offered.
pub(super) async fn shown(here: &Member) -> Value {
    let user_id = here.user();
    let (caller, whmcs) = (&here.session.caller, here.app.whmcs());
    let Ok(found) = whmcs.call(caller, GetSecurityQuestions {}).await else { return Value::Null };
    let state = whmcs.call(caller, GetSecurityState { user_id }).await;
    let state = state.ok().filter(|state| state.hasanswer.0);
    let choices = found.questions.0.question.iter();
    let choices: Vec<_> = choices.map(|row| (row.id.0, row.question.to_string())).collect();
    if choices.is_empty() && state.is_none() {
        return Value::Null;
    }
    json!({ "choices": choices, "chosen": state.map(|state| state.question.to_string()) })
}

/// `POST /account/security/question`: chooses a question with its answer, or takes both away.
pub(super) async fn submit(here: Member) -> Shown {
    let text = |name: &str| here.form().text(name).unwrap_or_default().trim().to_owned();
    let mut filled = Filled::typed(here.form(), &["question"]);
    let forget = text("do") == "forget";
    let (answer, password) = (text("answer"), text("question_password"));
    if answer.is_empty() && !forget {
        filled.problem("answer", tell("enter-answer"));
    }
    if password.is_empty() {
        filled.problem("question_password", tell("enter-present-password"));
    }
    let tried = security::count_try(&here, &mut filled)?;
    if filled.is_good() {
        let call = SetSecurityAnswer {
            user_id: here.user(),
            questionid: text("question").parse().ok().filter(|_| !forget),
            answer: Some(Secret::from(answer.as_str())).filter(|_| !forget),
            currentpassword: Some(Secret::from(password.as_str())),
        };
        match here.app.whmcs().call(&here.session.caller, call).await {
            Ok(_) => {
                security::was_right(&here, tried);
                let said = if forget { "question-forgotten" } else { "question-kept" };
                return here.done("/account/security", &tell(said));
            }
            Err(error) => filled.refused(error, &[("currentpassword", "question_password")])?,
        }
    }
    security::show(&here, filled).await
}
