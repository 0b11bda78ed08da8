//! What is booked with a name that is there already.

use actions::testing::TestActions;
use engine::jobs::run_until_idle;
use jiff::civil::date;
use model::domains::status::DomainStatus;
use protocol::wire::{Amount, WireDateTime};
use protocol::{
    AddInvoicePayment, CreateOrUpdateTLD, DomainAddonOffer, DomainRegister, DomainToggleIdProtect,
    GetClientsDetails, GetDomainAddons, GetInvoice, OrderDomainAddon, OrderDomainAddonResponse,
    UpdateDomainAddonPrices, UpdateInvoice, VerifyBooks,
};

use super::house::{add, listed, row, take_cheques};
use crate::support::house::{client, each};

/// `.com` with DNS management, and ID protection for 7.30 a year.
async fn sell(test: &TestActions) {
    let ending = CreateOrUpdateTLD {
        extension: ".com".into(),
        currency_code: Some("USD".into()),
        dns_management: Some(true.into()),
        id_protection: Some(true.into()),
        ..CreateOrUpdateTLD::default()
    };
    test.call(ending).await.unwrap();
    price(test, "7.30").await;
    take_cheques(test).await;
}

async fn price(test: &TestActions, yearly: &str) {
    let idprotection = Some(Amount::parse(yearly).unwrap());
    let set = UpdateDomainAddonPrices { currencyid: 1, idprotection, ..Default::default() };
    test.call(set).await.unwrap();
}

/// Ann's name, with us and due in 73 days.
async fn held(test: &TestActions) -> u64 {
    held_as(test, "held.com").await
}

async fn held_as(test: &TestActions, name: &str) -> u64 {
    let mut held = row(1, name);
    let id = add(test, &held).await;
    let register = DomainRegister { domainid: Some(id), ..DomainRegister::default() };
    test.call(register).await.unwrap();
    held.id = model::ids::DomainId(i64::try_from(id).unwrap());
    let mut act = test.engine.act().await.unwrap();
    let due = model::dates::add_days(act.today(), 73).unwrap();
    let sql = "update domains set next_due_on = $2 where id = $1";
    act.conn.exec(sql, store::args![held.id, due]).await.unwrap();
    act.commit().await.unwrap();
    id
}

fn order(domainid: u64, addon: &str) -> OrderDomainAddon {
    OrderDomainAddon { domainid, addon: addon.to_owned(), paymentmethod: None }
}

async fn ordered(test: &TestActions, domainid: u64) -> OrderDomainAddonResponse {
    test.call_as(&client(1), order(domainid, "idprotection")).await.unwrap()
}

async fn offer(test: &TestActions, domainid: u64, addon: &str) -> DomainAddonOffer {
    let all = test.call_as(&client(1), GetDomainAddons { domainid }).await.unwrap();
    all.addons.0.addon.0.into_iter().find(|offer| &*offer.addon == addon).unwrap()
}

async fn pay(test: &TestActions, invoice: u64) {
    let call = AddInvoicePayment {
        invoiceid: invoice,
        transid: Some(format!("t{invoice}")),
        gateway: "mailin".to_owned(),
        date: WireDateTime(Some(date(2026, 1, 2).at(10, 0, 0, 0))),
        ..AddInvoicePayment::default()
    };
    test.call(call).await.unwrap();
    run_until_idle(&test.engine.engine).await.unwrap();
}

async fn set_status(test: &TestActions, invoiceid: u64, status: &str) {
    let status = Some(status.to_owned());
    test.call(UpdateInvoice { invoiceid, status, ..Default::default() }).await.unwrap();
}

