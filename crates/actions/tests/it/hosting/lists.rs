//! `GetClientsProducts` and the other lists.

use actions::testing::each;
use model::hosting::service::ServiceStatus;
use model::ids::ServerId;
use ports::fake::Mishap;
use protocol::{
    ActivateModule, AddCancelRequest, DeleteCancelRequest, GetCancelledPackages, GetClientsAddons,
    GetClientsProducts, GetHealthStatus, GetServerChoices, GetServers, ServerChoice,
    TestConnection, UpdateClientProduct,
};
use store::args;
use store::hosting::servers::{self, ServerRow};

use crate::scenery::{Scenery, make, wire};

#[tokio::test(flavor = "multi_thread")]
async fn services_are_listed_with_everything_about_them() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let id = scenery.service(&test, ServiceStatus::Pending).await;
        scenery.service(&test, ServiceStatus::Pending).await;
        field(&test, &scenery).await;
        let choice = protocol::ConfigChoice::Choice(wire(scenery.memory.1[1]));
        let update = UpdateClientProduct {
            serviceid: wire(id),
            servicepassword: Some("s3cret".into()),
            configoptions: Some(protocol::wire::PhpSerialized(
                [(wire(scenery.memory.0), choice)].into_iter().collect(),
            )),
            customfields: Some(protocol::wire::PhpSerialized(
                [(1, "blue".to_owned())].into_iter().collect(),
            )),
            ..UpdateClientProduct::default()
        };
        test.call(update).await.unwrap();
        let list = test
            .call(GetClientsProducts {
                clientid: Some(wire(scenery.client)),
                limitnum: Some(1),
                ..GetClientsProducts::default()
            })
            .await
            .unwrap();
        assert_eq!((list.totalresults.0, list.numreturned.0), (2, 1));
        let row = &list.products.product[0];
        assert_eq!((&*row.name, &*row.groupname), ("Small", "Hosting"));
        assert_eq!((&*row.paymentmethod, &*row.paymentmethodname), ("fakecard", "Credit Card"));
        assert_eq!((row.recurringamount.as_str(), &*row.billingcycle), ("10.00", "Monthly"));
        assert_eq!(row.nextduedate.to_string(), "2026-02-01");
        assert_eq!(row.password.reveal(), "s3cret");
        let option = &row.configoptions.configoption[0];
        assert_eq!(
            (&*option.option, &*option.r#type, &*option.value),
            ("Memory", "dropdown", "2 GB")
        );
        let field = &row.customfields.customfield[0];
        assert_eq!((&*field.name, &*field.value), ("Colour", "blue"));
    }
}

async fn field(test: &actions::testing::TestActions, scenery: &Scenery) {
    let mut act = test.engine.act().await.unwrap();
    let sql = "insert into custom_fields (kind, rel_id, name) values ('product', $1, 'Colour')";
    act.conn.exec(sql, args![scenery.small]).await.unwrap();
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_and_pages_of_services() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        for _ in 0..3 {
            scenery.service(&test, ServiceStatus::Pending).await;
        }
        let count = async |call: GetClientsProducts| {
            let list = test.call(call).await.unwrap();
            (list.totalresults.0, list.numreturned.0, list.products.product.len())
        };
        let any = GetClientsProducts::default;
        let domain = |text: &str| Some(text.to_owned());
        assert_eq!(count(any()).await, (3, 3, 3));
        assert_eq!(count(GetClientsProducts { limitstart: Some(2), ..any() }).await, (3, 1, 1));
        assert_eq!(count(GetClientsProducts { limitstart: Some(9), ..any() }).await, (3, 0, 0));
        assert_eq!(count(GetClientsProducts { serviceid: Some(2), ..any() }).await, (1, 1, 1));
        assert_eq!(count(GetClientsProducts { clientid: Some(9), ..any() }).await, (0, 0, 0));
        let own = GetClientsProducts { domain: domain("example.com"), ..any() };
        assert_eq!(count(own).await.0, 3);
        let none = GetClientsProducts { domain: domain("example.net"), ..any() };
        assert_eq!(count(none).await.0, 0);
        kept_as_typed(&test).await;
        for (text, beginning, expected) in [
            ("WWW.shop.example", false, 1),
            ("www.shop", false, 0),
            ("wWw.s", true, 1),
            ("EXAMPLE", true, 2),
            ("shop", true, 0),
            ("%", true, 0),
        ] {
            let beginning = beginning.into();
            let call = GetClientsProducts { domain: domain(text), beginning, ..any() };
            assert_eq!(count(call).await.0, expected, "{text}");
        }
        let named = GetClientsProducts { username2: domain("janedoe"), ..any() };
        assert_eq!(count(named).await.0, 1);
        let pid = Some(wire(scenery.large));
        assert_eq!(count(GetClientsProducts { pid, ..any() }).await.0, 0);
        let addons = test.call(GetClientsAddons::default()).await.unwrap();
        assert_eq!(addons.totalresults.0, 0);
    }
}

