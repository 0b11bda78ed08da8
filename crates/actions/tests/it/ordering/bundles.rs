//! Products that cost less together, and those that are recommended with others.

use actions::testing::{TestActions, each};
use engine::{Actor, Caller, Door};
use protocol::{GetBundles, GetBundlesResponse};
use serde_json::{Value, json};

use crate::billing::{ask, books_add_up, refused};
use crate::scenery;

const BOTH: &str = "pid[]=1&pid[]=2&billingcycle[]=monthly&billingcycle[]=monthly";

/// Small for 10.00 and Large for 20.00 a month, together for the price told.
async fn duo(test: &TestActions, price: &str) -> i64 {
    let scene = scenery::make(test).await;
    assert_eq!((scene.small.0, scene.large.0), (1, 2));
    let query = format!("name=Duo&items=1:monthly,2:monthly&price={price}");
    assert_eq!(ask(test, "AddBundle", &query).await["bundleid"], 1);
    scene.client.0
}

/// What an order would cost first, and each of its lines later.
async fn costs(test: &TestActions, query: &str) -> (String, Vec<String>) {
    let found = ask(test, "PreviewOrder", query).await;
    let lines = found["lines"]["line"].as_array().unwrap_or_else(|| panic!("{found}"));
    let later = lines.iter().filter_map(|line| line["recurringamount"].as_str());
    let total = found["subtotal"].as_str().unwrap_or_else(|| panic!("{found}"));
    (total.to_owned(), later.map(str::to_owned).collect())
}

fn told(total: &str, later: &[&str]) -> (String, Vec<String>) {
    (total.to_owned(), later.iter().map(|text| (*text).to_owned()).collect())
}