async fn credit(test: &TestActions) -> String {
    let call = GetClientsDetails { clientid: Some(1), ..Default::default() };
    test.call(call).await.unwrap().client.credit.as_str().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_on_once_its_invoice_is_paid() {
    for test in each().await {
        sell(&test).await;
        let id = held(&test).await;
        let told = offer(&test, id, "idprotection").await;
        let days = (told.days.unwrap().0, told.totaldays.unwrap().0, told.years.unwrap().0);
        assert_eq!((&*told.status, days), ("open", (73, 365, 0)));
        assert_eq!(told.price.unwrap().as_str(), "1.46");
        assert_eq!((told.yearly.as_str(), told.renewal.as_str()), ("7.30", "7.30"));
        let made = ordered(&test, id).await;
        let invoice = made.invoiceid.unwrap().id().unwrap();
        assert_eq!((&*made.status, made.renewal.as_str()), ("waiting", "7.30"));
        // Whoever comes again comes to the same invoice.
        assert_eq!(ordered(&test, id).await, made);
        assert_eq!(&*offer(&test, id, "idprotection").await.status, "waiting");
        let asked = test.call(GetInvoice { invoiceid: invoice }).await.unwrap();
        let line = &asked.items.0.item[0];
        assert_eq!((&*line.r#type, line.amount.as_str()), ("DomainAddonIDP", "1.46"));
        assert!(line.description.starts_with("ID Protection - held.com ("), "{line:?}");
        assert!(line.description.ends_with("\n73 of 365 days at $7.30 USD a year"), "{line:?}");
        assert_eq!(listed(&test, id).await.recurringamount.as_str(), "12.00");
        // What was agreed holds.
        price(&test, "99.00").await;
        pay(&test, invoice).await;
        let now = listed(&test, id).await;
        assert_eq!((now.recurringamount.as_str(), now.idprotection.0), ("19.30", true));
        let name = test.engine.world.registrar.registry.with("held.com", |name| Ok(name.clone()));
        assert!(name.unwrap().id_protection);
        assert_eq!(&*offer(&test, id, "idprotection").await.status, "on");
        let again = test.refused_as(&client(1), order(id, "idprotection")).await;
        assert_eq!(again, "It is booked with this domain already");
        assert!(test.call(VerifyBooks::default()).await.unwrap().violations.0.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_orders_at_once_make_one_invoice() {
    for test in each().await {
        sell(&test).await;
        let id = held(&test).await;
        let (one, two) = tokio::join!(ordered(&test, id), ordered(&test, id));
        assert_eq!(one.invoiceid, two.invoiceid);
        let lines = "select count(*) from invoice_items where type = 'DomainAddonIDP'";
        let mut conn = test.engine.engine.read().await.unwrap();
        assert_eq!(conn.scalar::<i64>(lines, &[]).await.unwrap(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_paid_for_nothing_is_credit() {
    for test in each().await {
        sell(&test).await;
        let id = held(&test).await;
        let first = ordered(&test, id).await.invoiceid.unwrap().id().unwrap();
        set_status(&test, first, "Cancelled").await;
        assert_eq!(&*offer(&test, id, "idprotection").await.status, "open");
        let second = ordered(&test, id).await.invoiceid.unwrap().id().unwrap();
        assert_ne!(first, second);
        set_status(&test, first, "Unpaid").await;
        pay(&test, second).await;
        assert_eq!(credit(&test).await, "0.00");
        pay(&test, first).await;
        assert_eq!(credit(&test).await, "1.46");
        assert_eq!(listed(&test, id).await.recurringamount.as_str(), "19.30");
        // A name that went elsewhere needs nothing any more.
        let gone = {
            let mut gone = row(1, "gone.com");
            gone.next_due_on = Some(date(2099, 1, 1));
            gone.status = DomainStatus::Active;
            add(&test, &gone).await
        };
        let third = ordered(&test, gone).await.invoiceid.unwrap().id().unwrap();
        let mut act = test.engine.act().await.unwrap();
        let sql = "update domains set status = 'Transferred Away' where name = 'gone.com'";
        act.conn.exec(sql, &[]).await.unwrap();
        act.commit().await.unwrap();
        let before = credit(&test).await;
        pay(&test, third).await;
        assert_ne!(credit(&test).await, before);
        assert!(!listed(&test, gone).await.idprotection.0);
        assert!(test.call(VerifyBooks::default()).await.unwrap().violations.0.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_from_elsewhere_renews_at_the_price_of_now() {
    for test in each().await {
        sell(&test).await;
        let id = held(&test).await;
        let invoice = ordered(&test, id).await.invoiceid.unwrap().id().unwrap();
        let mut act = test.engine.act().await.unwrap();
        act.conn.exec("delete from domain_addon_terms", &[]).await.unwrap();
        act.commit().await.unwrap();
        price(&test, "8.00").await;
        pay(&test, invoice).await;
        let now = listed(&test, id).await;
        assert_eq!((now.recurringamount.as_str(), now.idprotection.0), ("20.00", true));
        assert_eq!(credit(&test).await, "0.00");
    }
}

/// A node that dies between any two writes of the payment and of what follows it leaves what one
/// that lives does.
#[tokio::test(flavor = "multi_thread")]
async fn it_is_on_once_whenever_a_node_dies() {
    for test in each().await {
        sell(&test).await;
        for point in 0..6 {
            let name = format!("held{point}.com");
            let id = held_as(&test, &name).await;
            let invoice = ordered(&test, id).await.invoiceid.unwrap().id().unwrap();
            let payment = || AddInvoicePayment {
                invoiceid: invoice,
                transid: Some(format!("t{invoice}")),
                gateway: "mailin".to_owned(),
                date: WireDateTime(Some(date(2026, 1, 2).at(10, 0, 0, 0))),
                ..AddInvoicePayment::default()
            };
            test.engine.engine.die_after(point);
            for _ in 0..2 {
                let _ = test.call(payment()).await;
                let _ = run_until_idle(&test.engine.engine).await;
                test.engine.engine.die_after(i64::MAX);
                test.engine.clock.advance(jiff::SignedDuration::from_hours(1));
            }
            let _ = test.call(payment()).await;
            run_until_idle(&test.engine.engine).await.unwrap();
            let now = listed(&test, id).await;
            let found = (now.recurringamount.as_str(), now.idprotection.0);
            assert_eq!(found, ("19.30", true), "{point}");
            let name = test.engine.world.registrar.registry.with(&name, |name| Ok(name.clone()));
            assert!(name.unwrap().id_protection, "{point}");
            assert_eq!(credit(&test).await, "0.00", "{point}");
        }
        assert!(test.call(VerifyBooks::default()).await.unwrap().violations.0.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_costs_nothing_is_on_at_once_and_what_cannot_be_is_refused() {
    for test in each().await {
        sell(&test).await;
        let id = held(&test).await;
        let free = test.call_as(&client(1), order(id, "dnsmanagement")).await.unwrap();
        assert_eq!((&*free.status, free.invoiceid), ("on", None));
        assert!(listed(&test, id).await.dnsmanagement.0);
        let pending = add(&test, &row(1, "pending.com")).await;
        let due = {
            let mut due = row(1, "due.com");
            due.status = DomainStatus::Active;
            add(&test, &due).await
        };
        for (who, id, addon, said) in [
            (1, id, "emailforwarding", "This is not offered with this domain"),
            (
                1,
                id,
                "wings",
                "Invalid Addon. Must be one of dnsmanagement, emailforwarding, idprotection",
            ),
            (1, pending, "idprotection", "Only an active domain can have it"),
            (1, due, "idprotection", "The domain is to be renewed first"),
            (2, id, "idprotection", "Domain ID Not Found"),
            (1, 999, "idprotection", "Domain ID Not Found"),
        ] {
            assert_eq!(test.refused_as(&client(who), order(id, addon)).await, said, "{addon}");
        }
        let foreign = test.refused_as(&client(2), GetDomainAddons { domainid: id }).await;
        assert_eq!(foreign, "Domain ID Not Found");
        let wrong = OrderDomainAddon {
            paymentmethod: Some("shells".to_owned()),
            ..order(id, "idprotection")
        };
        let said = test.refused_as(&client(1), wrong).await;
        assert!(said.starts_with("Invalid Payment Method"), "{said}");
        // The switch is for what costs nothing.
        let on = DomainToggleIdProtect { domainid: id, idprotect: true.into() };
        let said = test.refused_as(&client(1), on).await;
        assert_eq!(said, "ID protection is not booked with this domain: order it first");
    }
}
