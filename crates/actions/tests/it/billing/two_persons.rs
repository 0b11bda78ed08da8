//! Refunds above a limit: one person asks, another agrees (B20).

use actions::testing::{TestActions, each};
use engine::{Actor, Allowed, Caller, Door};
use model::ids::StaffId;
use model::money::{Currency, Money};
use ports::payment::{GatewayEvent, GatewayNews};
use protocol::{ApproveRefund, DeclineRefund, GetRefundRequests, RefundInvoice};
use serde_json::json;

use super::{ask, books_add_up, furnish, refused};
use crate::people::stage::{call, call_as};

fn person(id: i64) -> Caller {
    let actor = Actor::Staff { id: StaffId(id), name: format!("P{id}"), allowed: Allowed::All };
    Caller { actor, ..Caller::system(Door::Page) }
}

async fn paid(test: &TestActions) -> u64 {
    let client = furnish(test).await;
    let query = format!("userid={client}&itemdescription1=A&itemamount1=100.00");
    let id = ask(test, "CreateInvoice", &query).await["invoiceid"].as_u64().unwrap();
    let pay = format!(
        "invoiceid={id}&paymentmethod=fakecard&cardnumber=4242424242424242\
        &cardexpiry=1230&cardcvv=123"
    );
    assert_eq!(ask(test, "PayInvoice", &pay).await["paid"], json!(true));
    let limit = "setting=RefundApprovalAbove&value=50.00";
    ask(test, "SetConfigurationValue", limit).await;
    id
}

fn refund(invoiceid: u64, amount: &str, kind: &str) -> RefundInvoice {
    RefundInvoice {
        invoiceid,
        amount: Some(protocol::wire::Amount::parse(amount).unwrap()),
        r#type: kind.to_owned(),
        transid: None,
    }
}

