//! Who acts for whom: what a user may do for a client, changed and taken away by staff.

use super::browser::{Browser, hidden, text};
use crate::shop::{furnish, sign_up};
use crate::site::each;

#[tokio::test]
async fn somebody_is_invited_to_act_for_a_client_by_the_staff() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let here = "/admin/clients/1";
        let nobody = [("do", "invite"), ("invited", "no address"), ("may", "tickets")];
        let answer = ann.submit(here, here, &nobody).await;
        assert_eq!(answer.status, 422, "{}", text(&answer));
        assert!(text(&answer).contains("value=\"no address\""), "{}", text(&answer));
        let invite = [
            ("do", "invite"),
            ("invited", "joe@example.com"),
            ("may", "tickets"),
            ("may", "invoices"),
        ];
        let page = ann.done(here, here, &invite).await;
        assert!(page.contains("on its way to joe@example.com"), "{page}");
        let id = hidden(&page, "invite_id");
        let page = ann.done(here, here, &[("do", "uninvite"), ("invite_id", &*id)]).await;
        assert!(page.contains("taken back") && !page.contains("invite_id"), "{page}");
    }
}

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
