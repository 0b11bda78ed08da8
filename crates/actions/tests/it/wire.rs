//! Calls by name with the fields of a form, as the doors make them.

use actions::Format;
use actions::testing::TestActions;
use engine::{Caller, Fault};
use protocol::Form;
use serde_json::Value;

/// The answer of a call that must work.
pub(crate) async fn answer(test: &TestActions, action: &str, form: &[(&str, &str)]) -> Value {
    let said = call(test, &test.engine.caller(), action, form).await;
    said.unwrap_or_else(|fault| panic!("{action} {form:?}: {fault:?}"))
}

/// The sentence of a call that must be refused.
pub(crate) async fn refusal(test: &TestActions, action: &str, form: &[(&str, &str)]) -> String {
    match call(test, &test.engine.caller(), action, form).await {
        Err(Fault::Refused(refusal)) => refusal.said.into_owned(),
        other => panic!("{action} {form:?}: expected a refusal, got {other:?}"),
    }
}

async fn call(
    test: &TestActions,
    caller: &Caller,
    action: &str,
    form: &[(&str, &str)],
) -> engine::Result<Value> {
    let pairs = form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let form = Form::from_pairs(pairs).map_err(Fault::broken)?;
    let body = test.actions.call_form(caller, action, form, Format::Json).await?;
    Ok(serde_json::from_slice(&body)?)
}
