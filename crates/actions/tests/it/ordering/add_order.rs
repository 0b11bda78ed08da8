//! `AddOrder`: everything it takes, what it answers, and what it refuses.

use actions::testing::each;
use engine::Meaning;
use protocol::AddOrder;
use serde_json::json;
use store::args;

use super::scene;
use crate::people::stage::run;
use crate::wire::{answer, refusal};

/// `base64(serialize([1 => 4]))`, and with a quantity `[1 => ['optionid' => 1, 'qty' => 4]]`.
const FOUR: &str = "YToxOntpOjE7aTo0O30=";
const FOUR_WITH_OPTION: &str =
    "YToxOntpOjE7YToyOntzOjg6Im9wdGlvbmlkIjtpOjE7czozOiJxdHkiO2k6NDt9fQ==";

#[tokio::test(flavor = "multi_thread")]
async fn an_order_of_several_things_answers_with_their_numbers() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        let form = [
            ("clientid", "1"),
            ("paymentmethod", "PayPal"),
            ("pid[0]", "1"),
            ("billingcycle[0]", "annually"),
            ("domain[0]", "Example.com"),
            ("configoptions[0]", FOUR),
            ("pid[1]", "2"),
            ("qty[1]", "3"),
            ("hostname[1]", "server1.example.org"),
            ("rootpw[1]", "s3cret"),
            ("pid[2]", "1"),
            ("addons[2]", "1"),
            ("addonsqty[2]", "2"),
            ("configoptions[2]", FOUR_WITH_OPTION),
            ("unknown", "is ignored"),
        ];
        let said = answer(&test, "AddOrder", &form).await;
        let expected = json!({
            "result": "success", "orderid": 1, "productids": "1,2,3", "serviceids": "1,2,3",
            "addonids": "1", "domainids": "", "invoiceid": 1,
        });
        assert_eq!(said, expected);
        let mut c = test.engine.engine.read().await.unwrap();
        let sql = "select domain || ' ' || cycle || ' ' || recurring_minor || ' ' || quantity
            from services order by id";
        let services: Vec<String> = c.column(sql, args![]).await.unwrap();
        // The yearly service has no price for its addresses: a choice, not a sale.
        assert_eq!(
            services,
            [
                "example.com Annually 10000 1",
                "server1.example.org Monthly 600 3",
                " Monthly 1400 1"
            ]
        );
        let total: i64 =
            c.scalar("select total_minor from invoices where id = 1", args![]).await.unwrap();
        assert_eq!(total, 10_000 + 600 + 1_400 + 600);
        let secret: String =
            c.scalar("select password from services where id = 2", args![]).await.unwrap();
        assert!(!secret.is_empty() && !secret.contains("s3cret"), "sealed: {secret}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_listed_with_its_names_and_lines() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        let form = [
            ("clientid", "1"),
            ("paymentmethod", "PayPal"),
            ("pid", "1"),
            ("billingcycle", "annually"),
            ("domain", "Example.com"),
            ("addons", "1"),
            ("notes", "Please hurry"),
            ("clientip", "203.0.113.9"),
        ];
        answer(&test, "AddOrder", &form).await;
        let orders = answer(&test, "GetOrders", &[("id", "1")]).await;
        let order = &orders["orders"]["order"][0];
        for (key, expected) in [
            ("amount", json!("103.00")),
            ("paymentmethod", json!("paypal")),
            ("paymentmethodname", json!("PAYPAL")),
            ("paymentstatus", json!("Unpaid")),
            ("status", json!("Pending")),
            ("name", json!("Jane Doe")),
            ("currencyprefix", json!("$")),
            ("ipaddress", json!("203.0.113.9")),
            ("notes", json!("Please hurry")),
            ("date", json!("2026-01-01 09:00:00")),
            ("renewalsByType", json!({ "domains": [], "services": [], "addons": [] })),
        ] {
            assert_eq!(order[key], expected, "{key}");
        }
        let lines = order["lineitems"]["lineitem"].as_array().unwrap();
        assert_eq!(lines.len(), 2);
        let first = json!({
            "type": "product", "relid": 1, "producttype": "Hosting Account",
            "product": "Hosting - Starter", "domain": "example.com",
            "billingcycle": "Annually", "amount": "100.00", "status": "Pending",
        });
        assert_eq!(lines[0], first);
    }
}

