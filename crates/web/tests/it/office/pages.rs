//! Every page of the office, with something on it; and forms that keep what was typed.

use super::browser::{Browser, text};
use super::paths::PAGES;
use super::sorted::work;
use crate::shop::{furnish, sign_up};
use crate::site::{each, each_engine, one};

#[tokio::test]
async fn every_page_is_there() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let placed = jane.order(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let new = [("client", "jane"), ("subject", "Help"), ("message", "Hello"), ("deptid", "1")];
        ann.done("/admin/tickets/new", "/admin/tickets/new", &new).await;
        let quote = [
            ("client", "jane"),
            ("subject", "A server"),
            ("stage", "Draft"),
            ("validuntil", "2030-01-01"),
            ("lineitems[0][desc]", "Server"),
            ("lineitems[0][qty]", "2"),
            ("lineitems[0][up]", "10.00"),
            ("lineitems[1][desc]", ""),
        ];
        let page = ann.done("/admin/quotes/new", "/admin/quotes/new", &quote).await;
        assert!(page.contains("A server") && page.contains("total 20.00 USD"), "{page}");
        let order = format!("orders/{}", placed["id"]);
        let invoice = format!("invoices/{}", placed["invoice_id"]);
        for path in PAGES.iter().copied().chain([order.as_str(), invoice.as_str()]) {
            let path = format!("/admin/{path}");
            let page = ann.read(&path).await;
            assert!(page.contains("</html>"), "{path}");
            assert!(!page.contains(" style=") && !page.contains("<script>"), "{path}");
        }
        for path in [
            "clients/99",
            "orders/99",
            "invoices/99",
            "services/99",
            "domains/99",
            "tickets/99",
            "quotes/99",
            "products/99",
            "promotions/99",
            "mass-mail/99",
            "nothing",
        ] {
            let answer = ann.open(&format!("/admin/{path}")).await;
            assert_eq!(answer.status, 404, "{path}");
        }
    }
}

#[tokio::test]
async fn what_is_wrong_stands_beside_what_was_typed() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        for (path, fields, said) in [
            (
                "/admin/clients/new",
                vec![("firstname", "Kept <b>"), ("email", "no address")],
                "Kept &lt;b&gt;",
            ),
            (
                "/admin/orders/new",
                vec![("client", "nobody-here"), ("notes", "kept")],
                "No client begins",
            ),
            ("/admin/invoices/new", vec![("client", ""), ("itemdescription1", "kept")], "kept"),
            ("/admin/tickets/new", vec![("client", "jane"), ("message", "kept")], "kept"),
            ("/admin/quotes/new", vec![("client", "jane"), ("lineitems[0][desc]", "kept")], "kept"),
        ] {
            let answer = ann.submit(path, path, &fields).await;
            let page = text(&answer);
            assert_eq!(answer.status, 422, "{path}: {page}");
            assert!(page.contains("Nothing was changed") && page.contains(said), "{path}: {page}");
        }
        let fields = [("do", "update"), ("firstname", "Kept"), ("email", "no address")];
        let answer = ann.submit("/admin/clients/1?tab=profile", "/admin/clients/1", &fields).await;
        assert_eq!(answer.status, 422, "{}", text(&answer));
        assert!(text(&answer).contains("value=\"Kept\""));
    }
}

/// What stands above the tabs is not said again in every row; the languages there are are chosen.
#[tokio::test]
async fn the_lists_of_a_client_do_not_say_whose_they_are() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let item = vec![work()].into();
        let call = protocol::CreateInvoice { userid: 1, item, ..Default::default() };
        site.system.call(call).await.unwrap();
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        for (path, says) in [("/admin/invoices", true), ("/admin/clients/1?tab=invoices", false)] {
            let page = ann.read(path).await;
            assert!(page.contains("data-l=\"Due\""), "{path}: {page}");
            assert_eq!(page.contains("data-l=\"Client\""), says, "{path}: {page}");
        }
        let page = ann.read("/admin/clients/1?tab=profile").await;
        assert!(page.contains("<option value=\"german\">Deutsch</option>"), "{page}");
    }
}

/// Several fields of a profile may be empty at once.
#[tokio::test]
async fn a_profile_with_empty_fields_is_saved() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let fields = [
            ("do", "update"),
            ("firstname", "Jane"),
            ("lastname", "Doe"),
            ("email", "jane@example.com"),
            ("companyname", ""),
            ("address2", ""),
            ("state", ""),
            ("tax_id", " "),
            ("city", "Cork"),
        ];
        let page = ann.done("/admin/clients/1?tab=profile", "/admin/clients/1", &fields).await;
        assert!(page.contains("Saved") && page.contains("value=\"Cork\""), "{page}");
        assert!(!page.contains("Texas"), "the state is empty: {page}");
    }
}