/// A domain and an account with capital letters.
async fn kept_as_typed(test: &actions::testing::TestActions) {
    let mut act = test.engine.act().await.unwrap();
    let sql = "update services set domain = 'Www.Shop.Example', username = 'JaneDoe' where id = 3";
    act.conn.exec(sql, args![]).await.unwrap();
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_are_listed_with_their_load_and_health() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let mut act = test.engine.act().await.unwrap();
        let mut ids = Vec::new();
        for (name, max_accounts) in [("Mars", 4), ("Venus", 0)] {
            let row = server(name, max_accounts);
            ids.push(servers::insert(&mut act.conn, &row).await.unwrap());
        }
        act.commit().await.unwrap();
        let service = scenery.service(&test, ServiceStatus::Active).await;
        let update = UpdateClientProduct {
            serviceid: wire(service),
            serverid: Some(wire(ids[0])),
            ..UpdateClientProduct::default()
        };
        test.call(update).await.unwrap();
        let list = test.call(GetServers { fetchStatus: true.into(), ..GetServers::default() });
        let list = list.await.unwrap();
        let seen: Vec<_> = list
            .servers
            .iter()
            .map(|row| (&*row.name, row.activeServices.0, row.percentUsed.0, row.status.http.0))
            .collect();
        assert_eq!(seen, [("Mars", 1, 25, true), ("Venus", 0, 0, true)]);
        let none = test.call(GetServers { serviceId: Some(99), ..GetServers::default() });
        assert!(none.await.unwrap().servers.is_empty());
        let on = ActivateModule {
            moduleType: "fraud".to_owned(),
            moduleName: "fakefraud".to_owned(),
            ..ActivateModule::default()
        };
        test.call(on).await.unwrap();
        tested(&test, true).await;
        listed(&test).await;
        test.engine.world.faults.down("fakepanel");
        tested(&test, false).await;
        let said = test.refused(choices(1, "plan")).await;
        assert!(said.contains("fakepanel"), "{said}");
        let health = test.call(GetHealthStatus { fetchStatus: true.into() }).await.unwrap();
        let checks = health.checks.unwrap();
        let bad: Vec<&str> = checks.danger.iter().map(|check| &*check.name).collect();
        assert_eq!(bad, ["Mars", "Venus"]);
        assert!(checks.success.iter().any(|check| &*check.name == "Module Queue"));
        asked_by_a_person(&test).await;
    }
}

/// A server that is left alone is not asked for lists, which say why; a person who tests it is
/// answered, and that is good for everybody. The other server is another.
async fn asked_by_a_person(test: &actions::testing::TestActions) {
    let asks = || TestConnection { serverid: Some(1), ..TestConnection::default() };
    for _ in 0..5 {
        assert!(!test.call(asks()).await.unwrap().reached.0);
    }
    test.engine.world.faults.up("fakepanel");
    let calls = test.engine.world.faults.calls();
    let said = test.refused(choices(1, "plan")).await;
    assert!(said.contains("left alone for a while: no answer since 20"), "{said}");
    assert_eq!(test.engine.world.faults.calls(), calls, "nobody was asked");
    let health = test.call(GetHealthStatus { fetchStatus: true.into() }).await.unwrap();
    let danger = health.checks.unwrap().danger;
    let bad: Vec<_> = danger.iter().map(|check| (&*check.name, &*check.body)).collect();
    let [(name, why)] = bad[..] else { panic!("{bad:?}") };
    assert!(name == "Mars" && why.contains("no answer since 20"), "{why}");
    assert!(test.call(asks()).await.unwrap().reached.0);
    assert!(test.call(choices(1, "plan")).await.is_ok());
    assert_eq!(test.engine.engine.left_alone(), []);
}

fn choices(serverid: u64, kind: &str) -> GetServerChoices {
    GetServerChoices { serverid, kind: kind.to_owned() }
}

/// What there is to choose, and what is said to whoever asks for something else.
async fn listed(test: &actions::testing::TestActions) {
    let found = test.call(choices(1, "Plan")).await.unwrap();
    let line = |choice: &ServerChoice| {
        let price = choice.price.as_ref().map(ToString::to_string).unwrap_or_default();
        let currency = choice.currency.as_deref().unwrap_or_default();
        [&*choice.id, &*choice.name, &price, currency, &*choice.note].join(" | ")
    };
    let lines: Vec<String> = found.choices.0.choice.iter().map(line).collect();
    assert_eq!(lines, ["small | Small |  |  | 1 core", "large | Large | 12.00 | EUR | 1 core"]);
    let kinds = "Invalid Kind. Must be one of: plan, image, region, storage";
    for (call, said) in [
        (choices(99, "plan"), "Server ID Not Found"),
        (choices(1, "colour"), kinds),
        (choices(1, ""), kinds),
        (choices(1, "image"), "This server lists: plan"),
    ] {
        assert_eq!(test.refused(call).await, said);
    }
}

