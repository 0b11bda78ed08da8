//! What clients hold, in the hands of the staff: promotions and changes of services, and what
//! registrars and name servers keep of names.

use protocol::{ActivateModule, DomainRegister};

use super::browser::{Browser, text};
use crate::shop::{furnish, sign_up};
use crate::site::{Site, each_engine, one};

const SERVICE: &str = "
insert into services (client_id, product_id, anchor_on, registered_on, domain, gateway,
    first_payment_minor, recurring_minor, cycle, next_due_on, status, created_at, updated_at)
values (1, 1, '2026-01-01', '2026-01-01', 'a.example', 'faketransfer', 500, 500, 'monthly',
    '2026-02-01', 'Active', 0, 0);
";

async fn with_service(site: &Site) {
    furnish(site).await;
    sign_up(site, "jane@example.com").await;
    site.run(SERVICE).await;
}

/// A name of the first client at a registrar.
async fn with_domain(site: &Site) {
    furnish(site).await;
    sign_up(site, "jane@example.com").await;
    let today = site.system.engine.engine.today().await.unwrap();
    site.run(&format!(
        "insert into domains (client_id, name, type, registrar, status, anchor_on, registered_on,
             next_due_on, first_payment_minor, recurring_minor, created_at, updated_at)
         values (1, 'jane.com', 'Register', 'fakeregistrar', 'Pending', '{today}', '{today}',
             '{today}', 1000, 1000, 0, 0)"
    ))
    .await;
    let register = DomainRegister { domainid: Some(1), ..DomainRegister::default() };
    site.system.call(register).await.unwrap();
}