async fn for_visitors(test: &TestActions) -> GetBundlesResponse {
    let visitor = Caller { actor: Actor::Visitor, ..Caller::system(Door::Page) };
    test.call_as(&visitor, GetBundles::default()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_shares_its_price_over_its_lines() {
    for test in each().await.unwrap() {
        let client = duo(&test, "24.00").await;
        assert_eq!(costs(&test, BOTH).await, told("24.00", &["8.00", "16.00"]));
        let one = "pid[]=1&billingcycle[]=monthly";
        assert_eq!(costs(&test, one).await, told("10.00", &["10.00"]), "something is missing");
        let yearly = "pid[]=1&pid[]=2&billingcycle[]=annually&billingcycle[]=monthly";
        assert_eq!(costs(&test, yearly).await.0, "120.00", "another cycle");
        let three = format!("{BOTH}&pid[]=1&billingcycle[]=monthly");
        assert_eq!(costs(&test, &three).await, told("34.00", &["8.00", "16.00", "10.00"]));
        ask(&test, "UpdateBundle", "bundleid=1&price=10.00").await;
        assert_eq!(costs(&test, BOTH).await, told("10.00", &["3.33", "6.67"]), "no cent is lost");
        ask(&test, "UpdateBundle", "bundleid=1&price=24.00").await;

        // A group that pays less alone than together is not made to pay more.
        for (percent, expected) in [("10", "24.00"), ("30", "21.00")] {
            let query = format!("name=G{percent}&discountpercent={percent}");
            let group = ask(&test, "AddClientGroup", &query).await["groupid"].to_string();
            let query = format!("clientid={client}&groupid={}", group.trim_matches('"'));
            ask(&test, "UpdateClient", &query).await;
            let query = format!("clientid={client}&{BOTH}");
            assert_eq!(costs(&test, &query).await.0, expected, "{percent} %");
        }
        ask(&test, "UpdateClient", &format!("clientid={client}&groupid=0")).await;

        let found = for_visitors(&test).await.bundles.0.bundle.0;
        let shown = (found[0].price.to_string(), found[0].separately.unwrap().to_string());
        assert_eq!(shown, ("24.00".to_owned(), "30.00".to_owned()));
        for (hide, count) in [("hidden=1", 0), ("hidden=0&enddate=2001-01-01", 0)] {
            ask(&test, "UpdateBundle", &format!("bundleid=1&{hide}")).await;
            assert_eq!(for_visitors(&test).await.totalresults.0, count, "{hide}");
        }
        assert_eq!(costs(&test, BOTH).await.0, "30.00", "it is not sold any more");
        assert_eq!(
            ask(&test, "GetBundles", "").await["bundles"]["bundle"][0]["sold"],
            json!(false)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_uses_a_bundle_and_a_cancelled_one_gives_it_back() {
    for test in each().await.unwrap() {
        let client = duo(&test, "24.00").await;
        ask(&test, "UpdateBundle", "bundleid=1&maxuses=1").await;
        let order = format!("clientid={client}&paymentmethod=fakecard&{BOTH}");
        let placed = ask(&test, "AddOrder", &order).await;
        let invoice = format!("invoiceid={}", placed["invoiceid"]).replace('"', "");
        assert_eq!(ask(&test, "GetInvoice", &invoice).await["subtotal"], "24.00", "{placed}");
        let services = ask(&test, "GetClientsProducts", &format!("clientid={client}")).await;
        let recurring: Vec<&Value> = services["products"]["product"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| &row["recurringamount"])
            .collect();
        assert_eq!(recurring, ["8.00", "16.00"]);
        let uses = async || ask(&test, "GetBundles", "").await["bundles"]["bundle"][0].clone();
        let bundle = uses().await;
        assert_eq!((&bundle["uses"], &bundle["sold"]), (&json!(1), &json!(false)));
        assert_eq!(costs(&test, BOTH).await.0, "30.00", "it is used up");
        let said = refused(&test, "DeleteBundle", "bundleid=1").await;
        assert_eq!(said, "The bundle is in use: 1 × orders");
        let order = format!("orderid={}", placed["orderid"]).replace('"', "");
        ask(&test, "CancelOrder", &order).await;
        assert_eq!(uses().await["uses"], json!(0));
        assert_eq!(costs(&test, BOTH).await.0, "24.00");
        ask(&test, "DeleteBundle", "bundleid=1").await;
        assert_eq!(ask(&test, "GetBundles", "").await["totalresults"], json!(0));
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_bundle_is_refused() {
    for test in each().await.unwrap() {
        duo(&test, "24.00").await;
        for (query, expected) in [
            ("name=X&items=1:monthly&price=1", "A bundle holds 2 to 20 products"),
            ("name=X&items=1,2&price=1", "1 is no product with a cycle: 1:monthly"),
            (
                "name=X&items=1:weekly,2:monthly&price=1",
                "1:weekly is no product with a cycle: \
                1:monthly",
            ),
            ("name=X&items=1:monthly,9:monthly&price=1", "There is no product 9"),
            ("name=X&items=1:monthly,2:monthly&price=-1", "A price cannot be negative"),
            ("name=+&items=1:monthly,2:monthly&price=1", "Parameter 'name' is required"),
        ] {
            assert_eq!(refused(&test, "AddBundle", query).await, expected, "{query}");
        }
        let said = refused(&test, "DeleteProduct", "pid=1").await;
        assert_eq!(said, "The product is in use: 1 × bundles");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_well_with_something_is_told() {
    for test in each().await.unwrap() {
        scenery::make(&test).await;
        ask(&test, "UpdateProduct", "pid=1&recommendations=2,1,77").await;
        let names = async |query: &str| {
            let found = ask(&test, "GetRecommendations", query).await;
            let rows = found["products"]["product"].as_array().cloned().unwrap_or_default();
            rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names("pids=1").await, ["Large"]);
        assert!(names("pids=1,2").await.is_empty(), "it is in the cart already");
        assert!(names("pids=2").await.is_empty(), "nothing goes with it");
        ask(&test, "UpdateProduct", "pid=2&hidden=1").await;
        assert!(names("pids=1").await.is_empty(), "it is not sold");
    }
}
