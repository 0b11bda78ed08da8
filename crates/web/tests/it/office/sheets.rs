//! What the office sets up: added, changed, tried and deleted on pages.

use axum::http::Method;

use super::browser::{Browser, text};
use crate::shop::{furnish, sign_up};
use crate::site::{ask, each, each_engine, get, one};

#[tokio::test]
async fn a_product_is_made_priced_and_deleted() {
    for site in each().await {
        furnish(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let list = "/admin/products/new";
        let new = [("name", "Extra"), ("gid", "1"), ("type", "other"), ("paytype", "recurring")];
        let page = ann.done(list, list, &new).await;
        assert!(page.contains("The product was added") && page.contains("Extra"), "{page}");
        let here = "/admin/products/2";
        let fields = [
            ("do", "save"),
            ("name", "Extra Large"),
            ("gid", "1"),
            ("type", "other"),
            ("paytype", "recurring"),
            ("tax", "0"),
            ("tax", "1"),
            ("qty", ""),
            ("moduleconfig", "disk = 10\nname = a = b"),
            ("pricing[1][monthly]", "12.50"),
            ("pricing[1][msetupfee]", "3"),
            ("pricing[1][annually]", ""),
        ];
        let page = ann.done(here, here, &fields).await;
        assert!(page.contains("Saved") && page.contains("value=\"Extra Large\""), "{page}");
        assert!(page.contains("value=\"12.50\"") && page.contains("value=\"3.00\""), "{page}");
        assert!(page.contains("disk = 10\nname = a = b"), "{page}");
        let wrong = [("do", "save"), ("name", "Kept"), ("pricing[1][monthly]", "much")];
        let answer = ann.submit(here, here, &wrong).await;
        assert_eq!(answer.status, 422, "{}", text(&answer));
        assert!(text(&answer).contains("value=\"Kept\""));
        for (field, typed, said) in [
            ("pricing[1][qsetupfee]", "3.50", "Quarterly: a setup fee goes with a price"),
            ("pricing[1][monthly]", "-5", "Monthly: below zero is no price"),
        ] {
            let answer = ann.submit(here, here, &[("do", "save"), (field, typed)]).await;
            let page = text(&answer);
            assert_eq!(answer.status, 422, "{page}");
            assert!(page.contains(said) && page.contains(&format!("value=\"{typed}\"")), "{page}");
        }
        let answer = ann.submit(here, here, &[("do", "delete")]).await;
        assert!(text(&answer).contains("Delete this product?"), "{}", text(&answer));
        let page = ann.done(here, here, &[("do", "delete"), ("confirmed", "1")]).await;
        assert!(page.contains("The product was deleted"), "{page}");
        assert_eq!(ann.open(here).await.status, 404);
    }
}

/// The settings of the module are inputs of their own, with what its server lists for them.
#[tokio::test]
async fn a_product_offers_what_its_server_lists() {
    for site in each().await {
        furnish(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let here = "/admin/products/1";
        let fields = [
            ("do", "save"),
            ("module", "fakepanel"),
            ("moduleconfig", "disk = 10\nplan = old"),
            ("moduleconfig[plan]", "typed by hand"),
        ];
        let page = ann.done(here, here, &fields).await;
        assert!(page.contains("disk = 10") && !page.contains("plan = old"), "{page}");
        if site.is_remote() {
            continue;
        }
        assert!(page.contains("Settings of Fake Panel"), "{page}");
        assert!(page.contains("value=\"typed by hand\""), "{page}");
        assert!(!page.contains("data-choices"), "there is no server to ask: {page}");
        site.run(
            "insert into servers (name, module, hostname, ip)
                values ('Mars', 'fakepanel', 'mars.example.com', '192.0.2.1');",
        )
        .await;
        let page = text(&ann.open(here).await);
        let asks = "choices?kind=plan\" data-said";
        assert!(page.contains(asks) && !page.contains("value=\"small\""), "{page}");
        let page = text(&ann.open(&format!("{here}?choices=1")).await);
        assert!(page.contains("<option value=\"small\">Small · 1 core</option>"), "{page}");
        let path = format!("{here}/choices?kind=plan");
        let told = text(&ann.open(&path).await);
        assert!(told.contains("Large · 1 core · 12.00 EUR a month"), "{told}");
        assert!(told.contains("2 to choose from, as Mars lists them"), "{told}");
        site.system.engine.world.faults.down("fakepanel");
        let told = text(&ann.open(&path).await);
        assert!(told.contains("\"choices\":[]") && told.contains("Mars: "), "{told}");
        assert_eq!(ann.open("/admin/products/99/choices?kind=plan").await.status, 404);
    }
}

#[tokio::test]
async fn promotions_currencies_and_options_are_set_up() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let new = [("code", "SPRING"), ("type", "Percentage"), ("value", "10"), ("maxuses", "")];
    let page = ann.done("/admin/promotions/new", "/admin/promotions/new", &new).await;
    assert!(page.contains("The promotion was added") && page.contains("SPRING"), "{page}");
    let here = "/admin/promotions/1";
    let page = ann.done(here, here, &[("do", "save"), ("value", "15")]).await;
    assert!(page.contains("Saved") && page.contains("value=\"15"), "{page}");
    let new = [("code", "CHF"), ("rate", "0.9"), ("format", "1")];
    let page = ann.done("/admin/currencies/new", "/admin/currencies/new", &new).await;
    assert!(page.contains("The currency was added") && page.contains("CHF"), "{page}");
    let group = [("name", "Sizes"), ("products", "1")];
    let page = ann.done("/admin/config-options/new", "/admin/config-options/new", &group).await;
    assert!(page.contains("Sizes") && page.contains("New option"), "{page}");
    let path = "/admin/config-options/options/new";
    let option = [("name", "Memory"), ("type", "1"), ("groupid", "1")];
    let page = ann.done(path, path, &option).await;
    assert!(page.contains("Memory") && page.contains("New choice"), "{page}");
    let path = "/admin/config-options/choices/new";
    let choice = [("name", "2 GB"), ("optionid", "1"), ("pricing[1][monthly]", "5")];
    let page = ann.done(path, path, &choice).await;
    assert!(page.contains("2 GB") && page.contains("Choices"), "back at the option: {page}");
}

#[tokio::test]
async fn a_mail_is_looked_at_and_a_campaign_prepared() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let path = "/admin/email-templates/new";
    let new = [
        ("name", "Spring"),
        ("type", "general"),
        ("subject", "Hello {$client_first_name}"),
        ("message", "Dear {$client_name}"),
    ];
    let page = ann.done(path, path, &new).await;
    assert!(page.contains("Hello Jane") && page.contains("Dear Jane Doe"), "{page}");
    assert!(page.contains("<code>{$client_company_name}</code>"), "{page}");
    let here = "/admin/email-templates/1";
    for (field, subject, message) in [("subject", "", "Kept"), ("message", "Kept", " ")] {
        let empty = [("do", "save"), ("subject", subject), ("message", message)];
        let answer = ann.submit(here, here, &empty).await;
        let page = text(&answer);
        assert_eq!(answer.status, 422, "{field}: {page}");
        assert!(page.contains("Please fill this in") && page.contains("Kept"), "{page}");
    }
    let list = ann.read("/admin/email-templates").await;
    assert!(list.contains("status=admin") && list.contains("Invoice Created"), "{list}");
    let list = ann.read("/admin/email-templates?status=admin").await;
    assert!(list.contains("Service Creation Failed"), "{list}");
    assert!(!list.contains("Invoice Created"), "{list}");
    let page = page.replace("&#x2f;", "/");
    let (_, here) = page.split_once("action=\"/admin/email-templates/").unwrap();
    let here = format!("/admin/email-templates/{}", here.split(['"', '/']).next().unwrap());
    let odd = [("do", "save"), ("subject", "Kept"), ("message", "Dear\n{$invoice_num}")];
    let answer = ann.submit(&here, &here, &odd).await;
    let page = text(&answer);
    assert_eq!(answer.status, 422, "{page}");
    assert!(page.contains("Line 2: There is no field {$invoice_num}"), "{page}");
    assert!(page.contains("id=\"p-message\"") && page.contains("value=\"Kept\""), "{page}");
    assert!(page.contains("Dear\n{$invoice_num}</textarea>"), "{page}");
    let rule = [
        ("name", "Paid"),
        ("events", "InvoicePaid"),
        ("channel", "slack"),
        ("target", "https://hooks.example/T0/secretpath"),
    ];
    let path = "/admin/notification-rules/new";
    let page = ann.done(path, path, &rule).await;
    assert!(page.contains("••••path") && !page.contains("secretpath"), "{page}");
    let path = "/admin/mass-mail/new";
    let mail = [
        ("name", "News"),
        ("subject", "Hi {$client_first_name}"),
        ("message", "New things"),
        ("marketing", "0"),
        ("perminute", ""),
    ];
    let answer = ann.submit(path, "/admin/mass-mail/preview", &mail).await;
    let page = text(&answer);
    assert!(page.contains("1 would be written to") && page.contains("Hi Jane"), "{page}");
    let page = ann.done(path, path, &mail).await;
    assert!(page.contains("The campaign was added") && page.contains("Start…"), "{page}");
    let (here, run) = ("/admin/mass-mail/1", "/admin/mass-mail/1/run");
    let answer = ann.submit(here, run, &[("do", "start")]).await;
    assert!(text(&answer).contains("Write to 1 clients?"), "{}", text(&answer));
    let page = ann.done(here, run, &[("do", "start"), ("confirmed", "1")]).await;
    assert!(page.contains("The sending has begun"), "{page}");
}