#[tokio::test]
async fn a_service_is_given_a_promotion_and_left_alone() {
    for site in each_engine().await {
        with_service(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let new = [("code", "HALF"), ("type", "Percentage"), ("value", "50"), ("recurring", "1")];
        ann.done("/admin/promotions/new", "/admin/promotions/new", &new).await;
        let here = "/admin/services/1";
        let asked = "The next invoice asks</dt><dd>2.50</dd>";
        let page = ann.done(here, here, &[("do", "update"), ("promoid", "1")]).await;
        assert!(page.contains("<dd>HALF: 50") && page.contains(asked), "{page}");
        let page = ann.done(here, here, &[("do", "update"), ("promoid", "0")]).await;
        assert!(!page.contains("<dd>HALF: 50") && !page.contains("The next invoice asks"));

        let kept = [
            ("do", "update"),
            ("overideautosuspend", "1"),
            ("overidesuspenduntil", "2030-01-31"),
            ("notes", "Careful"),
        ];
        let page = ann.done(here, here, &kept).await;
        assert!(page.contains("value=\"2030-01-31\"") && page.contains("Careful"), "{page}");
        let empty = [("do", "update"), ("overidesuspenduntil", ""), ("notes", "")];
        let page = ann.done(here, here, &empty).await;
        assert!(!page.contains("2030-01-31") && !page.contains("Careful"), "{page}");
        for (name, said) in
            [("promoid", "Promotion ID Not Found"), ("serverid", "Server ID Not Found")]
        {
            let answer = ann.submit(here, here, &[("do", "update"), (name, "9")]).await;
            assert_eq!(answer.status, 422, "{name}");
            assert!(text(&answer).contains(said), "{}", text(&answer));
        }
    }
}

#[tokio::test]
async fn a_service_is_changed_by_staff() {
    for site in each_engine().await {
        with_service(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let page = ann.read("/admin/services/1").await.replace("&#x2f;", "/");
        assert!(page.contains("href=\"/admin/services/1/upgrade\""), "{page}");
        let here = "/admin/services/1/upgrade";
        let page = ann.read(here).await;
        assert!(page.contains("value=\"1:annually\"") && !page.contains("1:monthly"), "{page}");
        let fields = |plan, verb| {
            [("type", "product"), ("plan", plan), ("paymentmethod", "faketransfer"), ("do", verb)]
        };
        let answer = ann.submit(here, here, &fields("", "look")).await;
        assert_eq!(answer.status, 422);
        assert!(text(&answer).contains("id=\"p-plan\""), "{}", text(&answer));
        let looked = ann.submit(here, here, &fields("1:annually", "look")).await;
        let page = text(&looked);
        assert_eq!(looked.status, 200, "{page}");
        // A day of a year costs less than one of a month.
        assert!(page.contains("is left over") && page.contains("$50.00"), "{page}");
        assert!(page.contains("value=\"order\""), "{page}");
        let page = ann.done(here, here, &fields("1:annually", "order")).await;
        assert!(page.contains("The change is ordered; there is nothing to pay"), "{page}");
    }
}

#[tokio::test]
async fn the_options_of_a_service_are_chosen_anew() {
    let site = one().await;
    with_service(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let path = "/admin/config-options/new";
    ann.done(path, path, &[("name", "Sizes"), ("products", "1")]).await;
    let path = "/admin/config-options/options/new";
    ann.done(path, path, &[("name", "Memory"), ("type", "1"), ("groupid", "1")]).await;
    let path = "/admin/config-options/choices/new";
    for (name, price) in [("2 GB", "0"), ("4 GB", "5")] {
        let choice = [("name", name), ("optionid", "1"), ("pricing[1][monthly]", price)];
        ann.done(path, path, &choice).await;
    }
    let here = "/admin/services/1";
    let chosen = [("do", "chosen"), ("configoptions[1]", "2"), ("autorecalc", "1")];
    let page = ann.done(here, here, &chosen).await;
    assert!(page.contains("<dd>4 GB</dd>") && page.contains("<dd>10.00</dd>"), "{page}");
    let answer = ann.submit(here, here, &[("do", "chosen"), ("configoptions[1]", "9")]).await;
    assert_eq!(answer.status, 422, "{}", text(&answer));
    let here = "/admin/services/1/upgrade";
    let other = [
        ("do", "look"),
        ("type", "configoptions"),
        ("paymentmethod", "faketransfer"),
        ("configoptions[1]", "1"),
    ];
    let page = text(&ann.submit(here, here, &other).await);
    assert!(page.contains("is left over"), "{page}");
}

#[tokio::test]
async fn a_change_is_only_for_roles_that_may() {
    let site = one().await;
    with_service(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["GetClientsProducts"]"#).await;
    assert!(!ann.read("/admin/services/1").await.contains("Upgrade or downgrade"));
    assert_eq!(ann.open("/admin/services/1/upgrade").await.status, 403);
}

#[tokio::test]
async fn the_contacts_of_a_name_are_at_its_registrar() {
    for site in each_engine().await {
        with_domain(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let page = ann.read("/admin/domains/1").await.replace("&#x2f;", "/");
        let here = "/admin/domains/1/contacts";
        assert!(page.contains(&format!("href=\"{here}\"")), "{page}");
        let page = ann.read(here).await;
        assert!(page.contains("name=\"Registrant[Email]\""), "{page}");
        let wrong = [("do", "save"), ("Registrant[Email]", "nobody")];
        let answer = ann.submit(here, here, &wrong).await;
        assert_eq!(answer.status, 422);
        assert!(text(&answer).contains("id=\"p-Registrant[Email]\""), "{}", text(&answer));
        let right = [
            ("do", "save"),
            ("Registrant[First_Name]", "Janet & Co"),
            ("Registrant[Email]", "janet@example.com"),
        ];
        let page = ann.done(here, here, &right).await;
        assert!(page.contains("The registrar was told"), "{page}");
        assert!(page.contains("value=\"Janet &amp; Co\""), "{page}");
        site.run("update domains set registrar = ''").await;
        assert!(ann.read(here).await.contains("The registrar tells no contacts"));
        assert_eq!(ann.open("/admin/domains/9/contacts").await.status, 404);
    }
}

#[tokio::test]
async fn the_records_of_a_name_are_kept_by_staff() {
    for site in each_engine().await {
        with_domain(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let here = "/admin/domains/1/dns";
        let page = ann.read(here).await;
        assert!(page.contains("There are no records to show"), "{page}");
        let on = ActivateModule {
            moduleType: "dns".to_owned(),
            moduleName: "fakezones".to_owned(),
            ..ActivateModule::default()
        };
        site.system.call(on).await.unwrap();
        let domain = "/admin/domains/1";
        let page = ann.done(domain, domain, &[("do", "update"), ("dnsmanagement", "1")]).await;
        assert!(page.replace("&#x2f;", "/").contains(&format!("href=\"{here}\"")), "{page}");
        let a = |value| [("do", "add"), ("type", "A"), ("name", "www"), ("value", value)];
        let answer = ann.submit(here, here, &a("nowhere")).await;
        assert_eq!(answer.status, 422, "{}", text(&answer));
        let page = ann.done(here, here, &a("198.51.100.1")).await;
        assert!(page.contains("The record was added") && page.contains("198.51.100.1"), "{page}");
        let one = [("type", "A"), ("name", "www.jane.com"), ("value", "198.51.100.1")];
        let other = [&one[..], &[("do", "update"), ("newvalue", "198.51.100.2")]].concat();
        let page = ann.done(here, here, &other).await;
        assert!(page.contains("198.51.100.2") && !page.contains("198.51.100.1"), "{page}");
        let mut gone = vec![
            ("do", "delete"),
            ("type", "A"),
            ("name", "www.jane.com"),
            ("value", "198.51.100.2"),
        ];
        let asked = text(&ann.submit(here, here, &gone).await);
        assert!(asked.contains("Delete this record?"), "{asked}");
        gone.push(("confirmed", "1"));
        let page = ann.done(here, here, &gone).await;
        assert!(page.contains("No record is there yet"), "{page}");
    }
}

#[tokio::test]
async fn mail_is_passed_on_and_a_name_released_by_staff() {
    for site in each_engine().await {
        with_domain(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let (domain, here) = ("/admin/domains/1", "/admin/domains/1/forwards");
        assert!(ann.read(here).await.contains("forwarding is not booked"));
        ann.done(domain, domain, &[("do", "update"), ("emailforwarding", "1")]).await;
        let to = |to| [("do", "add"), ("prefix", "info"), ("destination", to)];
        let answer = ann.submit(here, here, &to("nobody")).await;
        assert_eq!(answer.status, 422);
        assert!(text(&answer).contains("id=\"p-destination\""), "{}", text(&answer));
        let page = ann.done(here, here, &to("joe@example.net")).await;
        assert!(page.contains("info@jane.com") && page.contains("joe@example.net"), "{page}");
        let gone = [
            ("do", "delete"),
            ("prefix", "info"),
            ("destination", "joe@example.net"),
            ("confirmed", "1"),
        ];
        let page = ann.done(here, here, &gone).await;
        assert!(page.contains("No address is passed on yet"), "{page}");

        let answer = ann.submit(domain, domain, &[("do", "release"), ("newtag", "")]).await;
        assert!(text(&answer).contains("id=\"p-newtag\""), "{}", text(&answer));
        let release = [("do", "release"), ("newtag", "OTHER")];
        let asked = text(&ann.submit(domain, domain, &release).await);
        assert!(asked.contains("Release this domain to another registrar?"), "{asked}");
        let release = [("do", "release"), ("newtag", "OTHER"), ("confirmed", "1")];
        let page = ann.done(domain, domain, &release).await;
        assert!(page.contains("It was released") && page.contains("Transferred Away"), "{page}");
    }
}
