//! Counted links: followed by a browser, remembered, and attributed at the sign-up.

use protocol::{AddLink, GetLinkReport, GetLinks};

use crate::shop::registration;
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