#[tokio::test]
async fn invoices_are_split_merged_and_copied() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let new = [
            ("client", "jane"),
            ("itemdescription1", "One"),
            ("itemamount1", "10"),
            ("itemdescription2", "Two"),
            ("itemamount2", "5"),
        ];
        ann.done("/admin/invoices/new", "/admin/invoices/new", &new).await;
        let here = "/admin/invoices/1";
        let page = ann.read(here).await;
        assert!(page.contains("Split…"), "{page}");
        let split = [("do", "split"), ("line", "2"), ("newdue", "")];
        let answer = ann.submit(here, here, &split).await;
        assert!(text(&answer).contains("Split this invoice?"), "{}", text(&answer));
        let sure = [("do", "split"), ("line", "2"), ("newdue", ""), ("confirmed", "1")];
        let page = ann.done(here, here, &sure).await;
        assert!(page.contains("The other lines are on invoice 2"), "{page}");
        let page = ann.read(here).await;
        assert!(page.contains("Taken back by credit note"), "{page}");
        assert!(page.contains("CN-1"), "{page}");
        let (list, to) = ("/admin/invoices", "/admin/invoices/several");
        let both = [("id", "2"), ("id", "3"), ("do", "merge"), ("confirmed", "1")];
        let page = ann.done(list, to, &both).await;
        assert!(page.contains("This is the one in their place"), "{page}");
        let page = ann.done(here, here, &[("do", "duplicate")]).await;
        assert!(page.contains("This is the copy, a draft"), "{page}");
        let copy = "/admin/invoices/5";
        let page = ann.done(copy, copy, &[("do", "delete"), ("confirmed", "1")]).await;
        assert!(page.contains("The draft is gone"), "{page}");
    }
}

