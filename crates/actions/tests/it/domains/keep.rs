//! Name servers, locks, contacts, codes, privacy, release and look-ups.

use actions::testing::TestActions;
use engine::jobs::run_until_idle;
use engine::system::settings::COMPANY_NAME;
use protocol::{
    DomainGetLockingStatus, DomainGetNameservers, DomainGetWhoisInfo, DomainRegister,
    DomainRelease, DomainRequestEPP, DomainToggleIdProtect, DomainUpdateLockingStatus,
    DomainUpdateNameservers, DomainUpdateWhoisInfo, DomainWhois, GetWhoisLog,
    SetConfigurationValue,
};
use store::domains::names::DomainRow;

use super::house::{add, listed, row};
use crate::support::house::{client, each};

async fn registered(test: &TestActions) -> u64 {
    let id = add(test, &row(1, "ann.com")).await;
    let register = DomainRegister { domainid: Some(id), ..DomainRegister::default() };
    test.call(register).await.unwrap();
    id
}

fn servers(domainid: u64, ns1: &str) -> DomainUpdateNameservers {
    DomainUpdateNameservers {
        domainid: Some(domainid),
        ns1: ns1.into(),
        ns2: "NS2.example.org.".into(),
        ..DomainUpdateNameservers::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_is_what_the_registrar_answers() {
    for test in each().await {
        let id = registered(&test).await;
        test.call(servers(id, "ns1.example.org")).await.unwrap();
        let found = test.call(DomainGetNameservers { domainid: id }).await.unwrap();
        let found = (found.ns1.unwrap().0, found.ns2.unwrap().0, found.ns3);
        assert_eq!(found, ("ns1.example.org".to_owned(), "ns2.example.org".to_owned(), None));
        for (locked, word) in [(false, "unlocked"), (true, "locked")] {
            let call = DomainUpdateLockingStatus { domainid: id, lockstatus: locked.into() };
            test.call(call).await.unwrap();
            let found = test.call(DomainGetLockingStatus { domainid: id }).await.unwrap();
            assert_eq!(&*found.lockstatus, word);
        }
        let call = DomainToggleIdProtect { domainid: id, idprotect: true.into() };
        test.call(call).await.unwrap();
        assert!(listed(&test, id).await.idprotection.0);
        let code = test.call(DomainRequestEPP { domainid: id }).await.unwrap().eppcode.unwrap();
        assert_eq!(code.reveal().len(), 16);
        let release = DomainRelease {
            domainid: Some(id),
            newtag: Some("TAG".into()),
            ..DomainRelease::default()
        };
        test.call(release).await.unwrap();
        assert_eq!(&*listed(&test, id).await.status, "Transferred Away");
    }
}

/// S43: whoever gave a code out, the owner learns of it, and when and from where.
#[tokio::test(flavor = "multi_thread")]
async fn s43_a_code_that_was_given_out_is_told_to_the_owner() {
    for test in each().await {
        let id = registered(&test).await;
        run_until_idle(&test.engine.engine).await.unwrap();
        test.engine.world.mailer.take();
        let house = test.engine.engine.settings().await.unwrap().text(COMPANY_NAME).to_owned();
        let ann = engine::Caller {
            actor: client(1).actor,
            ip: "203.0.113.9".into(),
            ..test.engine.caller()
        };
        for (caller, from) in [(ann, "203.0.113.9".to_owned()), (test.engine.caller(), house)] {
            test.actions.call(&caller, DomainRequestEPP { domainid: id }).await.unwrap();
            run_until_idle(&test.engine.engine).await.unwrap();
            let mails = test.engine.world.mailer.take();
            let told = mails.iter().map(|mail| (&*mail.to[0].address, &*mail.subject));
            let told: Vec<_> = told.collect();
            let subject = "The transfer code of ann.com was given out";
            assert_eq!(told, [("ann@example.com", subject)], "{from}");
            assert!(mails[0].text.contains(&format!("From: {from}\n")), "{}", mails[0].text);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn contacts_are_json_in_texts_and_changed_by_xml() {
    for test in each().await {
        let id = registered(&test).await;
        let asked = DomainGetWhoisInfo { domainid: id };
        let found = test.call(asked.clone()).await.unwrap();
        let owner: serde_json::Value = serde_json::from_str(&found.Registrant.0).unwrap();
        assert_eq!(owner["First_Name"], "Ann");
        assert_eq!(owner["Email"], "ann@example.com");
        let xml = "<contactdetails><Registrant><First_Name>Zoë &amp; Co</First_Name>\
            <City>Paris</City></Registrant></contactdetails>";
        let change = |xml: &str| DomainUpdateWhoisInfo { domainid: id, xml: xml.into() };
        test.call(change(xml)).await.unwrap();
        let found = test.call(asked).await.unwrap();
        let owner: serde_json::Value = serde_json::from_str(&found.Registrant.0).unwrap();
        assert_eq!(owner["First_Name"], "Zoë & Co");
        assert_eq!((&owner["City"], &owner["Last_Name"]), (&"Paris".into(), &"Lee".into()));
        assert!(found.Admin.unwrap().0.contains("Ann"), "the others stay");
        assert!(test.refused(change("<a>")).await.starts_with("The XML cannot be read"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_have_the_words_of_the_wire() {
    const NO_ID: &str = "Domain ID Not Found";
    for test in each().await {
        let id = registered(&test).await;
        assert_eq!(test.refused(DomainGetNameservers { domainid: 99 }).await, NO_ID);
        assert_eq!(test.refused(servers(99, "ns1.example.org")).await, NO_ID);
        assert_eq!(test.refused(DomainGetLockingStatus { domainid: 99 }).await, NO_ID);
        assert_eq!(test.refused(DomainGetWhoisInfo { domainid: 99 }).await, NO_ID);
        assert_eq!(test.refused(DomainRequestEPP { domainid: 99 }).await, NO_ID);
        let toggle = DomainToggleIdProtect { domainid: 99, ..Default::default() };
        assert_eq!(test.refused(toggle).await, NO_ID);
        let lock = DomainUpdateLockingStatus { domainid: 99, ..Default::default() };
        assert_eq!(test.refused(lock).await, NO_ID);
        let release = DomainRelease { newtag: Some("T".into()), ..DomainRelease::default() };
        assert_eq!(test.refused(release).await, "Domain Not Found");
        let release = DomainRelease { domainid: Some(id), ..DomainRelease::default() };
        assert_eq!(test.refused(release).await, "Parameter 'newtag' is required");
        assert_eq!(
            test.refused(servers(id, "not a host")).await,
            "not a host is not a valid nameserver"
        );
        let twice = "ns2.example.org is named twice";
        assert_eq!(test.refused(servers(id, "ns2.EXAMPLE.org")).await, twice);
        test.engine.world.registrar.refuse_next("2308", "Prohibited by policy");
        assert_eq!(test.refused(servers(id, "ns1.example.org")).await, "Prohibited by policy");
        test.engine.world.faults.down("fakeregistrar");
        let asked = DomainGetNameservers { domainid: id };
        assert_eq!(test.refused(asked).await, "No response from API command");
        test.engine.world.faults.up("fakeregistrar");
        let by_hand = DomainRow { registrar: String::new(), ..row(1, "hand.com") };
        let by_hand = add(&test, &by_hand).await;
        let asked = DomainGetNameservers { domainid: by_hand };
        assert_eq!(test.refused(asked).await, "Registrar Function Not Supported");
        let asked = DomainGetLockingStatus { domainid: by_hand };
        assert_eq!(&*test.call(asked).await.unwrap().lockstatus, "unknown");
        let release = DomainRelease { domainid: Some(by_hand), ..DomainRelease::default() };
        assert_eq!(test.refused(release).await, "Registrar Function Not Supported");
        // S02
        let asked = DomainGetNameservers { domainid: id };
        assert!(test.call_as(&client(2), asked).await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn look_ups_say_whether_a_name_is_free() {
    for test in each().await {
        registered(&test).await;
        let whois = |domain: &str| DomainWhois { domain: domain.into(), ..Default::default() };
        for (name, expected) in [("ann.com", "unavailable"), ("Free.COM", "available")] {
            assert_eq!(&*test.call(whois(name)).await.unwrap().status, expected);
        }
        assert_eq!(test.refused(whois("no name")).await, "Domain not valid");
        // No registrar here tells about it, but its registry does.
        let found = test.call(whois("a.lonely")).await.unwrap();
        assert_eq!((&*found.status, found.whois.contains("A Company")), ("unavailable", true));
        assert_eq!(&*test.call(whois("free.lonely")).await.unwrap().status, "available");
        let said = "The given TLD is not supported for WHOIS lookups";
        assert_eq!(test.refused(whois("a.museum")).await, said);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn look_ups_are_kept_for_a_while() {
    for test in each().await {
        registered(&test).await;
        let whois = |domain: &str| DomainWhois { domain: domain.into(), ..Default::default() };
        for name in ["ann.com", "free.com", "ann.lonely"] {
            test.call(whois(name)).await.unwrap();
        }
        test.refused(whois("a.museum")).await;
        let log = |domain: &str, outcome: &str| GetWhoisLog {
            domain: Some(domain.to_owned()).filter(|text| !text.is_empty()),
            outcome: Some(outcome.to_owned()).filter(|text| !text.is_empty()),
            ..GetWhoisLog::default()
        };
        let found = test.call(log("", "")).await.unwrap();
        let rows = found.lookups.0.lookup.0;
        let seen = rows.iter().map(|row| (&*row.domain, &*row.outcome, &*row.source));
        let expected = [
            ("a.museum", "unknown", ""),
            ("ann.lonely", "taken", "whois.test"),
            ("free.com", "free", "fakeregistrar"),
            ("ann.com", "taken", "fakeregistrar"),
        ];
        assert_eq!(seen.collect::<Vec<_>>(), expected);
        for (domain, outcome, count) in [("ANN", "", 2), ("ann.c", "taken", 1), ("", "free", 1)] {
            let found = test.call(log(domain, outcome)).await.unwrap();
            assert_eq!(found.totalresults.0, count, "{domain} {outcome}");
        }
        assert_eq!(test.refused(log("", "odd")).await, "It is free, taken or unknown");
        // S02
        assert!(test.call_as(&client(2), log("", "")).await.is_err());
        // Servers of one's own come first; a wrong line is named; nothing is kept on request.
        let set = |setting: &str, value: &str| SetConfigurationValue {
            setting: setting.into(),
            value: value.into(),
            ..Default::default()
        };
        test.call(set("WhoisServers", ".museum whois.own.test")).await.unwrap();
        test.call(set("WhoisLogPruneDays", "0")).await.unwrap();
        assert_eq!(&*test.call(whois("a.museum")).await.unwrap().status, "unavailable");
        assert_eq!(test.call(log("", "")).await.unwrap().totalresults.0, 4);
        let said = test.refused(set("WhoisServers", ".museum")).await;
        assert_eq!(said, "\".museum\" is not an ending and a server, as: .com whois.host");
        test.call(set("WhoisDetails", "off")).await.unwrap();
        let said = "The given TLD is not supported for WHOIS lookups";
        assert_eq!(test.refused(whois("a.museum")).await, said);
    }
}
