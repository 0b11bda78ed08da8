//! What a client pays with on a gateway's page is kept if it agrees, once (B22, B23).

use actions::testing::{TestActions, each};
use engine::billing::{capture, hooks};
use engine::testing::Mishap;
use jiff::SignedDuration;
use ports::fake::FakeGateway;
use serde_json::{Value, json};
use store::args;

use super::{ask, books_add_up, furnish, refused};

/// A client, and the gateway whose page is used.
async fn begin(test: &TestActions) -> i64 {
    let client = furnish(test).await;
    let mut act = test.engine.act().await.unwrap();
    let sql = "insert into gateways (module, name, position) values ('fakehosted', 'Wallet', 5)";
    act.conn.exec(sql, args![]).await.unwrap();
    act.commit().await.unwrap();
    client
}

async fn invoice(test: &TestActions, client: i64) -> i64 {
    let query = format!(
        "userid={client}&itemdescription1=A&itemamount1=10&paymentmethod=fakehosted&sendinvoice=0"
    );
    ask(test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap()
}

/// An invoice that is to be paid on the gateway's page; the key and the reference of its charge.
async fn sent_away(test: &TestActions, invoice: i64, keep: &str) -> (String, String) {
    let pay = format!("invoiceid={invoice}&paymentmethod=fakehosted{keep}");
    let answer = ask(test, "PayInvoice", &pay).await;
    let reference = answer["transid"].as_str().unwrap().to_owned();
    assert_eq!(answer["redirect"], format!("https://pay.example/{reference}"), "{answer}");
    let charges = test.engine.world.hosted_gateway.charges();
    (charges.last().unwrap().idempotency_key.clone(), reference)
}

async fn hear(test: &TestActions, report: &str) {
    let signature = FakeGateway::sign(report.as_bytes());
    let headers = vec![("fake-signature".to_owned(), signature)];
    let body = report.as_bytes().to_vec();
    let taken = hooks::receive(&test.engine.engine, "fakehosted", headers, body).await.unwrap();
    assert_eq!(taken, hooks::Received::Taken, "{report}");
}

async fn kept(test: &TestActions, client: i64) -> Vec<Value> {
    let listed = ask(test, "GetPayMethods", &format!("clientid={client}")).await;
    listed["paymethods"].as_array().cloned().unwrap_or_default()
}

async fn paid_by(test: &TestActions, invoice: i64) -> (Value, Value) {
    let read = ask(test, "GetInvoice", &format!("invoiceid={invoice}")).await;
    let found = ask(test, "GetTransactions", &format!("invoiceid={invoice}")).await;
    (read["status"].clone(), found["totalresults"].clone())
}

fn paid_once() -> (Value, Value) {
    (json!("Paid"), json!(1))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_paid_with_is_kept_once_and_only_if_the_client_agrees() {
    for test in each().await.unwrap() {
        let client = begin(&test).await;
        let gateway = test.engine.world.hosted_gateway.clone();
        let unasked = invoice(&test, client).await;
        let (key, reference) = sent_away(&test, unasked, "").await;
        assert!(gateway.client_pays(&reference));
        hear(&test, &format!("e1 {key}")).await;
        assert_eq!(paid_by(&test, unasked).await, paid_once());
        assert_eq!(kept(&test, client).await, Vec::<Value>::new());

        let asked = invoice(&test, client).await;
        let (key, reference) = sent_away(&test, asked, "&keepmethod=1").await;
        assert_eq!(kept(&test, client).await.len(), 0, "nothing is kept before it is paid");
        assert!(gateway.client_pays(&reference));
        // The same news by every way and in any order.
        test.engine.clock.advance(SignedDuration::from_mins(10));
        let cx = test.engine.engine.cx(test.engine.caller());
        hear(&test, &format!("e2 {key} kept")).await;
        for round in 0..2 {
            hear(&test, &format!("e3 {key}")).await;
            hear(&test, &format!("e4 {key} kept")).await;
            let ended = capture::resolve_old(&cx, "CapturePayment", 10).await.unwrap();
            assert_eq!(ended, 0, "round {round}");
        }
        assert_eq!(paid_by(&test, asked).await, paid_once());
        let ways = kept(&test, client).await;
        assert_eq!(ways.len(), 1, "{ways:?}");
        let (kind, name) = (&ways[0]["card_type"], &ways[0]["description"]);
        assert_eq!((kind, name), (&json!("Wallet"), &json!("someone@wallet.example")));
        let token = format!("kept-{reference}");
        assert_eq!(
            (&ways[0]["gateway_name"], &ways[0]["remote_token"]),
            (&json!("fakehosted"), &json!(token))
        );

        // What the client has forgotten does not come back with old news.
        let forget = format!("clientid={client}&paymethodid={}", ways[0]["id"]);
        ask(&test, "DeletePayMethod", &format!("{forget}&failonremotefailure=1")).await;
        for report in [format!("e3 {key}"), format!("e4 {key} kept"), format!("e9 {key}")] {
            hear(&test, &report).await;
        }
        assert_eq!(kept(&test, client).await, Vec::<Value>::new());
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_pays_later_invoices_without_the_client() {
    for test in each().await.unwrap() {
        let client = begin(&test).await;
        let gateway = test.engine.world.hosted_gateway.clone();
        let first = invoice(&test, client).await;
        let (key, reference) = sent_away(&test, first, "&keepmethod=1").await;
        assert!(gateway.client_pays(&reference));
        hear(&test, &format!("e1 {key}")).await;

        let later = invoice(&test, client).await;
        let answer = ask(&test, "CapturePayment", &format!("invoiceid={later}")).await;
        assert_eq!(answer["result"], "success", "{answer}");
        assert_eq!(paid_by(&test, later).await, paid_once());

        // The reference is written down before money is taken: a lost answer is asked about.
        let lost = invoice(&test, client).await;
        test.engine.world.faults.at_call(test.engine.world.faults.calls() + 2, Mishap::LoseAnswer);
        ask(&test, "CapturePayment", &format!("invoiceid={lost}")).await;
        assert_eq!(paid_by(&test, lost).await, (json!("Payment Pending"), json!(0)));
        test.engine.clock.advance(SignedDuration::from_mins(10));
        let cx = test.engine.engine.cx(test.engine.caller());
        assert_eq!(capture::resolve_old(&cx, "CapturePayment", 10).await.unwrap(), 1);
        assert_eq!(paid_by(&test, lost).await, paid_once());
        let keys: Vec<_> = gateway.charges().into_iter().map(|each| each.idempotency_key).collect();
        assert_eq!(keys.len(), 3, "each was charged once: {keys:?}");
        books_add_up(&test).await;
    }
}

/// What a web hook says is taken without asking again while the gateway is left alone.
#[tokio::test(flavor = "multi_thread")]
async fn news_are_booked_without_asking_a_gateway_that_does_not_answer() {
    for test in each().await.unwrap() {
        let client = begin(&test).await;
        let faults = &test.engine.world.faults;
        let id = invoice(&test, client).await;
        let (key, reference) = sent_away(&test, id, "").await;
        assert!(test.engine.world.hosted_gateway.client_pays(&reference));
        faults.down("fakehosted");
        for n in 1..=5 {
            let calls = faults.calls();
            hear(&test, &format!("e{n} nobody-{n} pending")).await;
            assert_eq!(faults.calls(), calls + 1, "it is asked what it says now");
        }
        let calls = faults.calls();
        hear(&test, &format!("e9 {key}")).await;
        assert_eq!(faults.calls(), calls, "it is left alone");
        assert_eq!(paid_by(&test, id).await, paid_once());
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_keeps_nothing_says_so() {
    for test in each().await.unwrap() {
        let client = begin(&test).await;
        let id = invoice(&test, client).await;
        let pay = format!("invoiceid={id}&paymentmethod=faketransfer&keepmethod=1");
        let said = "The payment method keeps nothing for automatic payments";
        assert_eq!(refused(&test, "PayInvoice", &pay).await, said);
    }
}

/// What is kept of the same wallet is kept once, and the gateway forgets the older token.
#[tokio::test(flavor = "multi_thread")]
async fn what_took_the_place_of_a_token_has_it_forgotten() {
    for test in each().await.unwrap() {
        let client = begin(&test).await;
        let gateway = test.engine.world.hosted_gateway.clone();
        for report in ["e1", "e2"] {
            let id = invoice(&test, client).await;
            let (key, reference) = sent_away(&test, id, "&keepmethod=1").await;
            assert!(gateway.client_pays(&reference));
            hear(&test, &format!("{report} {key}")).await;
        }
        assert_eq!(kept(&test, client).await.len(), 1);
        assert_eq!(gateway.tokens(), 2);
        engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
        assert_eq!(gateway.tokens(), 1);
        let id = invoice(&test, client).await;
        ask(&test, "CapturePayment", &format!("invoiceid={id}")).await;
        assert_eq!(paid_by(&test, id).await, paid_once(), "the newer token is the one kept");
    }
}