#[tokio::test]
async fn advertising_ends_only_by_the_button() {
    let site = one().await;
    sign_up(&site, "jane@example.com").await;
    site.run("update clients set marketing_opt_in = 1 where id = 1").await;
    let token = site.system.engine.engine.secrets().fingerprint("unsubscribe:1");
    let token = token.replace('+', "-").replace('/', "_");
    let path = format!("/unsubscribe?c=1&t={token}");
    let page = site.call(get(&path)).await;
    assert!(text(&page).contains("No more advertising?"), "{}", text(&page));
    let wrong = site.call(ask(Method::POST, "/unsubscribe?c=1&t=k.wrong")).await;
    assert_eq!(wrong.status, 404);
    let done = site.call(ask(Method::POST, &path)).await;
    assert!(text(&done).contains("You are unsubscribed"), "{}", text(&done));
}

#[tokio::test]
async fn predefined_replies_are_kept_in_categories_and_listed() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let path = "/admin/predefined-categories/new";
    let page = ann.done(path, path, &[("name", "Sales"), ("parentid", "0")]).await;
    assert!(page.contains("The category was added") && page.contains("Sales"), "{page}");
    let path = "/admin/predefined-replies/new";
    let new = [("name", "Hello"), ("catid", "1"), ("reply", "Dear {$client_name},\n\nthanks.")];
    let page = ann.done(path, path, &new).await;
    assert!(page.contains("The predefined reply was added"), "{page}");
    assert!(page.contains("Dear {$client_name}, thanks."), "{page}");
    let hint = ann.read("/admin/predefined-replies/1").await;
    assert!(hint.contains("Filled in: [NAME], [FIRSTNAME]"), "{hint}");
    sign_up(&site, "jane@example.com").await;
    let opened = "/admin/tickets/new";
    let ticket = [("client", "1"), ("deptid", "1"), ("subject", "Help"), ("message", "Hello")];
    let page = ann.done(opened, opened, &ticket).await;
    assert!(page.contains("Dear Jane Doe,") && !page.contains("{$client_name}"), "{page}");
    let answer = ann.submit(path, path, &[("name", ""), ("catid", "1"), ("reply", "x")]).await;
    assert_eq!(answer.status, 422, "{}", text(&answer));
    let here = "/admin/predefined-replies/1";
    let change = [("do", "save"), ("name", "Good day"), ("catid", "1"), ("reply", "Dear all")];
    let page = ann.done(here, here, &change).await;
    assert!(page.contains("Saved") && page.contains("value=\"Good day\""), "{page}");
    let file = ann.open("/admin/predefined-replies?as=json").await;
    let rows: serde_json::Value = serde_json::from_str(&text(&file)).unwrap();
    let expected = serde_json::json!([
        { "id": 1, "Reply": "Good day", "Category": "Sales", "Begins": "Dear all" }
    ]);
    assert_eq!(rows, expected);
    let category = "/admin/predefined-categories/1";
    let confirmed = [("do", "delete"), ("confirmed", "1")];
    let answer = ann.submit(category, category, &confirmed).await;
    assert_eq!(answer.status, 422, "it is in use: {}", text(&answer));
    let page = ann.done(here, here, &confirmed).await;
    assert!(page.contains("The predefined reply was deleted"), "{page}");
    let page = ann.done(category, category, &confirmed).await;
    assert!(page.contains("The category was deleted"), "{page}");
}