/// What a registry asks for beside the name is kept with the name, for its registration.
#[tokio::test(flavor = "multi_thread")]
async fn the_fields_of_an_ending_are_kept_with_the_name() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        run(
            &test,
            "insert into tlds (name) values ('.us');
                insert into tld_prices (tld_id, currency_id, kind, years, price_minor)
                    values (1, 1, 'register', 1, 900);",
        )
        .await;
        let form = [
            ("clientid", "1"),
            ("paymentmethod", "PayPal"),
            ("domain", "example.us"),
            ("domaintype", "register"),
            // `base64(serialize(['Purpose' => 'P1']))`
            ("domainfields", "YToxOntzOjc6IlB1cnBvc2UiO3M6MjoiUDEiO30="),
        ];
        let said = answer(&test, "AddOrder", &form).await;
        assert_eq!(said["domainids"], json!("1"));
        let mut c = test.engine.engine.read().await.unwrap();
        let sql = "select name || '=' || value from domain_fields where domain_id = 1
            order by name";
        let kept: Vec<String> = c.column(sql, args![]).await.unwrap();
        assert_eq!(kept, ["Purpose=P1"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bare_scalars_are_lists_of_one() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        let form = [("clientid", "1"), ("paymentmethod", "mailin"), ("pid", "2"), ("qty", "5")];
        let said = answer(&test, "AddOrder", &form).await;
        assert_eq!((&said["serviceids"], &said["invoiceid"]), (&json!("1"), &json!(1)));
        let none =
            [("clientid", "1"), ("paymentmethod", "mailin"), ("pid", "2"), ("noinvoice", "true")];
        let said = answer(&test, "AddOrder", &none).await;
        assert_eq!(said["invoiceid"], 0);
        let addon = [("clientid", "1"), ("paymentmethod", "mailin"), ("pid", "1")];
        let service = answer(&test, "AddOrder", &addon).await["serviceids"].clone();
        let addon = [
            ("clientid", "1"),
            ("paymentmethod", "mailin"),
            ("addonid", "1"),
            ("addonidqty", "2"),
            ("serviceid", service.as_str().unwrap()),
        ];
        let said = answer(&test, "AddOrder", &addon).await;
        assert_eq!((&said["addonids"], &said["serviceids"]), (&json!("1"), &json!("")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_are_in_the_vendors_words() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        let me = ("clientid", "1");
        let mail = ("paymentmethod", "mailin");
        let pid = ("pid[0]", "1");
        let empty = "No items added to cart so order cannot proceed";
        for (form, said) in [
            (vec![("clientid", "99"), mail, pid], "Client ID Not Found"),
            (
                vec![("clientid", "2"), mail, pid],
                "Unable to add order when client status is Closed",
            ),
            (
                vec![me, ("paymentmethod", "gold"), pid],
                "Invalid Payment Method. Valid options include mailin,paypal",
            ),
            (vec![me, mail], empty),
            (vec![me, mail, ("pid[0]", "0")], empty),
            (vec![me, mail, ("domain[0]", "example.com")], empty),
            (vec![me, mail, ("pid[0]", "99")], "Product ID Not Found"),
            (vec![me, mail, pid, ("billingcycle[0]", "weekly")], "Invalid Billing Cycle Requested"),
            (
                vec![me, mail, pid, ("billingcycle[0]", "quarterly")],
                "Invalid Billing Cycle Requested",
            ),
            (vec![me, mail, pid, ("qty[0]", "2")], "The quantity must be between 1 and 1."),
            (vec![me, mail, pid, ("qty[0]", "0")], "The quantity must be between 1 and 1."),
            (
                vec![me, mail, ("pid", "2"), ("qty", "10001")],
                "The quantity must be between 1 and 10000.",
            ),
            (
                vec![me, mail, ("pid", "2"), ("qty", "18446744073709551615")],
                "The quantity must be between 1 and 10000.",
            ),
            (vec![me, mail, pid, ("addons[0]", "9")], "Addon ID invalid"),
            (
                vec![me, mail, ("addonid", "9"), ("serviceid", "9")],
                "Service ID not owned by Client ID provided",
            ),
            (vec![me, mail, ("addonid", "1")], "Service ID not owned by Client ID provided"),
            (
                vec![me, mail, ("domainrenewals[foreign.com]", "1")],
                "Domain not owned by Client ID provided",
            ),
            (
                vec![me, mail, ("servicerenewals[0]", "7")],
                "Service ID 7 can not be renewed at this time.",
            ),
            (
                vec![me, mail, pid, ("promocode", "NOPE")],
                "The promotion code entered does not exist",
            ),
        ] {
            let said_of = refusal(&test, "AddOrder", &form).await;
            assert_eq!(said_of, said, "{form:?}");
        }
        // Nothing of all this was kept.
        let mut c = test.engine.engine.read().await.unwrap();
        let sql = "select count(*) from orders";
        assert_eq!(c.scalar::<i64>(sql, args![]).await.unwrap(), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn overlong_and_malformed_texts_are_refused() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        let me = ("clientid", "1");
        let mail = ("paymentmethod", "mailin");
        let pid = ("pid[0]", "1");
        let long = "x".repeat(70_000);
        let long_name = format!("{}.com", "x".repeat(64));
        for (form, said) in [
            (vec![me, mail, pid, ("notes", &long)], "Parameter 'notes' is longer than 65535 bytes"),
            (vec![me, mail, pid, ("domain[0]", &long_name)], "Parameter 'domain' is no host name"),
            (vec![me, mail, pid, ("domain[0]", "a b.com")], "Parameter 'domain' is no host name"),
            (
                vec![me, mail, pid, ("priceoverride[0]", "-1")],
                "Parameter 'priceoverride' cannot be negative",
            ),
            (
                vec![me, mail, pid, ("priceoverride[0]", "1.005")],
                "Parameter 'priceoverride': more than 2 decimal places",
            ),
            (
                vec![me, mail, ("domain[0]", "example.zz"), ("domaintype[0]", "register")],
                "The ending of example.zz is not sold here",
            ),
            (
                vec![me, mail, pid, ("configoptions[0]", "YToxOntpOjk7aTo0O30=")],
                "There is no option 9.",
            ),
        ] {
            let said_of = refusal(&test, "AddOrder", &form).await;
            assert_eq!(said_of, said, "{:.200}", format!("{form:?}"));
        }
        // Nothing of all this was kept.
        let mut c = test.engine.engine.read().await.unwrap();
        let sql = "select count(*) from orders";
        assert_eq!(c.scalar::<i64>(sql, args![]).await.unwrap(), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn negative_numbers_are_no_numbers() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        for field in ["qty[0]", "pid[0]", "regperiod[0]", "affid"] {
            let form = [("clientid", "1"), ("paymentmethod", "mailin"), (field, "-1")];
            let said = refusal(&test, "AddOrder", &form).await;
            assert!(said.contains(field), "{field}: {said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_request_has_one_effect_and_a_dry_one_none() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        let call = || AddOrder {
            clientid: 1,
            paymentmethod: Some("mailin".into()),
            pid: vec![1].into(),
            ..AddOrder::default()
        };
        let mut caller = test.engine.caller();
        caller.idempotency_key = Some(engine::IdempotencyKey("k-1".into()));
        let first = test.call_as(&caller, call()).await.unwrap();
        let again = test.call_as(&caller, call()).await.unwrap();
        assert_eq!(first, again);
        let other = AddOrder { pid: vec![2].into(), ..call() };
        let fault = test.call_as(&caller, other).await.unwrap_err();
        assert_eq!(fault.refusal().unwrap().meaning, Meaning::Conflict);
        let dry = test.engine.caller().dry();
        test.call_as(&dry, call()).await.unwrap();
        let mut c = test.engine.engine.read().await.unwrap();
        let orders: i64 = c.scalar("select count(*) from orders", args![]).await.unwrap();
        assert_eq!(orders, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_is_what_the_order_then_asks() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        let items = [("pid[0]", "1"), ("addons[0]", "1"), ("pid[1]", "2"), ("qty[1]", "4")];
        let mut form = items.to_vec();
        form.push(("clientid", "1"));
        let preview = answer(&test, "PreviewOrder", &form).await;
        assert_eq!((&preview["total"], &preview["currencycode"]), (&json!("21.00"), &json!("USD")));
        let lines = preview["lines"]["line"].as_array().unwrap();
        let brief: Vec<String> = lines
            .iter()
            .map(|l| {
                format!(
                    "{} {} {} {}",
                    l["type"], l["amount"], l["recurringamount"], l["billingcycle"]
                )
            })
            .collect();
        assert_eq!(
            brief,
            [
                "\"Hosting\" \"10.00\" \"10.00\" \"Monthly\"",
                "\"Addon\" \"3.00\" \"3.00\" \"Monthly\"",
                "\"Hosting\" \"8.00\" \"8.00\" \"Monthly\"",
            ]
        );
        assert_eq!(lines[2]["steps"][0], json!({ "what": "Units x 4", "amount": "8.00" }));
        form.push(("paymentmethod", "mailin"));
        answer(&test, "AddOrder", &form).await;
        let orders = answer(&test, "GetOrders", &[]).await;
        assert_eq!(orders["orders"]["order"][0]["amount"], preview["total"]);
        let visitor = answer(&test, "PreviewOrder", &items).await;
        assert_eq!(visitor["total"], "21.00");
        let said = refusal(&test, "PreviewOrder", &[("pid", "1"), ("currency", "9")]).await;
        assert_eq!(said, "Currency ID Not Found");
        let said = refusal(&test, "PreviewOrder", &[("pid", "1"), ("currency", "2")]).await;
        assert_eq!(said, "Product ID 1 has no price in EUR");
    }
}
