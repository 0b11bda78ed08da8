//! Counted links: followed by a browser, remembered, and attributed at the sign-up.

use protocol::{AddLink, GetAffiliates, GetLinkReport, GetLinks, SetConfigurationValue};

use crate::pages::browser::Browser;
use crate::shop::{PASSWORD, furnish, registration, sign_up};
use crate::site::{each, get, post};

#[tokio::test]
async fn a_link_leads_on_and_is_remembered_at_the_sign_up() {
    for site in each().await {
        let call = AddLink {
            name: "Spring".to_owned(),
            target: "/order/1".to_owned(),
            code: Some("spring".to_owned()),
            ..AddLink::default()
        };
        let linkid = u64::try_from(site.system.call(call).await.unwrap().linkid.0).unwrap();
        let answer = site.call(get("/link/spring").from("203.0.113.9")).await;
        if site.is_remote() {
            // Behind is a Hostler, which knows the action.
            assert_eq!(answer.status, 302);
            continue;
        }
        assert_eq!((answer.status.as_u16(), answer.header("location")), (302, "/order/1"));
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("hostler-link=spring;") && cookie.contains("HttpOnly"));
        let again = site.call(get(&format!("/link.php?id={linkid}")).from("203.0.113.9")).await;
        assert_eq!(again.header("location"), "/order/1");
        assert_eq!(site.call(get("/link/nothing")).await.status, 404);

        let join = post("/api/v1/auth/register", registration("jane@example.com"));
        site.call(join.header("cookie", "a=b; hostler-link=spring")).await.expect(200);
        let report = GetLinkReport { linkid, ..GetLinkReport::default() };
        let report = site.system.call(report).await.unwrap();
        let counted = (report.clicks.0, report.uniqueclicks.0, report.signups.0);
        assert_eq!(counted, (2, 1, 1));
        assert_eq!(site.system.call(GetLinks::default()).await.unwrap().totalresults.0, 1);
    }
}

#[tokio::test]
async fn marks_in_an_address_are_counted_and_remembered() {
    for site in each().await {
        let marked = "/store?utm_source=google&utm_medium=cpc&utm_campaign=VPS&x=1";
        let answer = site.call(get(marked).from("203.0.113.9")).await;
        assert_eq!(answer.status, 200);
        if site.is_remote() {
            continue;
        }
        let mut cookies =
            answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
        let link = cookies.find_map(|text| text.strip_prefix("hostler-link="));
        let code = link.unwrap().split(';').next().unwrap().to_owned();
        let links = site.system.call(GetLinks::default()).await.unwrap().links.0.link.0;
        let seen: Vec<_> = links.iter().map(|row| (&*row.code, &*row.target)).collect();
        assert_eq!(seen, [(&*code, "/store")]);
        let join = post("/api/v1/auth/register", registration("jane@example.com"));
        let cookie = format!("hostler-link={code}");
        site.call(join.header("cookie", &cookie)).await.expect(200);
        let links = site.system.call(GetLinks::default()).await.unwrap().links.0.link.0;
        assert_eq!((links[0].clicks.0, links[0].signups.0), (1, 1));
        // A page without marks counts nothing.
        site.call(get("/store?page=utm_medium").from("203.0.113.9")).await;
        assert_eq!(site.system.call(GetLinks::default()).await.unwrap().totalresults.0, 1);
    }
}

#[tokio::test]
async fn whom_an_affiliate_sends_is_counted_for_it() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let page = jane.page("/account/affiliate").await;
        if site.is_remote() {
            continue;
        }
        assert!(page.contains("no affiliate programme"), "{page}");
        let refused = jane.post("/account/affiliate", &[]).await;
        assert_eq!(refused.status, 303, "nobody becomes one while there are none");
        let none = site.system.call(GetAffiliates::default()).await.unwrap();
        assert_eq!(none.totalresults.0, 0);
        let set = SetConfigurationValue {
            setting: "AffiliateEnabled".into(),
            value: "on".into(),
            ..Default::default()
        };
        site.system.call(set).await.unwrap();
        jane.post("/account/affiliate", &[]).await;
        let page = jane.page("/account/affiliate").await;
        let link = "http://localhost:8080/aff.php?aff=1";
        assert!(page.contains(link), "{page}");

        let answer = site.call(get("/aff.php?aff=1").from("203.0.113.9")).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/"));
        assert!(answer.header("set-cookie").starts_with("hostler-affiliate=1;"));
        let again = get("/aff.php?aff=1").header("cookie", "hostler-affiliate=1");
        site.call(again).await;
        let nobody = site.call(get("/aff.php?aff=99")).await;
        assert_eq!((nobody.status.as_u16(), nobody.header("set-cookie")), (303, ""));
        let rows = site.system.call(GetAffiliates::default()).await.unwrap();
        assert_eq!(rows.affiliates.0.affiliate.0[0].visitors.0, 1);
        sign_up(&site, "mallory@example.com").await;
        let mut mallory = Browser::logged_in(&site, "mallory@example.com", PASSWORD).await;
        let page = mallory.page("/account/affiliate").await;
        assert!(!page.contains("/aff.php?aff=1"), "another's is not shown: {page}");
    }
}
