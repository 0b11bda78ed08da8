//! Servers, staff, modules, credentials, web hooks and affiliates on pages; views and the
//! arrangement of the dashboard, which are each member's own.

use protocol::CreateInvoice;

use super::browser::{Browser, text};
use super::sorted::work;
use crate::shop::{furnish, sign_up};
use crate::site::{before_another, each, each_engine, one};

/// Pages that must be there before anything is set up.
const PAGES: [&str; 26] = [
    "/admin/servers/new",
    "/admin/server-groups",
    "/admin/server-groups/new",
    "/admin/staff/new",
    "/admin/staff/1",
    "/admin/modules",
    "/admin/modules?status=Host+of+DNS+zones",
    "/admin/modules/gateway/sandboxcard",
    "/admin/api-credentials",
    "/admin/api-credentials/new",
    "/admin/oauth-clients",
    "/admin/oauth-clients/new",
    "/admin/sign-in-providers",
    "/admin/sign-in-providers/new",
    "/admin/sign-ins",
    "/admin/my-account",
    "/admin/web-hooks",
    "/admin/web-hooks/new",
    "/admin/event-log",
    "/admin/event-log?q=InvoicePaid&page=2",
    "/admin/affiliates",
    "/admin/affiliates/new",
    "/admin/billable-items",
    "/admin/billable-items/new",
    "/admin/arrange",
    "/admin/_ui",
];

#[tokio::test]
async fn the_income_is_shown_to_some_roles_only() {
    // Another WHMCS knows only our own log-in, and tells all of it to us.
    for (shown, role) in
        [(false, r#"["GetStats", "GetToDoItems"]"#), (true, r#"["GetStats", "GetTransactions"]"#)]
    {
        for site in [one().await, before_another().await] {
            furnish(&site).await;
            let mut ann = Browser::of_ann(&site, role).await;
            let page = ann.read("/admin").await;
            assert!(shown || page.contains("Tickets under way"), "{page}");
            assert_eq!(page.contains("Income this month"), shown, "{page}");
            assert_eq!(page.contains("h-income"), shown, "{page}");
        }
    }
}

#[tokio::test]
async fn what_the_house_works_with_is_set_up_on_pages() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        for path in PAGES {
            let known = !path.ends_with("sandboxcard");
            let answer = ann.open(path).await;
            assert!(answer.status == 200 || !known, "{path}: {}", text(&answer));
        }
        let new = [("name", "Mars"), ("module", "fakepanel"), ("maxaccounts", ""), ("active", "1")];
        let page = ann.done("/admin/servers/new", "/admin/servers/new", &new).await;
        assert!(page.contains("The server was added") && page.contains("value=\"Mars\""), "{page}");
        let secret = [("do", "save"), ("name", "Mars"), ("serverpassword", "s3cret-pass")];
        let page = ann.done("/admin/servers/1", "/admin/servers/1", &secret).await;
        assert!(page.contains("Saved") && !page.contains("s3cret-pass"), "{page}");
        let path = "/admin/server-groups/new";
        let group = [("name", "All"), ("filltype", "least"), ("servers", ""), ("servers", "1")];
        let page = ann.done(path, path, &group).await;
        assert!(page.contains("The server group was added") && page.contains("All"), "{page}");
        assert!(page.contains("Mars") && page.contains("The least full one"), "{page}");
        let page = ann.read("/admin/server-groups/1").await;
        assert!(page.contains("value=\"1\" checked"), "{page}");
        let path = "/admin/billable-items/new";
        let item = [
            ("clientid", "1"),
            ("description", "Work"),
            ("amount", "10"),
            ("unit", "hours"),
            ("quantity", "2"),
            ("invoiceaction", "noinvoice"),
            ("recurcycle", ""),
        ];
        let page = ann.done(path, path, &item).await;
        assert!(page.contains("The billable item was added") && page.contains("Work"), "{page}");
        let path = "/admin/affiliates/new";
        let page = ann.done(path, path, &[("userid", "1")]).await;
        assert!(page.contains("The affiliate was added"), "{page}");
        let path = "/admin/affiliates/1";
        let terms = [("do", "save"), ("paytype", "percentage"), ("payamount", "12")];
        let page = ann.done(path, path, &terms).await;
        assert!(page.contains("Saved") && page.contains("Nothing was paid out yet"), "{page}");
        let much = [("amount", "5"), ("type", "outside")];
        let page = ann.done(path, "/admin/affiliates/1/payout", &much).await;
        assert!(page.contains("balance is lower than that"), "{page}");
        assert_eq!(ann.open("/admin/affiliates/9").await.status, 404);
    }
}

#[tokio::test]
async fn a_commission_is_called_by_the_number_of_its_invoice() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let path = "/admin/affiliates/new";
        ann.done(path, path, &[("userid", "1")]).await;
        let invoicenum = Some("R-0815".to_owned());
        let item = vec![work()].into();
        let call = CreateInvoice { userid: 1, invoicenum, item, ..CreateInvoice::default() };
        site.system.call(call).await.unwrap();
        site.run(
            "insert into affiliate_commissions (affiliate_id, invoice_item_id, invoice_id,
                service_id, amount_minor, status, clears_on, created_at)
            select 1, 1, max(id), 1, 100, 'Pending', '2026-01-01', 0 from invoices",
        )
        .await;
        let page = ann.read("/admin/affiliates/1").await;
        assert!(page.contains("#R-0815</span>"), "{page}");
    }
}

