//! Every template is shown with what pages put into it. What a template uses and no page gives is
//! an error, but only when somebody looks: so somebody looks at all of them.

use std::collections::BTreeSet;

use protocol::{
    AddConfigOptionGroup, AddInvoicePayment, AddProductAddon, ModuleCreate, OpenTicket,
};
use web::Templates;

use crate::office::browser::Browser as Office;
use crate::office::paths::PAGES as OFFICE;
use crate::pages::browser::Browser as Member;
use crate::pages::domain_addons::jane_with_a_name;
use crate::pages::everything::{DETAILS, PAGES as CLIENT, full};
use crate::pages::published::publish;
use crate::shop::{PASSWORD, used};
use crate::site::{Site, one};

/// Templates of pages that are hard to come to, and the test that comes there.
const ELSEWHERE: &[(&str, &str)] = &[
    ("admin/login_code.html", "office/factor.rs"),
    ("admin/mail_import.html", "office/pages.rs"),
    ("client/bank.html", "pages/confirming.rs"),
    // The demo's client has a name with records.
    ("client/domain_dns.html", "cli/tests/browser/pages.cjs"),
    ("client/domain_forwards.html", "pages/forwards.rs"),
    ("client/domain_keys.html", "pages/keys.rs"),
    ("client/login_code.html", "pages/sign_in.rs"),
    ("client/onward.html", "pages/cart.rs"),
    ("client/mass_pay_sum.html", "pages/billing.rs"),
    ("client/providers.html", "pages/sign_in.rs"),
    ("error.html", "nul.rs"),
    ("setup/base.html", "set_up.rs"),
    ("setup/door.html", "set_up.rs"),
    ("setup/page.html", "set_up.rs"),
    ("storefront/summary.html", "pages/till.rs"),
];

/// Pages of the office beside those that stand in [`OFFICE`].
const OFFICE_TOO: [&str; 41] = [
    "_ui",
    "addons",
    "affiliates/new",
    "api-credentials/new",
    "arrange",
    "bundles/new",
    "config-options/1",
    "credit-note-files",
    "disputes",
    "gateway-differences",
    "import",
    "invoice-files",
    "invoices/1",
    "links/new",
    "module-log/1",
    "modules",
    "modules/gateway/fakecard",
    "my-account",
    "notification-rules/new",
    "nowhere",
    "orders/1",
    "orders/new?client=1",
    "payment-proofs",
    "product-addons/1",
    "projects/1",
    "projects/new",
    "reports",
    "reports/income_forecast",
    "resolver",
    "roles/new",
    "service-addons/1",
    "services/99",
    "sign-in-providers/new",
    "sign-ins",
    "staff/new",
    "themes",
    "todo/1",
    "transactions/1",
    "generate?told=1",
    "automation/preview?told=1",
    "web-hooks/new",
];

const GUEST: [&str; 21] = [
    "/",
    "/store",
    "/store/hosting",
    "/compare/1,2",
    "/order/1",
    "/domains/search?query=nordic",
    "/domains/transfer?name=nordic.com",
    "/cart",
    "/contact",
    "/announcements",
    "/announcements/1",
    "/kb",
    "/kb/category/1",
    "/kb/1",
    "/kb/suggest?subject=How+to+reboot",
    "/login",
    "/register",
    "/password/reset",
    "/password/reset/forged",
    "/unsubscribe?c=1&t=forged",
    "/admin/login",
];

const MEMBER_TOO: [&str; 12] = [
    "/account/emails/1",
    "/account/files",
    "/billing/statement",
    "/kb/category/1",
    "/kb/1",
    "/services/1/addresses",
    "/services/1/metrics",
    "/services/1/do/reboot",
    "/services/99",
    "/tickets/1",
    "/cart",
    "/checkout",
];

