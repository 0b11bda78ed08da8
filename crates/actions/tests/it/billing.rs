//! The actions about money, as the wire sees them.

mod accounts;
mod bank;
mod card_numbers;
mod cards;
mod credit_notes;
mod documents;
mod e_invoices;
mod explanation;
mod invoices;
mod kept;
mod money;
mod proofs;
pub(crate) mod quotes;
mod reconcile;
mod reissue;
mod sound;
mod two_persons;
mod vat;

use actions::Format;
use actions::testing::TestActions;
use protocol::Form;
use store::args;

/// A client in US dollars, and the two gateways of the fake world switched on.
pub(crate) async fn furnish(test: &TestActions) -> i64 {
    let mut act = test.engine.act().await.unwrap();
    for (position, module) in ["fakecard", "faketransfer"].into_iter().enumerate() {
        let sql = "insert into gateways (module, name, position) values ($1, $1, $2)
            on conflict (module) do nothing";
        let position = i64::try_from(position).unwrap();
        act.conn.exec(sql, args![module, position]).await.unwrap();
    }
    let sql = "insert into clients (uuid, first_name, last_name, email, email_folded, country,
            currency_id, status, default_gateway, signed_up_on, created_at, updated_at)
        values ($1, 'Jane', 'Doe', 'jane@example.com', 'jane@example.com', 'US', 1, 'Active',
            'fakecard', '2026-01-01', 0, 0)
        returning id";
    let count: i64 = act.conn.scalar("select count(*) from clients", args![]).await.unwrap();
    let id = act.conn.scalar(sql, args![format!("u-{count}")]).await.unwrap();
    act.commit().await.unwrap();
    id
}

/// Calls by name with `key=value&…`, as clients do; the JSON of the answer or the refusal.
pub(crate) async fn ask(test: &TestActions, action: &str, query: &str) -> serde_json::Value {
    let form = Form::parse(query.as_bytes()).unwrap();
    let caller = test.engine.caller();
    let answer = test.actions.call_form(&caller, action, form, Format::Json).await;
    match answer {
        Ok(body) => serde_json::from_slice(&body).unwrap(),
        Err(engine::Fault::Refused(refusal)) => serde_json::json!({ "message": refusal.said }),
        Err(broken) => panic!("{action} {query}: {broken:?}"),
    }
}

/// The parameter that a call is refused for.
pub(crate) async fn refused_field(test: &TestActions, action: &str, query: &str) -> String {
    let form = Form::parse(query.as_bytes()).unwrap();
    let caller = test.engine.caller();
    match test.actions.call_form(&caller, action, form, Format::Json).await {
        Err(engine::Fault::Refused(refusal)) => refusal.field.unwrap_or_default().into_owned(),
        other => panic!("{action} {query} was not refused: {other:?}"),
    }
}

/// The sentence of a refusal.
pub(crate) async fn refused(test: &TestActions, action: &str, query: &str) -> String {
    let answer = ask(test, action, query).await;
    match answer["message"].as_str() {
        Some(said) if answer["result"] != "success" => said.to_owned(),
        _ => panic!("{action} {query} was not refused: {answer}"),
    }
}

/// The books must add up after everything.
pub(crate) async fn books_add_up(test: &TestActions) {
    let books = ask(test, "VerifyBooks", "").await;
    assert_eq!(books["violations"], serde_json::json!([]), "{books}");
}