#[tokio::test]
async fn an_addon_of_a_service_has_a_page_of_its_own() {
    for site in each_engine().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        jane.order(&site).await;
        site.run(
            "insert into service_addons (client_id, service_id, name, anchor_on, registered_on,
                recurring_minor, cycle, next_due_on, status, created_at, updated_at)
             values (1, 1, 'Backups', '2026-01-01', '2026-01-01', 500, 'Monthly', '2026-02-01',
                'Active', 0, 0)",
        )
        .await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let here = "/admin/service-addons/1";
        for path in ["/admin/service-addons", "/admin/services/1"] {
            let page = ann.read(path).await.replace("&#x2f;", "/");
            assert!(page.contains(&format!("href=\"{here}\"")), "{path}: {page}");
            assert!(page.contains("Backups") && page.contains("5.00"), "{path}: {page}");
        }
        let page = ann.read(here).await.replace("&#x2f;", "/");
        for link in ["/admin/services/1", "/admin/clients/1?tab=services"] {
            assert!(page.contains(&format!("href=\"{link}\"")), "{link}: {page}");
        }
        let edit = [
            ("do", "save"),
            ("name", "Backups"),
            ("called", "Backups"),
            ("status", "Suspended"),
            ("billingcycle", "Annually"),
            ("nextduedate", "2026-03-01"),
            ("recurring", "7.50"),
            ("notes", "Twice a day"),
        ];
        let page = ann.done(here, here, &edit).await;
        for kept in ["value=\"7.50\"", "value=\"2026-03-01\"", ">Twice a day<", "value=\"Backups\""]
        {
            assert!(page.contains(kept), "{kept}: {page}");
        }
        let wrong = [("do", "save"), ("recurring", "-1"), ("notes", "Not lost")];
        let answer = ann.submit(here, here, &wrong).await;
        assert_eq!(answer.status, 422);
        let page = text(&answer);
        assert!(page.contains("id=\"p-recurring\"") && page.contains("Not lost"), "{page}");
        assert_eq!(ann.open("/admin/service-addons/77").await.status, 404);
    }
}
