//! What somebody takes out of a form is taken away, or the page says why not.

use super::browser::{Browser, hidden, text};
use crate::shop::{furnish, sign_up};
use crate::site::each_engine;

type Pairs = &'static [(&'static str, &'static str)];

/// A page, what is filled in, how the page shows it, and what is posted then.
type Case = (&'static str, Pairs, &'static [&'static str], Pairs);

const CASES: [Case; 4] = [
    (
        "/admin/products/1",
        &[
            ("name", "Starter"),
            ("tagline", "Fast"),
            ("autosetup", "payment"),
            ("upgradeproducts", ""),
            ("upgradeproducts", "2"),
        ],
        &[
            "value=\"Fast\"",
            "value=\"payment\" selected",
            "name=\"upgradeproducts\" value=\"2\" checked",
        ],
        &[("name", "Starter"), ("tagline", ""), ("autosetup", ""), ("upgradeproducts", "")],
    ),
    (
        "/admin/promotions/1",
        &[("expirationdate", "2030-01-02"), ("cycles", ""), ("cycles", "monthly")],
        &["value=\"2030-01-02\"", "name=\"cycles\" value=\"monthly\" checked"],
        &[("expirationdate", ""), ("cycles", "")],
    ),
    ("/admin/currencies/1", &[("suffix", " of gold")], &["value=\" of gold\""], &[("suffix", "")]),
    (
        "/admin/config-options/1",
        &[("name", "Sizes"), ("products", ""), ("products", "1"), ("description", "How big")],
        &["How big", "name=\"products\" value=\"1\" checked"],
        &[("name", "Sizes"), ("products", ""), ("description", "")],
    ),
];

#[tokio::test]
async fn what_is_taken_out_of_a_form_is_gone() {
    for site in each_engine().await {
        furnish(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let code = [("code", "SPRING"), ("type", "Percentage"), ("value", "10")];
        ann.done("/admin/promotions/new", "/admin/promotions/new", &code).await;
        let group = [("name", "Sizes"), ("products", "")];
        ann.done("/admin/config-options/new", "/admin/config-options/new", &group).await;
        for (here, filled, shown, emptied) in CASES {
            let save = [("do", "save")];
            let page = ann.done(here, here, &[&save[..], filled].concat()).await;
            for sign in shown {
                assert!(page.contains(sign), "{here} {sign}: {page}");
            }
            let page = ann.done(here, here, &[&save[..], emptied].concat()).await;
            assert!(page.contains("Saved"), "{here}: {page}");
            for sign in shown {
                assert!(!page.contains(sign), "{here} {sign}: {page}");
            }
        }
    }
}

#[tokio::test]
async fn what_must_be_there_is_asked_for_and_not_called_saved() {
    for site in each_engine().await {
        furnish(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let group = [("name", "Resellers"), ("discountpercent", "10")];
        ann.done("/admin/client-groups/new", "/admin/client-groups/new", &group).await;
        let news = [("title", "News"), ("announcement", "Hi"), ("date", "2026-01-01T08:00")];
        ann.done("/admin/announcements/new", "/admin/announcements/new", &news).await;
        let issue = [("title", "Disk"), ("status", "Outage"), ("startdate", "2026-01-01T08:00")];
        ann.done("/admin/network-issues/new", "/admin/network-issues/new", &issue).await;
        for (here, fields) in [
            ("/admin/client-groups/1", [("name", "Resellers"), ("discountpercent", "")]),
            ("/admin/products/1", [("name", "Starter"), ("slug", "")]),
            ("/admin/product-groups/1", [("name", "Hosting"), ("slug", " ")]),
            ("/admin/announcements/1", [("title", ""), ("announcement", "Hi")]),
            ("/admin/network-issues/1", [("title", " "), ("status", "Outage")]),
        ] {
            let answer = ann.submit(here, here, &[&[("do", "save")], &fields[..]].concat()).await;
            assert_eq!(answer.status, 422, "{here}: {}", text(&answer));
            assert!(text(&answer).contains("Please fill this in"), "{here}: {}", text(&answer));
        }
    }
}

#[tokio::test]
async fn the_notes_of_an_invoice_are_taken_away() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let line = [("client", "1"), ("itemdescription1", "Work"), ("itemamount1", "5")];
        ann.done("/admin/invoices/new", "/admin/invoices/new", &line).await;
        let here = "/admin/invoices/1";
        let page = ann.done(here, here, &[("do", "edit"), ("notes", "As agreed by fax")]).await;
        assert!(page.contains("As agreed by fax"), "{page}");
        let page = ann.done(here, here, &[("do", "edit"), ("notes", "")]).await;
        assert!(page.contains("Saved") && !page.contains("As agreed by fax"), "{page}");
    }
}

/// A line whose text is emptied goes, and the sum with it.
#[tokio::test]
async fn lines_and_texts_of_a_quote_are_taken_away() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let head = [("subject", "A rack"), ("stage", "Draft"), ("validuntil", "2030-01-01")];
        let lines = [
            ("client", "jane"),
            ("proposal", "As we said on the phone"),
            ("lineitems[0][desc]", "Server"),
            ("lineitems[0][qty]", "2"),
            ("lineitems[0][up]", "10.00"),
            ("lineitems[1][desc]", "A much too dear cable"),
            ("lineitems[1][qty]", "1"),
            ("lineitems[1][up]", "99.00"),
        ];
        let new = "/admin/quotes/new";
        let page = ann.done(new, new, &[&head[..], &lines].concat()).await;
        assert!(page.contains("total 119.00 USD"), "{page}");
        let here = "/admin/quotes/1";
        let line = hidden(&page, "lineitems[1][id]");
        let change = [
            ("do", "update"),
            ("proposal", ""),
            ("lineitems[1][id]", line.as_str()),
            ("lineitems[1][desc]", " "),
            ("lineitems[1][qty]", "1"),
            ("lineitems[1][up]", "99.00"),
        ];
        let page = ann.done(here, here, &[&head[..], &change].concat()).await;
        assert!(page.contains("Saved") && page.contains("total 20.00 USD"), "{page}");
        assert!(!page.contains("too dear cable") && !page.contains("on the phone"), "{page}");
        let nameless = ann.submit(here, here, &[("do", "update"), ("subject", "")]).await;
        assert_eq!(nameless.status, 422, "{}", text(&nameless));
    }
}

