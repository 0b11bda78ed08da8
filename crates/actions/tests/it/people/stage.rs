//! Common ground of the stories about people.

use actions::Format;
use actions::testing::TestActions;
use engine::{Caller, Fault};
use model::ids::{ClientId, UserId};
use protocol::{AddClient, AddUser, Form};
use serde_json::Value;
use store::{FromVal, args};

/// Everything that a client must have.
pub(crate) const COMPLETE: &str = "firstname=Jane&lastname=Doe&email=jane@example.com\
    &address1=1+Road&city=Town&state=TX&postcode=12345&country=US&phonenumber=5551234567\
    &password2=correct+horse";

/// Calls by form as the system; the answer as JSON, or the sentence of the refusal.
pub(crate) async fn call(test: &TestActions, action: &str, form: &str) -> Result<Value, String> {
    call_as(test, &test.engine.caller(), action, form).await
}

/// The same as somebody.
pub(crate) async fn call_as(
    test: &TestActions,
    caller: &Caller,
    action: &str,
    form: &str,
) -> Result<Value, String> {
    let form = Form::parse(form.as_bytes()).unwrap();
    match test.actions.call_form(caller, action, form, Format::Json).await {
        Ok(body) => Ok(serde_json::from_slice(&body).unwrap()),
        Err(Fault::Refused(refusal)) => Err(refusal.said.into_owned()),
        Err(Fault::Broken(error)) => panic!("{action} broke: {error:?}"),
    }
}

/// A complete client with its owner.
pub(crate) async fn client(test: &TestActions, email: &str) -> (ClientId, UserId) {
    let text = |text: &str| Some(text.to_owned());
    let call = AddClient {
        firstname: text("Jane"),
        lastname: text("Doe"),
        email: text(email),
        address1: text("1 Road"),
        city: text("Town"),
        state: text("TX"),
        postcode: text("12345"),
        country: text("US"),
        phonenumber: text("5551234567"),
        password2: Some("correct horse".into()),
        ..AddClient::default()
    };
    let made = test.call(call).await.unwrap();
    (ClientId(made.clientid.0), UserId(made.owner_id.0))
}

/// A user of no client.
pub(crate) async fn user(test: &TestActions, email: &str) -> UserId {
    let call = AddUser {
        firstname: "Una".into(),
        lastname: "Roe".into(),
        email: email.into(),
        password2: "correct horse".into(),
        ..AddUser::default()
    };
    UserId(test.call(call).await.unwrap().user_id.0)
}

/// One value from the database.
pub(crate) async fn scalar<T: FromVal>(test: &TestActions, sql: &str) -> T {
    test.engine.engine.read().await.unwrap().scalar(sql, args![]).await.unwrap()
}

/// Changes the database behind the engine's back.
pub(crate) async fn run(test: &TestActions, sql: &str) {
    let mut act = test.engine.act().await.unwrap();
    act.conn.batch(sql).await.unwrap();
    act.commit().await.unwrap();
}
