//! Links that are counted without keeping who clicked.

use actions::testing::{TestActions, each};
use engine::{Actor, Caller, Door};
use protocol::wire::Flag;
use protocol::{
    AddLink, DeleteLink, FollowCampaign, FollowLink, GetLinkReport, GetLinks, RecordLinkConversion,
    SetConfigurationValue, UpdateLink,
};

use super::stage::{client, run, scalar};

fn link(name: &str, target: &str, code: Option<&str>) -> AddLink {
    AddLink {
        name: name.to_owned(),
        target: target.to_owned(),
        campaign: Some("Spring".to_owned()),
        source: Some("newsletter".to_owned()),
        medium: Some("email".to_owned()),
        code: code.map(str::to_owned),
    }
}

async fn click(test: &TestActions, code: &str, ip: &str, browser: &str) -> String {
    let mut visitor = Caller { actor: Actor::Visitor, ..Caller::system(Door::Page) };
    visitor.ip = ip.to_owned();
    let call = FollowLink {
        code: Some(code.to_owned()),
        useragent: Some(browser.to_owned()),
        ..FollowLink::default()
    };
    match test.call_as(&visitor, call).await {
        Ok(found) => found.target.0,
        Err(fault) => fault.to_string(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn clicks_are_counted_by_visitor_and_day_without_addresses() {
    for test in each().await.unwrap() {
        let made = test.call(link("Mail", "/order/1", Some("spring"))).await.unwrap();
        assert_eq!(&*made.url, "http://localhost:8080/link/spring");
        assert_eq!(test.refused(link("Mail", "/", Some("spring"))).await, "That code is taken");
        for target in ["javascript:alert(1)", "//evil.example", "/\\evil", "mailto:x", "/a b"] {
            let said = test.refused(link("Mail", target, None)).await;
            assert!(said.starts_with("Invalid target"), "{target}: {said}");
        }
        for (ip, browser) in [("192.0.2.1", "a"), ("192.0.2.1", "a"), ("192.0.2.2", "a")] {
            assert_eq!(click(&test, "spring", ip, browser).await, "/order/1");
        }
        let kept = "select count(*) from tracked_visitors where visitor in ('192.0.2.1', 'a')";
        assert_eq!(scalar::<i64>(&test, kept).await, 0);
        test.engine.clock.advance_days(1);
        click(&test, "spring", "192.0.2.1", "a").await;
        let left = "select count(*) from tracked_visitors";
        assert_eq!(scalar::<i64>(&test, left).await, 1, "yesterday's are gone");
        assert_eq!(scalar::<i64>(&test, "select count(*) from tracked_salts").await, 1);

        let listed = test.call(GetLinks::default()).await.unwrap();
        let row = &listed.links.link.0[0];
        assert_eq!((row.clicks.0, row.uniqueclicks.0, &*row.campaign), (4, 3, "Spring"));
        let linkid = u64::try_from(made.linkid.0).unwrap();
        let named = test.call(GetLinks { linkid: Some(linkid), ..GetLinks::default() }).await;
        assert_eq!(named.unwrap().links.0.link.0.len(), 1);
        let none = test.call(GetLinks { linkid: Some(99), ..GetLinks::default() }).await.unwrap();
        assert_eq!(none.totalresults.0, 0);
        let long = UpdateLink { linkid, name: Some("x".repeat(256)), ..UpdateLink::default() };
        let said = test.call(long).await.unwrap_err().to_string();
        assert!(said.contains("At most 255 letters"), "{said}");
        let off = UpdateLink { linkid, active: Some(Flag(false)), ..UpdateLink::default() };
        test.call(off).await.unwrap();
        assert_eq!(click(&test, "spring", "192.0.2.1", "a").await, "Link ID Not Found");
        test.call(DeleteLink { linkid }).await.unwrap();
        assert_eq!(scalar::<i64>(&test, "select count(*) from tracked_days").await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_ups_orders_and_revenue_are_attributed_once() {
    for test in each().await.unwrap() {
        let made = test.call(link("Mail", "/", Some("one"))).await.unwrap();
        test.call(link("Mail", "/", Some("two"))).await.unwrap();
        let linkid = u64::try_from(made.linkid.0).unwrap();
        for ip in 1..=4 {
            click(&test, "one", &format!("192.0.2.{ip}"), "").await;
        }
        client(&test, "jane@example.com").await;
        run(
            &test,
            "insert into invoices (client_id, currency_id, status, issued_on, due_on,
                subtotal_minor, total_minor, paid_minor, refunded_minor, created_at, updated_at)
                values (1, 1, 'Paid', '2026-01-01', '2026-01-01', 1000, 1000, 1000, 250, 0, 0);
             insert into orders (number, client_id, at, status, currency_id, amount_minor, gateway,
                invoice_id) values (7, 1, 0, 'Active', 1, 1000, 'fakecard', 1);",
        )
        .await;
        let convert = |code: &str| RecordLinkConversion {
            code: code.to_owned(),
            clientid: Some(1),
            orderid: Some(1),
        };
        for (code, recorded) in [("none", false), ("one", true), ("one", false), ("two", false)] {
            let done = test.call(convert(code)).await.unwrap();
            assert_eq!(done.recorded.0, recorded, "{code}");
        }
        let report = GetLinkReport { linkid, ..GetLinkReport::default() };
        let report = test.call(report).await.unwrap();
        let counted = (report.clicks.0, report.uniqueclicks.0, report.signups.0, report.orders.0);
        assert_eq!(counted, (4, 4, 1, 1));
        assert_eq!(report.conversionpercent.as_str(), "25.00");
        let money = &report.revenue.amount.0[0];
        assert_eq!((&*money.currency, money.amount.as_str()), ("USD", "7.50"));
        assert_eq!(report.days.day.0.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn marks_of_others_become_links() {
    for test in each().await.unwrap() {
        let made = test.call(link("Mail", "/order/1", Some("spring"))).await.unwrap();
        let visit = |source: &str, medium: &str, campaign: &str| FollowCampaign {
            source: source.to_owned(),
            medium: Some(medium.to_owned()),
            campaign: Some(campaign.to_owned()),
            page: "/store".to_owned(),
            useragent: Some("a".to_owned()),
        };
        // A link that staff made is taken first.
        let came = test.call(visit("newsletter", "email", "Spring")).await.unwrap();
        assert_eq!(&*came.code, "spring");
        for _ in 0..2 {
            test.call(visit(" google ", "cpc", "VPS")).await.unwrap();
        }
        let rows = test.call(GetLinks::default()).await.unwrap().links.0.link.0;
        let seen: Vec<_> =
            rows.iter().map(|row| (&*row.name, &*row.target, row.clicks.0)).collect();
        assert_eq!(seen, [("VPS · google · cpc", "/store", 2), ("Mail", "/order/1", 1)]);
        // Nobody counts: no source, a link that leads nowhere any more, or the setting is off.
        let off = UpdateLink {
            linkid: made.linkid.id().unwrap(),
            active: Some(Flag(false)),
            ..UpdateLink::default()
        };
        test.call(off).await.unwrap();
        for call in [visit(" ", "x", "y"), visit("newsletter", "email", "Spring")] {
            assert_eq!(&*test.call(call).await.unwrap().code, "");
        }
        let set = SetConfigurationValue {
            setting: "LinkTrackingImport".into(),
            value: "off".into(),
            ..Default::default()
        };
        test.call(set).await.unwrap();
        assert_eq!(&*test.call(visit("google", "cpc", "VPS")).await.unwrap().code, "");
        assert_eq!(test.call(GetLinks::default()).await.unwrap().totalresults.0, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn links_are_found_by_name_address_campaign_and_code() {
    for test in each().await.unwrap() {
        test.call(link("Été", "/order/1", Some("spring"))).await.unwrap();
        test.call(link("Winter", "https://example.org/Sale", Some("w1"))).await.unwrap();
        let all: &[&str] = &["Winter", "Été"];
        for (search, expected) in [
            ("", all),
            ("ÉTÉ", &["Été"]),
            ("order", &["Été"]),
            ("example.org/sale", &["Winter"]),
            ("spring winter", &["Winter"]),
            ("W1", &["Winter"]),
            ("100%", &[]),
        ] {
            let call = GetLinks { search: Some(search.to_owned()), ..GetLinks::default() };
            let found = test.call(call).await.unwrap();
            let names: Vec<_> = found.links.link.iter().map(|row| row.name.to_string()).collect();
            assert_eq!(names, expected, "{search}");
        }
        let renamed =
            UpdateLink { linkid: 1, name: Some("Herbst".to_owned()), ..UpdateLink::default() };
        test.call(renamed).await.unwrap();
        let call = GetLinks { search: Some("herbst".to_owned()), ..GetLinks::default() };
        assert_eq!(test.call(call).await.unwrap().totalresults.0, 1);
    }
}