#[tokio::test]
async fn nobody_has_a_copy_of_a_ticket_any_more() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let new = [("client", "jane"), ("subject", "Help"), ("message", "Hello"), ("deptid", "1")];
        ann.done("/admin/tickets/new", "/admin/tickets/new", &new).await;
        let here = "/admin/tickets/1";
        let with = |cc: &'static str| [("do", "update"), ("subject", "Help"), ("cc", cc)];
        let page = ann.done(here, here, &with("boss@example.com")).await;
        assert!(page.contains("value=\"boss@example.com\""), "{page}");
        let page = ann.done(here, here, &with("")).await;
        assert!(!page.contains("value=\"boss@example.com\""), "{page}");
        let answer = ann.submit(here, here, &[("do", "update"), ("subject", " ")]).await;
        assert_eq!(answer.status, 422, "{}", text(&answer));
    }
}

/// The name of a way to pay is shown where it is changed, and is never nothing.
#[tokio::test]
async fn a_way_to_pay_keeps_a_name() {
    for site in each_engine().await {
        furnish(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let here = "/admin/modules/gateway/faketransfer";
        let named = |page: &str| {
            let (_, input) = page.split_once("name=\"FriendlyName\"").unwrap();
            let (_, value) = input.split_once("value=\"").unwrap();
            value.split('"').next().unwrap().to_owned()
        };
        assert_eq!(named(&ann.read(here).await), "Transfer");
        let with = |name: &'static str| [("do", "save"), ("FriendlyName", name)];
        let page = ann.done(here, here, &with("By bank")).await;
        assert!(page.contains("Saved") && named(&page) == "By bank", "{page}");
        assert!(ann.read("/admin/gateways").await.contains("By bank"));
        let page = ann.done(here, here, &with(" ")).await;
        assert!(!named(&page).trim().is_empty() && named(&page) != "By bank", "{page}");
        let card = ann.read("/admin/modules/gateway/fakecard").await;
        assert_eq!(named(&card), "Card");
    }
}

/// A program that acted as somebody acts as nobody again.
#[tokio::test]
async fn a_credential_acts_as_nobody_any_more() {
    for site in each_engine().await {
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let role = [("name", "Shop"), ("kind", "api"), ("may", "GetProducts")];
        ann.done("/admin/roles/new", "/admin/roles/new", &role).await;
        let new = "/admin/api-credentials/new";
        let form = ann.read(new).await;
        let value = |page: &str, label: &str| {
            let option = page.split("<option value=\"").skip(1).find(|part| part.contains(label));
            option.and_then(|part| part.split('"').next()).unwrap().to_owned()
        };
        let (role, own) = (value(&form, ">Shop<"), value(&form, ">Ann"));
        let as_whom =
            |id| [("description", "The shop"), ("roleid", role.as_str()), ("adminid", id)];
        assert_eq!(ann.submit(new, new, &as_whom(&own)).await.status, 200);
        let list = ann.read("/admin/api-credentials").await.replace("&#x2f;", "/");
        let (_, row) = list.rsplit_once("href=\"/admin/api-credentials/").unwrap();
        let here = format!("/admin/api-credentials/{}", row.split('"').next().unwrap());
        let chosen = format!("value=\"{own}\" selected>Ann");
        assert!(ann.read(&here).await.contains(&chosen));
        let page = ann.done(&here, &here, &as_whom("0")).await;
        assert!(page.contains("Saved") && !page.contains(&chosen), "{page}");
    }
}
