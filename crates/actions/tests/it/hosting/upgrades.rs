//! `UpgradeProduct` (B31).

use actions::testing::{TestActions, each};
use engine::billing::payments::{NewPayment, record};
use engine::catalogue::create::{self, NewChoice, NewOption};
use engine::jobs::run_until_idle;
use jiff::civil::date;
use model::catalogue::options::OptionKind;
use model::hosting::service::ServiceStatus;
use model::ids::{ConfigOptionId, InvoiceId, ServiceId};
use protocol::{GenInvoices, GetOrders, OrderLine, SetConfigurationValue, UpgradeProduct};
use store::args;
use store::hosting::service_options::{self, ServiceOptionRow};

use crate::scenery::{Scenery, dollars, make, service, wire};

/// On 16 January, 16 of the 31 days to 1 February are left.
async fn begin(test: &TestActions) -> (Scenery, ServiceId) {
    let scenery = make(test).await;
    let id = scenery.service(test, ServiceStatus::Active).await;
    test.engine.clock.advance_days(15);
    (scenery, id)
}

fn to_large(scenery: &Scenery, id: ServiceId) -> UpgradeProduct {
    UpgradeProduct {
        serviceid: wire(id),
        paymentmethod: Some("faketransfer".to_owned()),
        r#type: "product".to_owned(),
        newproductid: Some(wire(scenery.large)),
        newproductbillingcycle: Some("monthly".to_owned()),
        ..UpgradeProduct::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b31_an_upgrade_is_quoted_ordered_paid_and_carried_out() {
    for test in each().await.unwrap() {
        let (scenery, id) = begin(&test).await;
        let quote = UpgradeProduct { calconly: true.into(), ..to_large(&scenery, id) };
        let quote = test.call(quote).await.unwrap();
        assert_eq!(&*quote.price, "$5.16 USD");
        assert_eq!((quote.daysuntilrenewal.unwrap().0, quote.totaldays.unwrap().0), (16, 31));
        assert_eq!(quote.oldproductname.unwrap().0, "Small");
        assert!(quote.orderid.is_none());
        let ordered = test.call(to_large(&scenery, id)).await.unwrap();
        let invoice = InvoiceId(ordered.invoiceid.unwrap().0);
        assert_eq!(service(&test, id).await.product_id, scenery.small, "not paid yet");
        assert_eq!(
            test.refused(to_large(&scenery, id)).await,
            "Unable to accept upgrade order. Previous upgrade invoice for service is still unpaid."
        );
        pay(&test, invoice, 516).await;
        run_until_idle(&test.engine.engine).await.unwrap();
        let row = service(&test, id).await;
        assert_eq!((row.product_id, row.recurring_minor), (scenery.large, 2_000));
        assert_eq!(row.next_due_on, Some(date(2026, 2, 1)), "the due date stays");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b31_an_unpaid_invoice_stands_in_the_way_of_the_order_only() {
    for test in each().await.unwrap() {
        let (scenery, id) = begin(&test).await;
        test.engine.clock.advance_days(3);
        test.call(GenInvoices::default()).await.unwrap();
        let refused = test.refused(to_large(&scenery, id)).await;
        assert_eq!(
            refused,
            "The service has an unpaid invoice: pay it first, then change the plan"
        );
        let quote = UpgradeProduct { calconly: true.into(), ..to_large(&scenery, id) };
        let quote = test.call(quote).await.unwrap();
        assert_eq!(&*quote.price, "$4.20 USD", "8.39 less 4.19 for 13 of 31 days");
        assert!(!quote.upgradeinprogress.unwrap().0);
    }
}

/// Has the service be a large one with 2 GB, and with an option that only large ones have.
async fn as_large(test: &TestActions, scenery: &Scenery, id: ServiceId) -> ConfigOptionId {
    let mut act = test.engine.act().await.unwrap();
    let group = create::option_group(&mut act, "Large only", &[scenery.large]).await.unwrap();
    let disks = NewOption {
        group,
        name: "Disks".to_owned(),
        kind: OptionKind::Quantity,
        quantity_min: 0,
        quantity_max: 9,
        choices: vec![NewChoice { name: "Disk".to_owned(), prices: Vec::new() }],
    };
    let (disks, of_disks) = create::option(&mut act, disks).await.unwrap();
    let (memory, of_memory) = &scenery.memory;
    for (option_id, choice_id) in [(disks, of_disks[0]), (*memory, of_memory[1])] {
        let row = ServiceOptionRow { service_id: id, option_id, choice_id, quantity: 1 };
        service_options::set(&mut act.conn, &row).await.unwrap();
    }
    let sql = "update services set product_id = $2, recurring_minor = 2500 where id = $1";
    act.conn.exec(sql, args![id, scenery.large]).await.unwrap();
    act.commit().await.unwrap();
    disks
}

#[tokio::test(flavor = "multi_thread")]
async fn b31_what_costs_nothing_is_done_at_once_and_leaves_no_option_of_the_old_plan() {
    for test in each().await.unwrap() {
        let (scenery, id) = begin(&test).await;
        let disks = as_large(&test, &scenery, id).await;
        let smaller =
            UpgradeProduct { newproductid: Some(wire(scenery.small)), ..to_large(&scenery, id) };
        let quote = UpgradeProduct { calconly: true.into(), ..smaller.clone() };
        let quote = test.call(quote).await.unwrap();
        assert_eq!(quote.recurring.unwrap().as_str(), "15.00", "with its memory");
        test.call(smaller).await.unwrap();
        let row = service(&test, id).await;
        assert_eq!((row.product_id, row.recurring_minor), (scenery.small, 1_500));
        let mut c = test.engine.engine.read().await.unwrap();
        let kept = service_options::of_service(&mut c, id).await.unwrap();
        let kept: Vec<_> = kept.iter().map(|row| row.option_id).collect();
        assert_eq!(kept, [scenery.memory.0], "and not {disks}");
    }
}

async fn pay(test: &TestActions, invoice: InvoiceId, cents: i64) {
    let mut act = test.engine.act().await.unwrap();
    let now = act.now;
    let payment = NewPayment {
        invoice,
        amount: dollars(cents),
        fees: dollars(0),
        gateway: "faketransfer".to_owned(),
        reference: "T1".to_owned(),
        at: now,
        description: String::new(),
    };
    record(&mut act, payment).await.unwrap();
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn b31_a_downgrade_gives_credit_only_if_the_setting_says_so() {
    for (setting, expected) in [("", 0), ("on", 516)] {
        for test in each().await.unwrap() {
            let (scenery, id) = begin(&test).await;
            test.call(SetConfigurationValue {
                setting: "CreditOnDowngrade".to_owned(),
                value: setting.to_owned(),
                ..Default::default()
            })
            .await
            .unwrap();
            let mut act = test.engine.act().await.unwrap();
            let sql = "update services set product_id = $1, recurring_minor = 2000";
            act.conn.exec(sql, store::args![scenery.large]).await.unwrap();
            act.commit().await.unwrap();
            let down = UpgradeProduct {
                newproductid: Some(wire(scenery.small)),
                ..to_large(&scenery, id)
            };
            let ordered = test.call(down).await.unwrap();
            assert_eq!(&*ordered.price, "$-5.16 USD");
            assert!(ordered.invoiceid.is_none());
            run_until_idle(&test.engine.engine).await.unwrap();
            assert_eq!(service(&test, id).await.product_id, scenery.small);
            let mut c = test.engine.engine.read().await.unwrap();
            let sql = "select credit_minor from clients";
            let credit: i64 = c.scalar(sql, store::args![]).await.unwrap();
            assert_eq!(credit, expected, "{setting:?}");
        }
    }
}

async fn promotion(test: &TestActions, code: &str, of: (&str, i64), upgrades: bool) {
    let mut act = test.engine.act().await.unwrap();
    let sql = "insert into promotions (code, code_folded, type, value, recurring, max_uses,
            upgrades)
        values ($1, $2, $3, $4, 1, 1, $5)";
    let values = store::args![code, code.to_lowercase(), of.0, of.1, upgrades];
    act.conn.exec(sql, values).await.unwrap();
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn b11_a_code_takes_something_off_an_upgrade() {
    for test in each().await.unwrap() {
        let (scenery, id) = begin(&test).await;
        promotion(&test, "HALF", ("Percentage", 500_000), true).await;
        promotion(&test, "ORDERS", ("Percentage", 500_000), false).await;
        promotion(&test, "PRICE", ("Price Override", 100), true).await;
        promotion(&test, "WITH", ("Percentage", 500_000), true).await;
        let mut act = test.engine.act().await.unwrap();
        let sql = "update promotions set requires = 'a99' where code = 'WITH'";
        act.conn.exec(sql, store::args![]).await.unwrap();
        act.commit().await.unwrap();
        let with = |code: &str| UpgradeProduct {
            promocode: Some(code.to_owned()),
            ..to_large(&scenery, id)
        };
        for (code, said) in [
            ("NONE", "The promotion code entered does not exist"),
            ("ORDERS", "The promotion does not apply to this item."),
            ("PRICE", "The promotion does not apply to this item."),
            ("WITH", "The promotion requires another item in the order."),
        ] {
            assert_eq!(test.refused(with(code)).await, said);
        }
        let quote = UpgradeProduct { calconly: true.into(), ..with("half") };
        assert_eq!(&*test.call(quote).await.unwrap().price, "$2.58 USD");
        let ordered = test.call(with("half")).await.unwrap();
        assert_eq!(&*ordered.price, "$2.58 USD");
        pay(&test, InvoiceId(ordered.invoiceid.unwrap().0), 258).await;
        run_until_idle(&test.engine.engine).await.unwrap();
        let row = service(&test, id).await;
        assert_eq!((row.product_id, row.recurring_minor), (scenery.large, 2_000));
        assert!(row.promotion_id.is_some(), "it holds for the renewals");
        let back = UpgradeProduct { newproductid: Some(wire(scenery.small)), ..with("half") };
        assert_eq!(test.refused(back).await, "The promotion code has been used up.");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b11_a_code_for_all_of_an_upgrade_leaves_no_invoice() {
    for test in each().await.unwrap() {
        let (scenery, id) = begin(&test).await;
        promotion(&test, "GIFT", ("Fixed Amount", 9_900), true).await;
        let call = UpgradeProduct { promocode: Some("GIFT".into()), ..to_large(&scenery, id) };
        let ordered = test.call(call).await.unwrap();
        assert!(ordered.invoiceid.is_none());
        run_until_idle(&test.engine.engine).await.unwrap();
        assert_eq!(service(&test, id).await.product_id, scenery.large);
    }
}

/// Status of an order, then type, thing, what it is, cycle, amount and status of each of its lines.
async fn order(test: &TestActions, id: i64) -> String {
    let call = GetOrders { id: Some(id.unsigned_abs()), ..GetOrders::default() };
    let mut orders = test.call(call).await.unwrap().orders.0.order.0;
    assert_eq!(orders.len(), 1);
    let order = orders.remove(0);
    let line = |line: &OrderLine| {
        let OrderLine { r#type: kind, relid, producttype, product, .. } = line;
        let (cycle, amount, status) = (&line.billingcycle, &line.amount, &line.status);
        format!("; {kind} {relid} {producttype}: {product}, {cycle}, {amount}, {status}")
    };
    let lines: String = order.lineitems.0.lineitem.iter().map(line).collect();
    format!("{}{lines}", order.status)
}

#[tokio::test(flavor = "multi_thread")]
async fn b31_orders_list_their_upgrade_and_are_active_once_one_for_nothing_is_done() {
    for test in each().await.unwrap() {
        let (scenery, id) = begin(&test).await;
        let ordered = test.call(to_large(&scenery, id)).await.unwrap();
        let paid = ordered.orderid.unwrap().0;
        let line = format!("upgrade {id} Upgrade: Small => Large, Monthly, 5.16");
        assert_eq!(order(&test, paid).await, format!("Pending; {line}, Pending"));
        pay(&test, InvoiceId(ordered.invoiceid.unwrap().0), 516).await;
        run_until_idle(&test.engine.engine).await.unwrap();
        // What was paid for is for a person to accept (B29).
        assert_eq!(order(&test, paid).await, format!("Pending; {line}, Completed"));
        let down =
            UpgradeProduct { newproductid: Some(wire(scenery.small)), ..to_large(&scenery, id) };
        let free = test.call(down).await.unwrap().orderid.unwrap().0;
        let line = format!("upgrade {id} Upgrade: Large => Small, Monthly, 0.00");
        assert_eq!(order(&test, free).await, format!("Active; {line}, Completed"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b31_options_are_upgraded_alike() {
    for test in each().await.unwrap() {
        let (scenery, id) = begin(&test).await;
        let choice = wire(scenery.memory.1[1]);
        let call = UpgradeProduct {
            r#type: "configoptions".to_owned(),
            newproductid: None,
            newproductbillingcycle: None,
            configoptions: [(wire(scenery.memory.0), choice)].into_iter().collect(),
            ..to_large(&scenery, id)
        };
        let ordered = test.call(call).await.unwrap();
        assert_eq!(&*ordered.price, "$2.58 USD");
        pay(&test, InvoiceId(ordered.invoiceid.unwrap().0), 258).await;
        run_until_idle(&test.engine.engine).await.unwrap();
        let row = service(&test, id).await;
        assert_eq!((row.product_id, row.recurring_minor), (scenery.small, 1_500));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_are_told_in_the_vendors_words() {
    for test in each().await.unwrap() {
        let (scenery, id) = begin(&test).await;
        let call = || to_large(&scenery, id);
        let text = |text: &str| Some(text.to_owned());
        let pending = scenery.service(&test, ServiceStatus::Pending).await;
        let cases = [
            (UpgradeProduct { serviceid: 99, ..call() }, "Service ID Not Found"),
            (
                UpgradeProduct { paymentmethod: text("cash"), ..call() },
                "Invalid Payment Method. Valid options include fakecard, faketransfer",
            ),
            (UpgradeProduct { r#type: "magic".to_owned(), ..call() }, "Invalid Upgrade Type"),
            (UpgradeProduct { newproductid: Some(99), ..call() }, "Invalid New Product ID"),
            (
                UpgradeProduct { newproductbillingcycle: text("annually"), ..call() },
                "Invalid Billing Cycle Requested",
            ),
            (UpgradeProduct { serviceid: wire(pending), ..call() }, "The service is not active."),
        ];
        for (call, expected) in cases {
            assert_eq!(test.refused(call).await, expected);
        }
    }
}