#[tokio::test]
async fn an_order_goes_its_way_through_the_office() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let fields = [
            ("client", "jane"),
            ("paymentmethod", "faketransfer"),
            ("pid[0]", "1"),
            ("billingcycle[0]", "monthly"),
            ("pid[1]", ""),
            ("do", "place"),
        ];
        let page = ann.done("/admin/orders/new", "/admin/orders/new", &fields).await;
        assert!(page.contains("The order was placed") && page.contains("Starter"), "{page}");
        let page = ann.done("/admin/orders/1", "/admin/orders/1", &[("do", "accept")]).await;
        assert!(page.contains("The order was accepted"), "{page}");
        let invoice = "/admin/invoices/1";
        let pay =
            [("do", "pay"), ("amount", ""), ("gateway", "faketransfer"), ("date", "2026-01-02")];
        let page = ann.done(invoice, invoice, &pay).await;
        assert!(page.contains("The payment was added") && page.contains(">Paid<"), "{page}");
        // No gateway can be told to give it back.
        let by_hand = page.contains("<option value=\"manual\"");
        assert!(by_hand && !page.contains("Through the gateway"), "{page}");
        // What is hard to take back is asked first.
        let refund = [("do", "refund"), ("type", "manual"), ("amount", "1.00")];
        let answer = ann.submit(invoice, invoice, &refund).await;
        assert!(text(&answer).contains("Refund this invoice?"), "{}", text(&answer));
        assert!(ann.read("/admin/transactions").await.matches("class=\"c-main").count() == 1);
        let sure = [("do", "refund"), ("type", "manual"), ("amount", "1.00"), ("confirmed", "1")];
        ann.done(invoice, invoice, &sure).await;
        assert!(ann.read("/admin/transactions").await.matches("class=\"c-main").count() == 2);
    }
}

#[tokio::test]
async fn a_list_is_a_file_without_formulas() {
    let site = one().await;
    sign_up(&site, "jane@example.com").await;
    site.run("update clients set first_name = '=1+1' where id = 1").await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let answer = ann.open("/admin/clients?as=csv").await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert!(text(&answer).contains("\"'=1+1 Doe\",1,jane@example.com"), "{}", text(&answer));
}

#[tokio::test]
async fn gateways_are_asked_whether_they_answer() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let (list, to) = ("/admin/gateways", "/admin/gateways/several");
    let page = text(&ann.submit(list, to, &[("id", "1"), ("id", "2"), ("do", "test")]).await);
    assert!(page.contains("Connected") && page.contains("fake 1.0"), "{page}");
    assert!(page.contains("does not offer a connection test"), "{page}");
    let none = ann.done(list, to, &[("do", "test")]).await;
    assert!(none.contains("Nothing was chosen"), "{none}");
}

#[tokio::test]
async fn somebody_is_turned_away_and_let_in_again() {
    for site in each().await {
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let (page, to) = ("/admin/bans", "/admin/bans");
        let wrong = [("do", "ban"), ("ip", "nonsense"), ("reason", "kept"), ("days", "3")];
        let answer = ann.submit(page, to, &wrong).await;
        assert_eq!(answer.status, 422, "{}", text(&answer));
        assert!(text(&answer).contains("value=\"kept\""), "{}", text(&answer));
        let ban = [("do", "ban"), ("ip", "192.0.2.7"), ("reason", "Spam"), ("days", "3")];
        assert!(ann.done(page, to, &ban).await.contains("192.0.2.7"));
        let lifted = ann.done(page, to, &[("do", "lift"), ("banid", "1")]).await;
        assert!(lifted.contains("Nobody is turned away"), "{lifted}");
    }
}