/// One server and one gateway are asked, and whoever asks for neither or both is told so.
async fn tested(test: &actions::testing::TestActions, up: bool) {
    let ask = |serverid, gateway: Option<&str>| TestConnection {
        serverid,
        gateway: gateway.map(str::to_owned),
        ..TestConnection::default()
    };
    let server = test.call(ask(Some(1), None)).await.unwrap();
    assert_eq!((server.reached.0, &*server.message == "fake 1.0"), (up, up));
    let gateway = test.call(ask(None, Some("fakecard"))).await.unwrap();
    assert_eq!((gateway.reached.0, &*gateway.message), (true, "fake 1.0"));
    let which = "Give one of serverid, gateway, registrar, dns, storage, fraud, source and \
        signinprovider";
    for (call, said) in [
        (ask(Some(99), None), "Server ID Not Found"),
        (ask(None, Some("nobody")), "Gateway Not Found"),
        (ask(None, None), which),
        (ask(Some(1), Some("fakecard")), which),
    ] {
        assert_eq!(test.refused(call).await, said);
    }
    let registrar = |name: &str| TestConnection {
        registrar: Some(name.to_owned()),
        ..TestConnection::default()
    };
    let source =
        |name: &str| TestConnection { source: Some(name.to_owned()), ..TestConnection::default() };
    let fraud =
        |name: &str| TestConnection { fraud: Some(name.to_owned()), ..TestConnection::default() };
    for (call, said) in [
        (source("vat"), "fake 1.0"),
        (source("rates"), "3 rates for 1 EUR of 2026-01-01"),
        (fraud("fakefraud"), "fake 1.0"),
    ] {
        let found = test.call(call).await.unwrap();
        assert_eq!((found.reached.0, &*found.message), (true, said));
    }
    test.engine.world.faults.next(Mishap::NotSent);
    assert!(!test.call(source("rates")).await.unwrap().reached.0);
    for (call, said) in [
        (source("moon"), "Invalid Source. Must be one of: vat, rates"),
        (fraud("nobody"), "Fraud Module Not Found"),
    ] {
        assert_eq!(test.refused(call).await, said);
    }
    let found = test.call(registrar("fakeregistrar")).await.unwrap();
    assert_eq!((found.reached.0, &*found.message), (true, "fake 1.0"));
    assert_eq!(test.refused(registrar("nobody")).await, "The Registrar is not active");
}

fn server(name: &str, max_accounts: i64) -> ServerRow {
    ServerRow {
        id: ServerId(0),
        name: name.to_owned(),
        module: "fakepanel".to_owned(),
        hostname: format!("{}.example.com", name.to_lowercase()),
        ip: "192.0.2.1".to_owned(),
        assigned_ips: String::new(),
        nameservers: String::new(),
        max_accounts,
        username: "root".to_owned(),
        secret: String::new(),
        port: 0,
        secure: true,
        active: true,
        is_default: name == "Mars",
        monthly_cost_minor: 0,
        noc: String::new(),
        status_address: String::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancellation_is_asked_for_once() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let serviceid = wire(scenery.service(&test, ServiceStatus::Active).await);
        let ask = |serviceid| AddCancelRequest {
            serviceid,
            r#type: Some("Immediate".to_owned()),
            reason: Some("Moving".to_owned()),
        };
        assert_eq!(test.refused(ask(99)).await, "Service ID Not Found");
        let added = test.call(ask(serviceid)).await.unwrap();
        assert_eq!((added.serviceid.0, added.userid.0), (1, 1));
        assert_eq!(test.refused(ask(serviceid)).await, "Existing Cancellation Request Exists");
        let list = test.call(GetCancelledPackages::default()).await.unwrap();
        assert_eq!((list.totalresults.0, list.numreturned.0), (1, 1));
        let row = &list.packages.package[0];
        assert_eq!((&*row.r#type, &*row.reason, row.relid.0), ("Immediate", "Moving", 1));
        assert_eq!(row.date.to_string(), "2026-01-01 09:00:00");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancellation_is_taken_back_and_asked_for_again() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let serviceid = wire(scenery.service(&test, ServiceStatus::Active).await);
        let ask = || AddCancelRequest {
            serviceid,
            r#type: Some("End of Billing Period".to_owned()),
            reason: None,
        };
        let take_back = DeleteCancelRequest { serviceid };
        let said = "Cancellation Request Not Found";
        assert_eq!(test.refused(take_back.clone()).await, said);
        test.call(ask()).await.unwrap();
        let told = test.call(take_back.clone()).await.unwrap();
        assert_eq!(told.serviceid.id(), Some(serviceid));
        assert_eq!(test.refused(take_back).await, said, "it is gone");
        let mut act = test.engine.act().await.unwrap();
        let sql = "select count(*) from outbox where kind = 'CancellationWithdrawn'";
        let told: i64 = act.conn.scalar(sql, args![]).await.unwrap();
        drop(act);
        assert_eq!(told, 1);
        test.call(ask()).await.unwrap();
        for (open, found) in [(false, 2), (true, 1)] {
            let call =
                GetCancelledPackages { open: open.into(), ..GetCancelledPackages::default() };
            assert_eq!(test.call(call).await.unwrap().totalresults.0, found, "{open}");
        }
    }
}
