//! Addresses of services get names in reverse DNS: their own addresses, and names that are some.

use actions::testing::{TestActions, each};
use engine::{Actor, Caller, Door};
use model::hosting::service::ServiceStatus;
use model::ids::UserId;
use ports::fake::Mishap;
use protocol::{
    GetActivityLog, GetAuditLog, GetServiceFunctions, GetServiceReverseDns,
    GetServiceReverseDnsResponse, ModuleCreate, SetServiceReverseDns,
};

use crate::scenery::{Scenery, make, wire};

const NOT_OFFERED: &str = "Reverse DNS of this service is not set here";
const NOT_ITS: &str = "The service does not have this address";
const NOT_KNOWN: &str = "Nobody knows whether the name was set: look again in a minute";

fn name(serviceid: u64, ip: &str, name: &str) -> SetServiceReverseDns {
    SetServiceReverseDns { serviceid, ip: ip.to_owned(), name: Some(name.to_owned()) }
}

fn lines(found: &GetServiceReverseDnsResponse) -> Vec<String> {
    let rows = found.addresses.0.address.iter();
    rows.map(|row| format!("{} {}", row.ip, row.name)).collect()
}

/// A service that runs, and its first address.
async fn running(test: &TestActions) -> (Scenery, u64, String) {
    let scenery = make(test).await;
    let serviceid = wire(scenery.service(test, ServiceStatus::Pending).await);
    let asked = GetServiceReverseDns { serviceid };
    assert_eq!(test.refused(asked.clone()).await, NOT_OFFERED, "nothing was made yet");
    test.call(ModuleCreate { serviceid }).await.unwrap();
    let found = test.call(asked).await.unwrap();
    (scenery, serviceid, found.addresses.0.address[0].ip.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_are_named_and_get_their_first_name_back() {
    for test in each().await.unwrap() {
        let (_, serviceid, ip) = running(&test).await;
        let told = test.call(GetServiceFunctions { serviceid }).await.unwrap();
        assert!(told.reversedns.0);
        let found = test.call(GetServiceReverseDns { serviceid }).await.unwrap();
        let own = format!("2001:db8:0:{serviceid:x}::1");
        let first = format!("{ip} host-{}.example.net", ip.replace('.', "-"));
        assert_eq!(lines(&found), [first.clone(), format!("{own} ")]);
        assert_eq!(found.networks.0, [format!("2001:db8:0:{serviceid:x}::/64")]);
        let further = format!("2001:db8:0:{serviceid:x}::5");
        for (at, written) in
            [(&ip, " Mail.Example.com. "), (&own, "bücher.example"), (&further, "five.example.com")]
        {
            test.call(name(serviceid, at, written)).await.unwrap();
        }
        // A program leaves the name out, a page sends an empty one.
        let expected = [
            format!("{ip} mail.example.com"),
            format!("{own} xn--bcher-kva.example"),
            format!("{further} five.example.com"),
        ];
        let found = test.call(GetServiceReverseDns { serviceid }).await.unwrap();
        assert_eq!(lines(&found), expected);
        let back = SetServiceReverseDns { name: None, ..name(serviceid, &ip, "") };
        test.call(back).await.unwrap();
        let found = test.call(name(serviceid, &further, "")).await.unwrap();
        assert_eq!(lines(&found), [first, expected[1].clone()]);
        let log = test.call(GetActivityLog::default()).await.unwrap().activity.0.entry.0;
        let said =
            format!("Reverse DNS Updated - Service ID: {serviceid} - {ip}: mail.example.com");
        assert_eq!(log.iter().filter(|row| *row.description == *said).count(), 1, "{log:?}");
        let audit = test.call(GetAuditLog::default()).await.unwrap();
        let audit = serde_json::to_string(&audit).unwrap();
        assert!(audit.contains(&format!("reverse dns of {ip}")), "{audit}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_name_or_not_its_address_is_refused() {
    for test in each().await.unwrap() {
        let (scenery, serviceid, ip) = running(&test).await;
        let other = wire(scenery.service(&test, ServiceStatus::Pending).await);
        test.call(ModuleCreate { serviceid: other }).await.unwrap();
        let theirs = test.call(GetServiceReverseDns { serviceid: other }).await.unwrap();
        let theirs = theirs.addresses.0.address[0].ip.to_string();
        for (ip, written, field, said) in [
            (&*theirs, "host.example.com", "ip", NOT_ITS),
            ("2001:db8:0:ffff::1", "host.example.com", "ip", NOT_ITS),
            ("here", "host.example.com", "ip", NOT_ITS),
            ("", "host.example.com", "ip", NOT_ITS),
            (&ip, "host", "name", "This is no name of a host"),
            (&ip, "a b.example.com", "name", "This is no name of a host"),
            (&ip, "a\n.example.com", "name", "This is no name of a host"),
            (&ip, "192.0.2.1", "name", "This is no name of a host"),
            (&ip, &format!("{}.example.com", "a".repeat(64)), "name", "This is no name of a host"),
            (&ip, &"abcdefgh.".repeat(29), "name", "This is no name of a host"),
        ] {
            let fault = test.call(name(serviceid, ip, written)).await.unwrap_err();
            let refusal = fault.refusal().unwrap();
            assert_eq!(
                (refusal.field.as_deref(), &*refusal.said),
                (Some(field), said),
                "{written}"
            );
        }
        test.engine.world.provisioner.refuse_next("lookup", "This name does not lead here");
        let refused = name(serviceid, &ip, "host.example.com");
        assert_eq!(test.refused(refused).await, "This name does not lead here");
        let found = test.call(GetServiceReverseDns { serviceid: other }).await.unwrap();
        assert!(lines(&found)[0].ends_with(".example.net"), "{found:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_looked_for_and_no_answer_is_said() {
    for test in each().await.unwrap() {
        let (_, serviceid, ip) = running(&test).await;
        let faults = &test.engine.world.provisioner.faults;
        // First the addresses are read, then the name is set, then it is read.
        faults.at_call(faults.calls() + 2, Mishap::LoseAnswer);
        let found = test.call(name(serviceid, &ip, "one.example.com")).await.unwrap();
        assert_eq!(lines(&found)[0], format!("{ip} one.example.com"));
        faults.at_call(faults.calls() + 2, Mishap::LoseRequest);
        assert_eq!(test.refused(name(serviceid, &ip, "two.example.com")).await, NOT_KNOWN);
        for nth in [1, 2] {
            faults.at_call(faults.calls() + nth, Mishap::NotSent);
            let said = test.refused(name(serviceid, &ip, "two.example.com")).await;
            assert_eq!(said, "The provider gave no answer");
        }
        // The name is set though its reading fails.
        faults.at_call(faults.calls() + 3, Mishap::NotSent);
        let found = test.call(name(serviceid, &ip, "two.example.com")).await.unwrap();
        assert_eq!(lines(&found)[0], format!("{ip} two.example.com"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_name_addresses_of_their_own_active_services() {
    for test in each().await.unwrap() {
        let (scenery, serviceid, ip) = running(&test).await;
        let client = |client| Caller {
            actor: Actor::Client { user: UserId(1), client, name: "Jane".to_owned(), by: None },
            ..Caller::system(Door::Page)
        };
        let call = || name(serviceid, &ip, "host.example.com");
        test.call_as(&client(scenery.client), call()).await.unwrap();
        let foreign = client(model::ids::ClientId(77));
        let said = test.call_as(&foreign, call()).await.unwrap_err();
        assert_eq!(said.to_string(), "Service ID not found");
        let asked = GetServiceReverseDns { serviceid };
        let said = test.call_as(&foreign, asked.clone()).await.unwrap_err();
        assert_eq!(said.to_string(), "Service ID not found");
        assert_eq!(
            test.refused(GetServiceReverseDns { serviceid: 99 }).await,
            "Service ID not found"
        );
        let mut act = test.engine.act().await.unwrap();
        act.conn.exec("update products set module = ''", &[]).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(test.refused(asked).await, NOT_OFFERED);
        let told = test.call(GetServiceFunctions { serviceid }).await.unwrap();
        assert!(!told.reversedns.0);
    }
}