#[tokio::test]
async fn every_template_is_shown() {
    let site = one().await;
    furnish(&site).await;
    let mut jane = Member::logged_in(&site, "jane@example.com", PASSWORD).await;
    act(&mut jane).await;
    for path in CLIENT.iter().chain(&DETAILS).chain(&MEMBER_TOO) {
        whole(path, jane.get(path).await.status.as_u16());
    }
    let mut guest = Member::on(&site);
    let asked = OpenTicket {
        deptid: 1,
        subject: "A question".to_owned(),
        message: "Hello?".to_owned(),
        name: Some("Ann".to_owned()),
        email: Some("guest@example.com".to_owned()),
        ..OpenTicket::default()
    };
    let asked = site.system.call(asked).await.unwrap();
    let path = format!("/contact/ticket?tid={}&c={}", &*asked.tid, &*asked.c);
    whole(&path, guest.get(&path).await.status.as_u16());
    for path in GUEST {
        whole(path, guest.get(path).await.status.as_u16());
    }
    let mut ann = Office::of_ann(&site, r#"["*"]"#).await;
    for path in OFFICE.iter().chain(&OFFICE_TOO).chain(&[""]) {
        let path = format!("/admin/{path}").trim_end_matches('/').to_owned();
        whole(&path, ann.open(&path).await.status.as_u16());
    }
    work(&mut ann).await;
    let mut shown = site.templates.used();
    shown.extend(of_a_name().await);

    let all: BTreeSet<String> = Templates::sources().into_iter().map(|(name, _)| name).collect();
    let known: BTreeSet<&str> = ELSEWHERE.iter().map(|(name, _)| *name).collect();
    let is_unseen = |name: &&String| !shown.contains(*name) && !known.contains(name.as_str());
    let unseen: Vec<&String> = all.iter().filter(is_unseen).collect();
    assert_eq!(unseen, Vec::<&String>::new(), "nobody looked at these");
    let gone: Vec<&str> = known.into_iter().filter(|name| !all.contains(*name)).collect();
    assert_eq!(gone, Vec::<&str>::new(), "there are no such templates");
}

/// A template that fails makes a page of 500.
#[track_caller]
fn whole(path: &str, status: u16) {
    assert!(status < 500, "{path} answers {status}");
}

/// One of everything that pages tell of.
async fn furnish(site: &Site) {
    full(site).await;
    publish(site).await;
    let care = AddProductAddon {
        name: "Care".to_owned(),
        paytype: "free".to_owned(),
        showorder: Some(true.into()),
        products: Some(protocol::wire::Csv(vec![1])),
        ..AddProductAddon::default()
    };
    site.system.call(care).await.unwrap();
    let sizes =
        AddConfigOptionGroup { name: "Sizes".to_owned(), ..AddConfigOptionGroup::default() };
    site.system.call(sizes).await.unwrap();
    let paid = AddInvoicePayment {
        invoiceid: 1,
        transid: Some("T1".to_owned()),
        gateway: "fakecard".to_owned(),
        ..AddInvoicePayment::default()
    };
    site.system.call(paid).await.unwrap();
    used(site).await;
    site.run(
        "insert into projects (title, title_folded, client_id, status, created_on, created_at,
            updated_at) values ('Move', 'move', 1, 'Pending', '2026-01-01', 0, 0);
         insert into todo_items (on_date, title, status) values ('2026-01-01', 'Call', 'New');
         insert into service_addons (client_id, service_id, name, anchor_on, registered_on,
            recurring_minor, cycle, next_due_on, status, created_at, updated_at)
            values (1, 1, 'Backups', '2026-01-01', '2026-01-01', 500, 'Monthly', '2026-02-01',
                'Active', 0, 0);
         insert into product_bundles (name, price_minor, hidden) values ('Duo', 1800, 0);
         insert into product_bundle_items (bundle_id, position, product_id, cycle)
            values (1, 0, 1, 'Monthly'), (1, 1, 2, 'One Time');
         insert into module_calls (at, port, module, action, outcome, millis)
            values (0, 'provisioning', 'fakepanel', 'create', 'done', 5);
         update products set module = 'fakepanel';",
    )
    .await;
    // That it runs already is as good.
    let _ = site.system.call(ModuleCreate { serviceid: 1 }).await;
    engine::jobs::run_until_idle(&site.system.engine.engine).await.unwrap();
}

/// What a client does on pages that stand behind a button.
async fn act(jane: &mut Member<'_>) {
    jane.page("/tickets/new").await;
    let ticket = [("department", "1"), ("subject", "Slow"), ("message", "It is slow")];
    jane.csrf = "of-an-older-session".to_owned();
    assert_eq!(jane.post("/tickets/new", &ticket).await.status, 403);
    let opened = jane.post("/tickets/new", &ticket).await;
    assert_eq!(opened.status, 303);
    jane.page("/services/1").await;
    whole("console", jane.post("/services/1/do/console", &[]).await.status.as_u16());
    jane.page("/order/1").await;
    let chosen = [("cycle", "monthly"), ("host", "b.example"), ("method", "faketransfer")];
    jane.post("/cart/add/1", &chosen).await;
    let ordered = jane.post("/order/1", &chosen).await;
    let last = ordered.header("location").to_owned();
    assert!(last.starts_with("/order/complete/"), "{last}");
    jane.page(&last).await;
    let mut member = Member::logged_in(jane.site, "jane@example.com", PASSWORD).await;
    jane.site.clock.advance(jiff::SignedDuration::from_mins(11));
    whole("reinstall", member.get("/services/1/do/reinstall").await.status.as_u16());
}

/// The page that is seen first, the one its button posts to, and what is posted.
type Pressed<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

/// What staff does on pages that stand behind a button.
async fn work(ann: &mut Office<'_>) {
    let done: [Pressed<'_>; 6] = [
        ("/admin/clients/1", "/admin/clients/1", &[("do", "close")]),
        ("/admin/clients/1", "/admin/clients/1", &[("do", "login"), ("client_id", "1")]),
        ("/admin/gateways", "/admin/gateways/several", &[("id", "1"), ("do", "test")]),
        (
            "/admin/invoices",
            "/admin/invoices/several",
            &[("id", "1"), ("do", "remind"), ("confirmed", "1")],
        ),
        ("/admin/automation", "/admin/automation", &[("do", "try")]),
        (
            "/admin/web-hooks/new",
            "/admin/web-hooks/new",
            &[("url", "https://hooks.example/in"), ("events", "InvoicePaid")],
        ),
    ];
    for (from, to, fields) in done {
        let answer = ann.submit(from, to, fields).await;
        assert_eq!(answer.status, 200, "{to} {fields:?} leads to {}", answer.header("location"));
    }
}

/// The templates of the pages of a domain name.
async fn of_a_name() -> BTreeSet<String> {
    let site = one().await;
    jane_with_a_name(&site).await;
    site.run("update domains set dns_management = 1, email_forwarding = 1").await;
    let mut jane = Member::logged_in(&site, "jane@example.com", PASSWORD).await;
    for part in ["", "/contacts", "/dns", "/forwards", "/keys"] {
        let path = format!("/domains/1{part}");
        whole(&path, jane.get(&path).await.status.as_u16());
    }
    jane.page("/domains").await;
    whole("code", jane.post("/domains/1/code", &[]).await.status.as_u16());
    let mut ann = Office::of_ann(&site, r#"["*"]"#).await;
    for part in ["", "/contacts", "/dns", "/forwards"] {
        let path = format!("/admin/domains/1{part}");
        whole(&path, ann.open(&path).await.status.as_u16());
    }
    site.templates.used()
}
