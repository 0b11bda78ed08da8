//! The ticket desk: marking tickets with words, and taking messages out of them.

use super::browser::{Browser, hidden, text};
use crate::shop::{furnish, sign_up};
use crate::site::each;

#[tokio::test]
async fn a_ticket_is_tagged_and_split() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let new = [("client", "jane"), ("subject", "Help"), ("message", "Hello"), ("deptid", "1")];
        ann.done("/admin/tickets/new", "/admin/tickets/new", &new).await;
        let here = "/admin/tickets/1";
        for message in ["One answer", "Another matter"] {
            ann.done(here, here, &[("do", "reply"), ("message", message)]).await;
        }
        if site.is_remote() {
            continue;
        }
        let page = ann.done(here, here, &[("do", "tag"), ("tags", "Refund, vip")]).await;
        assert!(page.contains("/admin/tickets?tag=refund"), "{page}");
        let list = ann.read("/admin/tickets?tag=vip").await;
        assert!(list.contains(">Help<"), "{list}");
        let list = ann.read("/admin/tickets?tag=other").await;
        assert!(!list.contains(">Help<"), "{list}");

        let nothing = ann.submit(here, here, &[("do", "split"), ("replyids", "")]).await;
        assert_eq!(nothing.status, 422);
        let second = page.rfind("name=\"replyids\" value=\"").unwrap();
        let number = page[second..].split('"').nth(3).unwrap().to_owned();
        let split = [
            ("do", "split"),
            ("replyids", ""),
            ("replyids", &*number),
            ("newsubject", "Another matter"),
        ];
        let page = ann.done(here, here, &split).await;
        assert!(
            page.contains("They are ticket #") && page.contains("<h1>Another matter"),
            "{page}"
        );
        assert!(page.contains("/admin/tickets?tag=vip"), "tags go along: {page}");
    }
}

#[tokio::test]
async fn what_was_said_is_put_right_or_taken_back() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let new = [("client", "jane"), ("subject", "Help"), ("message", "Hello"), ("deptid", "1")];
        ann.done("/admin/tickets/new", "/admin/tickets/new", &new).await;
        let here = "/admin/tickets/1";
        ann.done(here, here, &[("do", "reply"), ("message", "Teh answer")]).await;
        let page = ann.done(here, here, &[("do", "note"), ("message", "An odd one")]).await;
        let (reply, note) = (hidden(&page, "replyid"), hidden(&page, "noteid"));
        let empty = [("do", "resay"), ("replyid", &*reply), ("message", "")];
        assert_eq!(ann.submit(here, here, &empty).await.status, 422);
        let right = [("do", "resay"), ("replyid", &*reply), ("message", "The answer")];
        let page = ann.done(here, here, &right).await;
        assert!(page.contains("The answer") && !page.contains("Teh answer"), "{page}");
        for (verb, field, id, said) in [
            ("unsay", "replyid", &*reply, "The answer"),
            ("unnote", "noteid", &*note, "An odd one"),
        ] {
            let mut fields = vec![("do", verb), (field, id)];
            let asked = text(&ann.submit(here, here, &fields).await);
            assert!(asked.contains("Delete this"), "{verb}: {asked}");
            assert!(ann.read(here).await.contains(said), "{verb}: somebody is asked first");
            fields.push(("confirmed", "1"));
            let page = ann.done(here, here, &fields).await;
            assert!(!page.contains(said), "{verb}: {page}");
        }
    }
}