#[tokio::test]
async fn staff_are_put_into_departments_on_their_sheet() {
    for site in each_engine().await {
        furnish(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let (here, sees) = ("/admin/staff/1", "supportdepartmentids");
        let ticked = "name=\"supportdepartmentids\" value=\"1\" checked";
        assert!(!ann.read(here).await.contains(ticked));
        let page = ann.done(here, here, &[("do", "save"), (sees, ""), (sees, "1")]).await;
        assert!(page.contains("Saved") && page.contains(ticked), "{page}");
        let page = ann.done(here, here, &[("do", "save"), (sees, "")]).await;
        assert!(page.contains("Saved") && !page.contains(ticked), "{page}");
    }
}

#[tokio::test]
async fn a_new_role_begins_with_what_such_a_role_may() {
    for site in each_engine().await {
        furnish(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let page = ann.read("/admin/roles/new").await;
        assert!(!page.contains("value=\"AddTicketReply\" checked"), "{page}");
        for (preset, ticked, not) in [
            ("Sales", "AddOrder", "RefundInvoice"),
            ("Support", "AddTicketReply", "AddOrder"),
            ("Billing", "RefundInvoice", "AddTicketReply"),
        ] {
            assert!(page.contains(&format!("roles/new?like={preset}")), "{preset}: {page}");
            let begun = ann.read(&format!("/admin/roles/new?like={preset}")).await;
            assert!(begun.contains(&format!("value=\"{preset}\"")), "{preset}: {begun}");
            for (name, is_ticked) in [(ticked, true), (not, false)] {
                let tick = format!("value=\"{name}\" checked");
                assert_eq!(begun.contains(&tick), is_ticked, "{preset}, {name}: {begun}");
            }
        }
    }
}

#[tokio::test]
async fn secrets_are_told_once() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let path = "/admin/web-hooks/new";
    let hook = [("url", "https://hooks.example/in"), ("events", "InvoicePaid")];
    let page = text(&ann.submit(path, path, &hook).await);
    assert!(page.contains("Keep this now") && page.contains("whsec_"), "{page}");
    let page = ann.read("/admin/web-hooks/1").await;
    assert!(page.contains("hooks.example") && !page.contains("whsec_"), "{page}");
    let role = [("name", "Shop"), ("kind", "api"), ("may", "GetProducts")];
    ann.done("/admin/roles/new", "/admin/roles/new", &role).await;
    let path = "/admin/api-credentials/new";
    let form = ann.read(path).await;
    let id = form.split("<option value=\"").skip(1).find(|part| part.contains("Shop"));
    let id = id.and_then(|part| part.split('"').next()).unwrap().to_owned();
    let credential = [("description", "The shop"), ("roleid", id.as_str()), ("adminid", "0")];
    let page = text(&ann.submit(path, path, &credential).await);
    assert!(page.contains("Keep this now") && page.contains("Identifier"), "{page}");
    assert!(ann.read("/admin/api-credentials").await.contains("The shop"));
    let path = "/admin/oauth-clients/new";
    let client = [
        ("name", "Wiki"),
        ("grantType", "authorization_code"),
        ("redirectUri", "https://wiki.example/back"),
        ("scope", ""),
        ("scope", "openid"),
        ("scope", "email"),
    ];
    let page = text(&ann.submit(path, path, &client).await);
    assert!(page.contains("Client secret"), "{page}");
    let page = ann.read("/admin/oauth-clients/1").await;
    assert!(page.contains("value=\"email\" checked") && page.contains("wiki.example"), "{page}");
    assert!(!page.contains("value=\"phone\" checked"), "{page}");
    let member = [
        ("adminusername", "ben"),
        ("email", "ben@example.com"),
        ("firstname", "Ben"),
        ("lastname", "Low"),
        ("roleid", "1"),
        ("password2", "a long enough password"),
    ];
    let path = "/admin/staff/new";
    let page = ann.done(path, path, &member).await;
    assert!(page.contains("Ben Low") && !page.contains("long enough password"), "{page}");
}

#[tokio::test]
async fn views_and_the_arrangement_are_kept() {
    for site in each_engine().await {
        furnish(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let list = "/admin/invoices?hide=due&status=Unpaid";
        let page = ann.read(list).await;
        assert!(page.contains("Keep this list as it is now"), "{page}");
        assert!(page.contains(r#"<p class="on-paper pad-x">Status: Unpaid</p>"#), "{page}");
        assert!(!ann.read("/admin/invoices").await.contains("on-paper"));
        let keep =
            [("list", "/admin/invoices"), ("address", list), ("name", "Mine"), ("do", "keep")];
        let page = ann.done(list, "/admin/views", &keep).await;
        assert!(page.contains("is kept") && page.contains("data-key=\"1\""), "{page}");
        assert!(!ann.read("/admin/orders").await.contains("data-key=\"1\""), "of its own list");
        let odd = [("list", "/admin/invoices"), ("address", "//evil.example"), ("name", "x")];
        assert_eq!(ann.submit(list, "/admin/views", &odd).await.status, 404);
        let forget =
            [("list", "/admin/invoices"), ("address", list), ("name", "Mine"), ("do", "forget")];
        let page = ann.done(list, "/admin/views", &forget).await;
        assert!(page.contains("is forgotten") && !page.contains("data-key=\"1\""), "{page}");
        let path = "/admin/arrange";
        ann.done(path, path, &[("widget", "needs"), ("do", "hide")]).await;
        assert!(!ann.read("/admin").await.contains("todo-strip"));
        ann.done(path, path, &[("widget", "needs"), ("do", "reset")]).await;
        assert!(ann.read("/admin").await.contains("todo-strip"));
    }
}
