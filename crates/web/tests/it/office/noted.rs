//! What the staff writes down: notes on a client, and what is forgotten of it.

use protocol::AddPayMethod;

use super::browser::{Browser, text};
use crate::shop::{furnish, sign_up};
use crate::site::{each, each_engine};

const AT: &str = "/admin/clients/1";
const TAB: &str = "/admin/clients/1?tab=notes";

#[tokio::test]
async fn a_note_on_a_client_is_read_changed_and_deleted() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        assert!(ann.read(TAB).await.contains("Nobody has noted anything."));
        ann.done(TAB, AT, &[("do", "note"), ("notes", "Pays late"), ("sticky", "0")]).await;
        let sticky = [("do", "note"), ("notes", "Call <b> first"), ("sticky", "1")];
        let page = ann.done(TAB, AT, &sticky).await;
        // Another WHMCS knows the program that asks, not who sits before it.
        let by = if site.is_remote() { "A program · " } else { "Ann Ng · " };
        for part in ["Pays late", "Call &lt;b&gt; first", by, "On every page"] {
            assert!(page.contains(part), "{part}: {page}");
        }
        // What sticks is on every page of the client, the rest on the tab alone.
        for tab in ["summary", "profile", "invoices", "log"] {
            let page = ann.read(&format!("{AT}?tab={tab}")).await;
            assert!(page.contains("Call &lt;b&gt; first"), "{tab}: {page}");
            assert!(!page.contains("Pays late"), "{tab}: {page}");
        }
        let changed = [("do", "renote"), ("noteid", "1"), ("notes", "Pays now"), ("sticky", "1")];
        ann.done(TAB, AT, &changed).await;
        assert!(ann.read(AT).await.contains("Pays now"));
        let empty = [("do", "renote"), ("noteid", "1"), ("notes", " "), ("sticky", "0")];
        let page = ann.done(TAB, AT, &empty).await;
        assert!(page.contains("Notes can not be empty"), "{page}");
        assert!(ann.read(AT).await.contains("Pays now"), "it is as it was");
        let gone = [("do", "unnote"), ("noteid", "2")];
        assert!(text(&ann.submit(TAB, AT, &gone).await).contains("Delete this note?"));
        assert!(ann.read(TAB).await.contains("Call &lt;b&gt; first"), "somebody is asked first");
        let gone = [("do", "unnote"), ("noteid", "2"), ("confirmed", "1")];
        let page = ann.done(TAB, AT, &gone).await;
        assert!(!page.contains("Call &lt;b&gt; first") && page.contains("Pays now"), "{page}");
    }
}

#[tokio::test]
async fn a_way_to_pay_is_forgotten_for_a_client() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let card = AddPayMethod {
            clientid: 1,
            card_number: Some("4242424242424242".into()),
            card_expiry: Some("1230".to_owned()),
            ..AddPayMethod::default()
        };
        let id = site.system.call(card).await.unwrap().paymethodid.0.to_string();
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        assert!(ann.read(AT).await.contains("ends in 4242"));
        let mut forget = vec![("do", "unkeep"), ("paymethodid", &*id)];
        let asked = text(&ann.submit(AT, AT, &forget).await);
        assert!(asked.contains("Forget this way to pay?"), "{asked}");
        forget.push(("confirmed", "1"));
        let page = ann.done(AT, AT, &forget).await;
        assert!(page.contains("Nothing is stored.") && !page.contains("ends in 4242"));
    }
}
