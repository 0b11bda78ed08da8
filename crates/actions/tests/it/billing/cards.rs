//! `CapturePayment`, `PayInvoice` and the stored ways to pay (B22, B23).

use actions::testing::{TestActions, each};
use engine::billing::capture;
use engine::testing::{FakeAnswer, Mishap, paid_outcome};
use jiff::SignedDuration;
use ports::payment::{ChargeOutcome, GatewayEvent, GatewayNews};
use serde_json::json;

use super::{ask, books_add_up, furnish, refused};

const CARD: &str = "card_number=4242424242424242&card_expiry=1230";

async fn invoice(test: &TestActions, client: i64) -> i64 {
    let query = format!("userid={client}&itemdescription1=A&itemamount1=10");
    ask(test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap()
}

async fn status(test: &TestActions, id: i64) -> String {
    let read = ask(test, "GetInvoice", &format!("invoiceid={id}")).await;
    read["status"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_token_of_a_card_is_kept() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let add = format!("clientid={client}&type=CreditCard&description=Mine&{CARD}");
        let added = ask(&test, "AddPayMethod", &add).await;
        let id = added["paymethodid"].as_i64().unwrap();
        let bank = format!(
            "clientid={client}&type=BankAccount&bank_name=Bank&bank_code=1&bank_account=123456789\
             &set_as_default=1"
        );
        ask(&test, "AddPayMethod", &bank).await;
        let listed = ask(&test, "GetPayMethods", &format!("clientid={client}")).await;
        let ways = listed["paymethods"].as_array().unwrap();
        assert_eq!(ways[0]["type"], "BankAccount", "the default one is first");
        assert_eq!(ways[1]["card_last_four"], "4242");
        assert_eq!(
            (&ways[1]["expiry_date"], &ways[1]["card_type"]),
            (&json!("12/30"), &json!("Visa"))
        );
        assert!(!listed.to_string().contains("4242424242424242"));
        let mut conn = test.engine.engine.read().await.unwrap();
        let kept: String = conn
            .scalar(
                "select token || last_four || description from pay_methods where id = $1",
                store::args![id],
            )
            .await
            .unwrap();
        assert!(!kept.contains("42424242"), "{kept}");
        drop(conn);
        let change = format!("clientid={client}&paymethodid={id}&card_expiry=0631");
        ask(&test, "UpdatePayMethod", &change).await;
        let change = format!("clientid={client}&paymethodid={id}&set_as_default=1");
        ask(&test, "UpdatePayMethod", &change).await;
        let cards = format!("clientid={client}&type=CreditCard");
        let cards = ask(&test, "GetPayMethods", &cards).await;
        assert_eq!(cards["paymethods"][0]["expiry_date"], "06/31");
        ask(&test, "DeletePayMethod", &format!("clientid={client}&paymethodid={id}")).await;
        let left = ask(&test, "GetPayMethods", &format!("clientid={client}")).await;
        assert_eq!(left["paymethods"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn all_cards_of_a_client_are_taken_at_once_and_their_gateways_told() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let who = format!("clientid={client}");
        ask(&test, "AddPayMethod", &format!("{who}&type=CreditCard&{CARD}")).await;
        let bank = "type=BankAccount&bank_name=Bank&bank_code=1&bank_account=123456789";
        ask(&test, "AddPayMethod", &format!("{who}&{bank}")).await;
        let tokens = async || -> i64 {
            let mut conn = test.engine.engine.read().await.unwrap();
            let sql = "select count(*) from pay_methods where token <> ''";
            conn.scalar(sql, store::args![]).await.unwrap()
        };
        ask(&test, "UpdateClient", &format!("{who}&city=Graz")).await;
        assert_eq!(ask(&test, "GetPayMethods", &who).await["paymethods"][1]["type"], "BankAccount");
        ask(&test, "UpdateClient", &format!("{who}&clearcreditcard=true")).await;
        let left = ask(&test, "GetPayMethods", &who).await;
        assert_eq!(left["paymethods"].as_array().unwrap().len(), 1, "{left}");
        assert_eq!(left["paymethods"][0]["type"], "BankAccount");
        assert_eq!(tokens().await, 1, "needed until the gateway was told");
        engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
        assert_eq!(tokens().await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn gateways_forget_the_cards_of_who_is_erased() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let who = format!("clientid={client}");
        ask(&test, "AddPayMethod", &format!("{who}&type=CreditCard&{CARD}")).await;
        let more = "card_number=5555555555554444&card_expiry=0131";
        ask(&test, "AddPayMethod", &format!("{who}&{more}")).await;
        let gateway = test.engine.world.gateway.clone();
        assert_eq!(gateway.tokens(), 2);
        ask(&test, "DeleteClient", &who).await;
        engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
        assert_eq!(gateway.tokens(), 0);
        let mut conn = test.engine.engine.read().await.unwrap();
        let sql = "select count(*) from pay_methods
            where token || last_four || card_type || description <> ''";
        assert_eq!(conn.scalar::<i64>(sql, store::args![]).await.unwrap(), 0);
    }
}

/// The same card is one, whatever its token; another expiry or number is another.
#[tokio::test(flavor = "multi_thread")]
async fn a_card_that_is_added_twice_is_kept_once() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let kept = || async {
            let found = ask(&test, "GetPayMethods", &format!("clientid={client}")).await;
            found["paymethods"].as_array().cloned().unwrap_or_default()
        };
        let add = |more: &str| format!("clientid={client}&{more}");
        let named = add(&format!("{CARD}&description=Mine"));
        let first = ask(&test, "AddPayMethod", &named).await["paymethodid"].clone();
        let token = kept().await[0]["remote_token"].clone();
        let other = add("card_number=4242424242424242&card_expiry=0131");
        assert_ne!(ask(&test, "AddPayMethod", &other).await["paymethodid"], first);
        let again = add(&format!("{CARD}&set_as_default=1"));
        let both = [ask(&test, "AddPayMethod", &again), ask(&test, "AddPayMethod", &again)];
        for answer in futures::future::join_all(both).await {
            assert_eq!(answer["paymethodid"], first, "{answer}");
        }
        let ways = kept().await;
        assert_eq!(ways.len(), 2, "{ways:?}");
        assert_eq!((&ways[0]["id"], &ways[0]["description"]), (&first, &json!("Mine")));
        assert_ne!(ways[0]["remote_token"], token, "the newest token is the one that is good");
        // What is charged is what is kept: the gateway has forgotten the older tokens.
        engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
        assert_eq!(test.engine.world.gateway.tokens(), 2);
        let id = invoice(&test, client).await;
        ask(&test, "CapturePayment", &format!("invoiceid={id}")).await;
        assert_eq!(status(&test, id).await, "Paid");
        ask(&test, "DeletePayMethod", &add(&format!("paymethodid={first}"))).await;
        let anew = ask(&test, "AddPayMethod", &again).await["paymethodid"].clone();
        assert_ne!(anew, first, "what was forgotten is not found again");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ways_to_pay_are_refused_in_the_vendors_words() {
    for test in each().await.unwrap() {
        let (client, other) = (furnish(&test).await, furnish(&test).await);
        let query = format!("clientid={client}&{CARD}");
        let id = ask(&test, "AddPayMethod", &query).await["paymethodid"].as_i64().unwrap();
        let add = |more: &str| format!("clientid={client}&{more}");
        for (action, query, expected) in [
            ("AddPayMethod", CARD.to_owned(), "Client ID Is Required"),
            ("AddPayMethod", format!("clientid=999&{CARD}"), "Invalid Client ID"),
            (
                "AddPayMethod",
                add("type=Cash"),
                "Invalid Pay Method Type. Type should be one of 'BankAccount', 'CreditCard', or \
                 'RemoteCreditCard'",
            ),
            (
                "AddPayMethod",
                add("type=RemoteCreditCard"),
                "Gateway is Required for RemoteCreditCard type",
            ),
            (
                "AddPayMethod",
                add("card_expiry=1230"),
                "Card Number is required for 'CreditCard' or 'RemoteCreditCard' type",
            ),
            (
                "AddPayMethod",
                add("card_number=4242424242424242"),
                "Expiry Date is required for 'CreditCard' or 'RemoteCreditCard' type",
            ),
            (
                "AddPayMethod",
                add("card_number=4242424242424242&card_expiry=13x"),
                "Expiry Date is invalid",
            ),
            (
                "AddPayMethod",
                add(&format!("{CARD}&gateway_module_name=nothere")),
                "Invalid Gateway Module Name. Must be one of: fakecard, faketransfer",
            ),
            (
                "AddPayMethod",
                add(&format!("{CARD}&gateway_module_name=faketransfer")),
                "Unsupported Gateway Type for Storage",
            ),
            ("AddPayMethod", add("type=BankAccount"), "Routing number is required"),
            ("AddPayMethod", add("type=BankAccount&bank_code=1"), "Account number is required"),
            ("GetPayMethods", "clientid=999".to_owned(), "Client Not Found"),
            (
                "GetPayMethods",
                add("type=Cash"),
                "Invalid Pay Method Type. Should be 'BankAccount' or 'CreditCard'",
            ),
            ("UpdatePayMethod", add("paymethodid=999"), "Invalid Pay Method ID"),
            (
                "UpdatePayMethod",
                add(&format!("paymethodid={id}")),
                "No Details Provided for Update",
            ),
            (
                "DeletePayMethod",
                format!("clientid={other}&paymethodid={id}"),
                "Pay Method does not belong to passed Client ID",
            ),
        ] {
            assert_eq!(refused(&test, action, &query).await, expected, "{action} {query}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn details_of_the_other_kind_are_no_details_of_a_way_to_pay() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let mut ways = Vec::new();
        for of in [CARD, "type=BankAccount&bank_code=1&bank_account=2"] {
            let made = ask(&test, "AddPayMethod", &format!("clientid={client}&{of}")).await;
            ways.push(made["paymethodid"].as_i64().unwrap());
        }
        let cases = [
            (ways[0], "bank_name=Bank&bank_account=7"),
            (ways[1], "card_expiry=0631"),
            (ways[1], "bank_code=7&bank_account_type=Savings"),
        ];
        for (way, details) in cases {
            let query = format!("clientid={client}&paymethodid={way}&{details}");
            let said = refused(&test, "UpdatePayMethod", &query).await;
            assert_eq!(said, "No Details Provided for Update", "{details}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b23_a_stored_card_is_charged_once() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let id = invoice(&test, client).await;
        let capture = format!("invoiceid={id}");
        assert_eq!(refused(&test, "CapturePayment", &capture).await, "Payment Attempt Failed");
        ask(&test, "AddPayMethod", &format!("clientid={client}&{CARD}")).await;
        let wired =
            format!("userid={client}&itemdescription1=A&itemamount1=10&paymentmethod=faketransfer");
        let wired = ask(&test, "CreateInvoice", &wired).await["invoiceid"].clone();
        let said = refused(&test, "CapturePayment", &format!("invoiceid={wired}")).await;
        assert_eq!(said, "Payment Attempt Failed", "nobody agreed to that by card");
        test.engine.world.gateway.answer_next(FakeAnswer::Refuse("card_declined"));
        assert_eq!(refused(&test, "CapturePayment", &capture).await, "Payment Attempt Failed");
        assert_eq!(status(&test, id).await, "Unpaid");
        let paid = ask(&test, "CapturePayment", &capture).await;
        assert_eq!(paid["message"], json!(null));
        assert_eq!(status(&test, id).await, "Paid");
        for query in [capture.as_str(), "invoiceid=999"] {
            let said = refused(&test, "CapturePayment", query).await;
            assert_eq!(said, "Invoice Not Found or Not Unpaid");
        }
        assert_eq!(test.engine.world.gateway.takings().len(), 1);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b23_an_unknown_outcome_is_asked_about_and_never_charged_again() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        ask(&test, "AddPayMethod", &format!("clientid={client}&{CARD}")).await;
        let id = invoice(&test, client).await;
        let capture_it = format!("invoiceid={id}");
        test.engine.world.faults.next(Mishap::LoseAnswer);
        assert_eq!(refused(&test, "CapturePayment", &capture_it).await, "Payment Attempt Failed");
        let again = refused(&test, "CapturePayment", &capture_it).await;
        assert_eq!(again, "Payment Attempt Failed", "nobody charges while it is not known");
        assert_eq!(test.engine.world.gateway.charges().len(), 1);
        test.engine.clock.advance(SignedDuration::from_mins(10));
        let cx = test.engine.engine.cx(test.engine.caller());
        assert_eq!(capture::resolve_old(&cx, "CapturePayment", 10).await.unwrap(), 1);
        assert_eq!(status(&test, id).await, "Paid");
        assert_eq!(test.engine.world.gateway.charges().len(), 1, "asked, not charged");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b23_a_charge_that_never_arrived_is_tried_again() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        ask(&test, "AddPayMethod", &format!("clientid={client}&{CARD}")).await;
        let id = invoice(&test, client).await;
        let capture_it = format!("invoiceid={id}");
        test.engine.world.faults.next(Mishap::LoseRequest);
        assert_eq!(refused(&test, "CapturePayment", &capture_it).await, "Payment Attempt Failed");
        test.engine.clock.advance(SignedDuration::from_mins(10));
        let paid = ask(&test, "CapturePayment", &capture_it).await;
        assert_eq!(paid["message"], json!(null), "the gateway said that it never arrived");
        assert_eq!(status(&test, id).await, "Paid");
        assert_eq!(test.engine.world.gateway.takings().len(), 1);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b18_a_settlement_told_twice_is_booked_once() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        ask(&test, "AddPayMethod", &format!("clientid={client}&{CARD}")).await;
        let id = invoice(&test, client).await;
        test.engine.world.gateway.answer_next(FakeAnswer::Pending);
        ask(&test, "CapturePayment", &format!("invoiceid={id}")).await;
        assert_eq!(status(&test, id).await, "Payment Pending");
        let key = &test.engine.world.gateway.charges()[0].idempotency_key;
        let outcome = paid_outcome("late-1");
        assert!(test.engine.world.gateway.settle(key, outcome));
        test.engine.clock.advance(SignedDuration::from_hours(30));
        let cx = test.engine.engine.cx(test.engine.caller());
        for ended in [1, 0] {
            let found = capture::resolve_old(&cx, "CapturePayment", 10).await.unwrap();
            assert_eq!(found, ended);
        }
        assert_eq!(status(&test, id).await, "Paid");
        let found = ask(&test, "GetTransactions", &format!("invoiceid={id}")).await;
        assert_eq!(found["totalresults"], json!(1));
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_is_paid_by_card_by_a_stored_card_or_by_instructions() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let id = invoice(&test, client).await;
        let pay = |more: &str| format!("invoiceid={id}&{more}");
        let offline = ask(&test, "PayInvoice", &pay("paymentmethod=faketransfer")).await;
        assert_eq!((&offline["paid"], &offline["status"]), (&json!(false), &json!("Unpaid")));
        assert_ne!(offline["message"], "");
        for (more, expected) in [
            ("paymentmethod=nothere", "Invalid Payment Method: it is not active"),
            (
                "paymentmethod=fakecard&cardnumber=4242424242424241&cardexpiry=1230",
                "The card number is not valid",
            ),
            (
                "paymentmethod=fakecard&cardnumber=4242424242424242&cardexpiry=0120",
                "The card has expired",
            ),
            ("paymentmethod=fakecard", "A card or a stored payment method is required"),
        ] {
            assert_eq!(refused(&test, "PayInvoice", &pay(more)).await, expected, "{more}");
        }
        test.engine.world.gateway.answer_next(FakeAnswer::Refuse("card_declined"));
        let card = "paymentmethod=fakecard&cardnumber=4242+4242+4242+4242&cardexpiry=12/30";
        let refused = ask(&test, "PayInvoice", &pay(card)).await;
        assert_eq!(refused["paid"], json!(false));
        test.engine.world.gateway.answer_next(FakeAnswer::Pending);
        let pending = ask(&test, "PayInvoice", &pay(card)).await;
        assert_eq!(pending["status"], "Payment Pending");
        let id = invoice(&test, client).await;
        ask(&test, "AddPayMethod", &format!("clientid={client}&{CARD}")).await;
        let ways = ask(&test, "GetPayMethods", &format!("clientid={client}")).await;
        let way = ways["paymethods"][0]["id"].as_i64().unwrap();
        let query = format!("invoiceid={id}&paymentmethod=fakecard&paymethodid={way}");
        let paid = ask(&test, "PayInvoice", &query).await;
        assert_eq!((&paid["paid"], &paid["status"]), (&json!(true), &json!("Paid")));
        books_add_up(&test).await;
    }
}

/// Old news of a charge that was refused since: an invoice that waits for it would wait for ever.
#[tokio::test(flavor = "multi_thread")]
async fn b18_news_of_an_attempt_that_is_over_lets_no_invoice_wait() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        ask(&test, "AddPayMethod", &format!("clientid={client}&type=CreditCard&{CARD}")).await;
        let id = invoice(&test, client).await;
        test.engine.world.gateway.answer_next(FakeAnswer::Refuse("card_declined"));
        ask(&test, "CapturePayment", &format!("invoiceid={id}")).await;
        let key = test.engine.world.gateway.charges()[0].idempotency_key.clone();
        let what = GatewayNews::Charge(ChargeOutcome::Pending { reference: "pi_1".to_owned() });
        let event =
            GatewayEvent { event: "e".to_owned(), idempotency_key: Some(key), amount: None, what };
        let mut act = test.engine.act().await.unwrap();
        capture::news(&mut act, "fakecard", event).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(status(&test, id).await, "Unpaid");
        ask(&test, "CapturePayment", &format!("invoiceid={id}")).await;
        assert_eq!(status(&test, id).await, "Paid");
    }
}
