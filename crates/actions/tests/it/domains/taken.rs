//! Names that somebody has or has ordered: not sold to a client again.

use actions::testing::TestActions;
use engine::Caller;
use protocol::wire::Secret;
use protocol::{AddOrder, CancelOrder, GetClientsDomains, PreviewOrder};

use super::house::{sell, take_cheques};
use crate::support::house::{client, each};

/// `.com` without a registrar, so that the registry itself is asked: it knows every name but those
/// that begin with `free`, and nothing of `.museum`.
async fn open(test: &TestActions) {
    for ending in [".com", ".museum"] {
        sell(test, ending).await;
    }
    take_cheques(test).await;
}

fn order(name: &str, kind: &str) -> AddOrder {
    AddOrder {
        clientid: 1,
        paymentmethod: Some("mailin".to_owned()),
        domain: vec![name.to_owned()].into(),
        domaintype: vec![kind.to_owned()].into(),
        regperiod: vec![Some(1)].into(),
        eppcode: vec![Secret::from("c0de")].into(),
        ..AddOrder::default()
    }
}

fn preview(name: &str) -> PreviewOrder {
    let AddOrder { domain, domaintype, regperiod, .. } = order(name, "register");
    PreviewOrder { clientid: Some(1), domain, domaintype, regperiod, ..PreviewOrder::default() }
}

/// The sentence of the refusal, which names the domain.
async fn refused(test: &TestActions, caller: &Caller, call: AddOrder) -> String {
    let fault = test.call_as(caller, call).await.unwrap_err();
    let refusal = fault.refusal().unwrap();
    assert_eq!(refusal.field.as_deref(), Some("domain"), "{refusal}");
    assert_eq!(refusal.meaning, engine::Meaning::Conflict, "{refusal}");
    refusal.said.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn b32_a_client_is_not_sold_what_somebody_has() {
    for test in each().await {
        open(&test).await;
        let jane = client(1);
        let taken = order("somebodys.com", "register");
        let said = "The domain somebodys.com is taken by somebody";
        assert_eq!(refused(&test, &jane, taken.clone()).await, said);
        // What was heard a moment ago holds for prices, too.
        assert_eq!(test.refused_as(&jane, preview("somebodys.com")).await, said);
        // Whoever does not tell is no reason not to sell; what is moved here is somebody's.
        for (name, kind) in [("a.museum", "register"), ("moved.com", "transfer")] {
            test.call_as(&jane, order(name, kind)).await.unwrap();
        }
        // Staff know what they do.
        test.call(taken).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b35_no_order_waits_for_a_registry_that_is_known_not_to_answer() {
    for test in each().await {
        open(&test).await;
        let (jane, faults) = (client(1), &test.engine.world.faults);
        faults.down("fakewhois");
        let before = faults.calls();
        test.call_as(&jane, order("free-0.com", "register")).await.unwrap();
        // What nobody told is remembered for a moment.
        let again = order("free-0.com", "register");
        refused(&test, &jane, again).await;
        assert_eq!(faults.calls(), before + 1);
        for number in 1..5 {
            let wanted = order(&format!("free-{number}.com"), "register");
            test.call_as(&jane, wanted).await.unwrap();
        }
        assert_eq!(faults.calls(), before + 5);
        // The breaker is open now.
        test.call_as(&jane, order("free-5.com", "register")).await.unwrap();
        assert_eq!(faults.calls(), before + 5);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b32_a_client_is_not_sold_what_is_ordered() {
    for test in each().await {
        open(&test).await;
        let jane = client(1);
        let wanted = order("free-one.com", "register");
        let placed = test.call_as(&jane, wanted.clone()).await.unwrap();
        let said = "The domain free-one.com is already ordered with us";
        assert_eq!(refused(&test, &jane, wanted.clone()).await, said);
        assert_eq!(test.refused_as(&jane, preview("Free-One.com")).await, said);
        // Staff may order it for another; only one of them gets it.
        let second = test.call(wanted.clone()).await.unwrap();
        for orderid in [placed.orderid, second.orderid] {
            let call = CancelOrder { orderid: orderid.id().unwrap(), ..CancelOrder::default() };
            test.call(call).await.unwrap();
        }
        let again = test.call_as(&jane, wanted.clone()).await.unwrap();
        let mut act = test.engine.act().await.unwrap();
        let sql = "update domains set status = 'Active' where id = $1";
        let id = i64::try_from(again.domainids.0[0]).unwrap();
        act.conn.exec(sql, store::args![id]).await.unwrap();
        act.commit().await.unwrap();
        let said = "The domain free-one.com is already registered with us";
        assert_eq!(refused(&test, &jane, wanted).await, said);
        let named = GetClientsDomains {
            domain: Some("free-one.com".to_owned()),
            ..GetClientsDomains::default()
        };
        assert_eq!(test.call(named).await.unwrap().totalresults.0, 3);
    }
}