async fn said<A: protocol::Action>(test: &TestActions, caller: &Caller, call: A) -> String {
    let refused = test.call_as(caller, call).await.err().unwrap();
    refused.refusal().unwrap().said.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn b20_a_second_person_agrees_to_a_large_refund() {
    for test in each().await.unwrap() {
        let id = paid(&test).await;
        let (one, other) = (person(1), person(2));
        // Up to the limit nobody is asked; what went back before counts with it.
        let small = test.call_as(&one, refund(id, "20", "credit")).await.unwrap();
        assert_eq!((small.requestid.0, small.amount.as_str()), (0, "20.00"));
        let large = test.call_as(&one, refund(id, "40", "gateway")).await.unwrap();
        assert_eq!((large.requestid.0, large.transactionid.0), (1, 0));
        assert!(test.engine.world.gateway.refunds().is_empty(), "nothing went back yet");
        let again = said(&test, &other, refund(id, "40", "credit")).await;
        assert_eq!(again, "A refund of this invoice waits for a second person");
        let approve = ApproveRefund { requestid: 1 };
        let own = said(&test, &one, approve.clone()).await;
        assert_eq!(own, "Who asked for a refund cannot approve it");
        let list = GetRefundRequests { status: Some("Pending".into()), ..Default::default() };
        let seen = test.call_as(&one, list.clone()).await.unwrap().refundrequests.0.refundrequest.0;
        assert_eq!((seen.len(), seen[0].own.0, seen[0].amount.as_str()), (1, true, "40.00"));
        let done = test.call_as(&other, approve.clone()).await.unwrap();
        assert_eq!((done.amount.as_str(), &*done.status), ("40.00", "Paid"));
        assert_eq!(test.engine.world.gateway.refunds().len(), 1);
        let twice = said(&test, &other, approve).await;
        assert_eq!(twice, "Refund Request ID Not Found or Not Pending");
        assert_eq!(test.call_as(&one, list).await.unwrap().totalresults.0, 0);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b20_a_declined_refund_gives_nothing_back() {
    for test in each().await.unwrap() {
        let id = paid(&test).await;
        let (one, other) = (person(1), person(2));
        test.call_as(&one, refund(id, "60", "manual")).await.unwrap();
        let decline = |reason: &str| DeclineRefund { requestid: 1, reason: reason.to_owned() };
        assert_eq!(said(&test, &other, decline(" ")).await, "A reason is required");
        test.call_as(&other, decline("Was used")).await.unwrap();
        let late = said(&test, &other, ApproveRefund { requestid: 1 }).await;
        assert_eq!(late, "Refund Request ID Not Found or Not Pending");
        let all = test.call_as(&one, GetRefundRequests::default()).await.unwrap();
        let row = &all.refundrequests.0.refundrequest.0[0];
        assert_eq!((&*row.status, &*row.reason, &*row.decidedby), ("Declined", "Was used", "P2"));
        // The machine itself is asked for nobody.
        let direct = test.call(refund(id, "100", "manual")).await.unwrap();
        assert_eq!((direct.requestid.0, &*direct.status), (0, "Refunded"));
        books_add_up(&test).await;
    }
}

/// The gateway's news of a refund may be booked before its answer is: it went back once, and
/// nobody is asked again.
#[tokio::test(flavor = "multi_thread")]
async fn b20_a_refund_whose_news_is_faster_than_its_answer_is_one() {
    for test in each().await.unwrap() {
        let id = paid(&test).await;
        let (one, other) = (person(1), person(2));
        test.call_as(&one, refund(id, "20", "credit")).await.unwrap();
        test.call_as(&one, refund(id, "40", "gateway")).await.unwrap();
        let listed = ask(&test, "GetTransactions", &format!("invoiceid={id}")).await;
        let payment = listed["transactions"]["transaction"][0]["transid"].as_str().unwrap();
        let (payment, engine) = (payment.to_owned(), test.engine.engine.clone());
        let caller = test.engine.caller();
        test.engine.world.gateway.upon_refund(move |reference| {
            let what =
                GatewayNews::Refunded { payment: payment.clone(), reference: reference.to_owned() };
            let event = GatewayEvent {
                event: "evt_1".to_owned(),
                idempotency_key: None,
                amount: Some(Money::from_minor(4_000, Currency::USD)),
                what,
            };
            let cx = engine.cx(caller.clone());
            let told = async {
                let mut act = cx.act("GatewayWebHook").await.unwrap();
                engine::billing::capture::news(&mut act, "fakecard", event).await.unwrap();
                act.commit().await.unwrap();
            };
            let here = tokio::runtime::Handle::current();
            tokio::task::block_in_place(|| here.block_on(told));
        });
        let done = test.call_as(&other, ApproveRefund { requestid: 1 }).await.unwrap();
        assert_eq!((done.amount.as_str(), &*done.status), ("40.00", "Paid"));
        let list = GetRefundRequests { status: Some("Pending".into()), ..Default::default() };
        assert_eq!(test.call_as(&one, list).await.unwrap().totalresults.0, 0, "nobody waits");
        assert_eq!(test.engine.world.gateway.refunds().len(), 1);
        let listed = ask(&test, "GetTransactions", &format!("invoiceid={id}")).await;
        assert_eq!(listed["totalresults"], json!(2), "{listed}");
        books_add_up(&test).await;
    }
}

/// Between the two the client may have spent what it had added.
#[tokio::test(flavor = "multi_thread")]
async fn b20_nobody_agrees_to_give_back_funds_that_were_spent_meanwhile() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let add = format!("clientid={client}&amount=100.00&paymentmethod=faketransfer");
        let id = ask(&test, "AddFunds", &add).await["invoiceid"].as_u64().unwrap();
        let pay = format!("invoiceid={id}&gateway=faketransfer&date=2026-01-02&transid=t1");
        ask(&test, "AddInvoicePayment", &pay).await;
        ask(&test, "SetConfigurationValue", "setting=RefundApprovalAbove&value=50.00").await;
        let (one, other) = (person(1), person(2));
        let asked = test.call_as(&one, refund(id, "100", "manual")).await.unwrap();
        assert_eq!(asked.requestid.0, 1);
        let spend = format!("clientid={client}&type=remove&amount=70.00&description=Spent");
        ask(&test, "AddCredit", &spend).await;
        let refused = said(&test, &other, ApproveRefund { requestid: 1 }).await;
        assert_eq!(refused, "The client has only 30.00 of the added funds left");
        books_add_up(&test).await;
    }
}

/// What moves the same money under another name asks as much.
#[tokio::test(flavor = "multi_thread")]
async fn b20_no_other_action_gives_back_so_much_alone() {
    for test in each().await.unwrap() {
        let id = paid(&test).await;
        let one = person(1);
        let out =
            |amount: &str| format!("invoiceid={id}&paymentmethod=faketransfer&amountout={amount}");
        let alone = "To give back so much needs a second person: ask for a refund of the invoice";
        let whole = format!("invoiceid={id}&status=Refunded");
        for (action, form, said) in [
            ("AddTransaction", out("60.00"), Some(alone)),
            ("UpdateInvoice", whole.clone(), Some(alone)),
            ("AddTransaction", out("30.00"), None),
            ("AddTransaction", out("20.01"), Some(alone)),
            ("UpdateInvoice", whole.clone(), Some(alone)),
        ] {
            let done = call_as(&test, &one, action, &form).await;
            assert_eq!(done.err().as_deref(), said, "{action} {form}");
        }
        // The machine itself is asked for nobody.
        call(&test, "UpdateInvoice", &whole).await.unwrap();
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b20_more_than_is_left_is_refused_in_words_that_are_true() {
    for test in each().await.unwrap() {
        let id = paid(&test).await;
        test.call(refund(id, "60", "gateway")).await.unwrap();
        let more = format!("invoiceid={id}&type=gateway&amount=50");
        let said = refused(&test, "RefundInvoice", &more).await;
        assert_eq!(said, "Amount exceeds the amount paid");
        assert_eq!(test.engine.world.gateway.refunds().len(), 1);
    }
}
