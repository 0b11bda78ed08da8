//! What a client has already, written down by hand on the client's tabs.

use protocol::{GetClientsDomains, GetClientsProducts};

use super::browser::{Browser, text};
use crate::shop::{furnish, sign_up};
use crate::site::each;

#[tokio::test]
async fn a_service_and_a_domain_that_there_are_already_are_written_down() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let tab = ann.read("/admin/clients/1?tab=services").await.replace("&#x2f;", "/");
        assert!(tab.contains("/admin/services/new?clientid=1"), "{tab}");
        let path = "/admin/services/new";
        let form = ann.read("/admin/services/new?clientid=1").await;
        assert!(form.contains("value=\"Active\" selected"), "{form}");
        let fields = [
            ("clientid", "1"),
            ("pid", "1"),
            ("domain", "moved.example"),
            ("status", "Active"),
            ("billingcycle", "Monthly"),
            ("recurringamount", "4,50"),
            ("regdate", "2025-06-03"),
            ("nextduedate", "2026-03-03"),
            ("paymentmethod", ""),
        ];
        let page = ann.done(path, path, &fields).await;
        assert!(page.contains("The service was added") && page.contains("moved.example"), "{page}");
        let found = site.system.call(GetClientsProducts::default()).await.unwrap();
        let row = &found.products.0.product.0[0];
        assert_eq!(row.recurringamount.to_string(), "4.50");
        assert_eq!((row.nextduedate.to_string().as_str(), &*row.status), ("2026-03-03", "Active"));
        let answer = ann.submit(path, path, &[("clientid", "99"), ("pid", "1")]).await;
        assert_eq!(answer.status, 422, "{}", text(&answer));

        let tab = ann.read("/admin/clients/1?tab=domains").await.replace("&#x2f;", "/");
        assert!(tab.contains("/admin/domains/new?clientid=1"), "{tab}");
        let path = "/admin/domains/new";
        let fields = [
            ("clientid", "1"),
            ("domain", "moved.com"),
            ("status", "Active"),
            ("registrar", ""),
            ("regperiod", ""),
            ("recurringamount", "12"),
            ("expirydate", "2027-01-05"),
            ("nextduedate", "2027-01-05"),
            ("donotrenew", "0"),
        ];
        let page = ann.done(path, path, &fields).await;
        assert!(page.contains("The domain was added") && page.contains("moved.com"), "{page}");
        let found = site.system.call(GetClientsDomains::default()).await.unwrap();
        assert_eq!(&*found.domains.0.domain.0[0].domainname, "moved.com");
        let answer = ann.submit(path, path, &[("clientid", "1"), ("domain", "no name")]).await;
        assert_eq!(answer.status, 422, "{}", text(&answer));
    }
}