#[tokio::test]
async fn mail_that_was_turned_away_is_imported_after_a_look() {
    for site in each().await {
        furnish(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let here = "/admin/departments/1";
        let page = ann.done(here, here, &[("email", "help@house.example")]).await;
        assert!(page.contains("help@house.example"), "{page}");
        let mailbox = [
            ("mailboxprotocol", "imap"),
            ("mailboxhost", "mail.house.example"),
            ("mailboxuser", "help"),
            ("mailboxpass", "s3cret-of-the-box"),
        ];
        let page = ann.done(here, here, &mailbox).await;
        assert!(page.contains("mail.house.example") && !page.contains("s3cret"), "{page}");
        let wrong = [("mailboxport", "70000"), ("mailboxpass", "s3cret-of-the-box")];
        let again = text(&ann.submit(here, here, &wrong).await);
        assert!(again.contains("This is too much") && !again.contains("s3cret"), "{again}");
        let tried = ann.done(here, "/admin/departments/1/test", &[]).await;
        assert!(tried.contains("no such user or password"), "{tried}");

        let spam = "/admin/spam-control";
        let filter = [("do", "block"), ("type", "subject"), ("content", "Cheap pills")];
        assert!(ann.done(spam, spam, &filter).await.contains("Cheap pills"));
        let again = ann.submit(spam, spam, &filter).await;
        assert_eq!(again.status, 422, "{}", text(&again));
        let mail = "From: Gus <gus@else.example>\r\nTo: help@house.example\r\n\
            Subject: Cheap pills\r\n\r\nReally <b>cheap</b>\r\n";
        let call = protocol::ImportMail {
            message: base64::Engine::encode(&base64::engine::general_purpose::STANDARD, mail),
            ..protocol::ImportMail::default()
        };
        site.system.call(call).await.unwrap();
        let list = ann.read("/admin/mail-import?status=Refused&q=GUS").await;
        assert!(list.contains("Cheap pills") && list.contains("Blocked Subject"), "{list}");
        let here = "/admin/mail-import/1";
        let page = ann.read(here).await;
        assert!(page.contains("Really &lt;b&gt;cheap&lt;&#x2f;b&gt;"), "{page}");
        let page = ann.done(here, here, &[("do", "import"), ("deptid", "0")]).await;
        assert!(page.contains("The mail is part of this ticket"), "{page}");
        assert!(ann.read(here).await.contains("It is part of"));
        let page = ann.done(spam, spam, &[("do", "allow"), ("filterid", "1")]).await;
        assert!(!page.contains("Cheap pills"), "{page}");
    }
}

#[tokio::test]
async fn what_is_published_is_written_here() {
    for site in each().await {
        furnish(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let new = "/admin/kb/categories/new";
        ann.done(new, new, &[("name", "Servers"), ("parentid", "0"), ("order", "0")]).await;
        let new = "/admin/kb/new";
        let article = [("title", "Reboot"), ("catid", "1"), ("article", "Press **it**.")];
        let shown = ann.submit(new, new, &[&article[..], &[("do", "preview")]].concat()).await;
        let shown = text(&shown);
        assert!(
            shown.contains("<strong>it</strong>") && shown.contains("not saved yet"),
            "{shown}"
        );
        let page = ann.done(new, new, &[&article[..], &[("tags", "boot")]].concat()).await;
        assert!(page.contains("Reboot") && page.contains("value=\"boot\""), "{page}");
        let cleared = [("title", "Reboot"), ("article", "Now."), ("tags", ""), ("do", "save")];
        let page = ann.done("/admin/kb/1", "/admin/kb/1", &cleared).await;
        assert!(page.contains("Now.") && !page.contains("value=\"boot\""), "{page}");
        let new = "/admin/network-issues/new";
        let issue = [("title", "Disk"), ("status", "Outage"), ("startdate", "2026-01-01T08:00")];
        let page = ann.done(new, new, &issue).await;
        assert!(page.contains("2026-01-01T08:00"), "{page}");
        let here = "/admin/network-issues/1";
        let page = ann.done(here, here, &[("do", "close")]).await;
        assert!(page.contains("It is resolved"), "{page}");
        let new = "/admin/announcements/new";
        let news = [("title", "News"), ("announcement", "Hi"), ("date", "2026-01-01T08:00")];
        ann.done(new, new, &[&news[..], &[("published", "1")]].concat()).await;
        let here = "/admin/announcements/1";
        let german = [("language", "german"), ("title", "Neues"), ("announcement", "Hallo")];
        let page = ann.done(&format!("{here}?language=new"), here, &german).await;
        assert!(page.contains("Neues"), "{page}");
        let new = "/admin/downloads/categories/new";
        ann.done(new, new, &[("name", "Tools"), ("parentid", "0"), ("order", "0")]).await;
        let new = "/admin/downloads/new";
        let none = ann.submit(new, new, &[("title", "Tool"), ("catid", "1")]).await;
        assert_eq!(none.status, 422);
        let file = [
            ("title", "Tool"),
            ("catid", "1"),
            ("file[3][name]", "tool.zip"),
            ("file[3][data]", "UEs="),
        ];
        let page = ann.done(new, new, &file).await;
        assert!(page.contains("Tool"), "{page}");
        let list = ann.read("/admin/downloads").await;
        assert!(list.contains("tool.zip") && list.contains("Everybody"), "{list}");
        for path in ["kb/1", "network-issues/1", "announcements/1", "downloads/1"] {
            let path = format!("/admin/{path}");
            let asked = text(&ann.submit(&path, &path, &[("do", "delete")]).await);
            assert!(asked.contains("for good"), "{asked}");
            let gone = [("do", "delete"), ("confirmed", "1")];
            let answer = ann.submit(&path, &path, &gone).await;
            assert_eq!(answer.status, 303, "{}", text(&answer));
            let status = ann.open(&path).await.status;
            assert_eq!(status, 404, "{path}");
        }
    }
}
