//! Who acts for whom: what a user may do for a client, changed and taken away by staff.

use super::browser::{Browser, text};
use crate::shop::{furnish, sign_up};
use crate::site::each;

#[tokio::test]
async fn what_a_user_may_for_a_client_is_changed_and_taken_away() {
    for site in each().await {
        furnish(&site).await;
        for email in ["jane@example.com", "joe@example.com"] {
            sign_up(&site, email).await;
        }
        let sql = "insert into user_clients (user_id, client_id, is_owner, permissions, created_at)
            values (2, 1, 0, 'tickets', 0)";
        site.run(sql).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let (here, to) = ("/admin/users/2", "/admin/users/2/client");
        let page = ann.read(here).await;
        for part in ["value=\"tickets\" checked", "value=\"invoices\">", "Open and answer tickets"]
        {
            assert!(page.contains(part), "{part}: {page}");
        }
        let wider = [("do", "permit"), ("clientid", "1"), ("may", "tickets"), ("may", "invoices")];
        let page = ann.done(here, to, &wider).await;
        assert!(page.contains("value=\"invoices\" checked"), "{page}");
        let nothing = [("do", "permit"), ("clientid", "1")];
        let page = ann.done(here, to, &nothing).await;
        assert!(page.contains("Missing permissions definition"), "{page}");
        let mut gone = vec![("do", "unlink"), ("clientid", "1")];
        let asked = text(&ann.submit(here, to, &gone).await);
        assert!(asked.contains("Take the access away?"), "{asked}");
        gone.push(("confirmed", "1"));
        let page = ann.done(here, to, &gone).await;
        assert!(!page.contains("name=\"clientid\" value=\"1\""), "{page}");
        assert!(page.contains("Owner"), "what is the user's own stays: {page}");
    }
}
