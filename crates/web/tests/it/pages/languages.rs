//! The pages in every language: which one is chosen, and that each page can be shown in it.

use super::browser::{Browser, text};
use super::everything::{DETAILS, PAGES, full};
use super::published::publish;
use crate::shop::{PASSWORD, staff};
use crate::site::{Site, get, one};

/// Codes, directions and the word for invoices.
const LANGUAGES: [(&str, &str, &str); 7] = [
    ("en", "ltr", "Invoices"),
    ("de", "ltr", "Rechnungen"),
    ("fr", "ltr", "Factures"),
    ("es", "ltr", "Facturas"),
    ("pt-BR", "ltr", "Faturas"),
    ("bn", "ltr", "ইনভয়েস"),
    ("ar", "rtl", "الفواتير"),
];

/// Pages of visitors.
const VISITED: [&str; 10] = [
    "/",
    "/store",
    "/domains/search",
    "/domains/transfer?name=nordic.com",
    "/cart",
    "/order/1",
    "/contact",
    "/login",
    "/register",
    "/password/reset",
];

/// Pages that visitors and clients have alike.
const PUBLISHED: [&str; 8] = [
    "/announcements",
    "/kb",
    "/kb/1",
    "/kb/category/1",
    "/kb?q=press",
    "/downloads",
    "/network-status",
    "/unsubscribe?c=1&t=x",
];

/// A ticket of Jane that was answered and closed: where it is.
async fn answered(site: &Site) -> String {
    staff(site, r#"["*"]"#).await;
    let mut jane = Browser::logged_in(site, "jane@example.com", PASSWORD).await;
    jane.get("/tickets/new").await;
    let fields = [("department", "1"), ("subject", "Slow"), ("message", "Very.")];
    let path = jane.post("/tickets/new", &fields).await.header("location").to_owned();
    let reply = protocol::AddTicketReply {
        ticketid: path.trim_start_matches("/tickets/").parse().unwrap(),
        message: "Faster now.".to_owned(),
        adminusername: Some("ann".to_owned()),
        ..protocol::AddTicketReply::default()
    };
    site.system.call(reply).await.unwrap();
    jane.page(&path).await;
    assert_eq!(jane.post(&format!("{path}/close"), &[]).await.status, 303);
    path
}

#[tokio::test]
async fn every_page_is_shown_in_every_language() {
    let site = one().await;
    full(&site).await;
    publish(&site).await;
    site.run("update services set server_id = 1").await;
    let ticket = answered(&site).await;
    for (code, direction, invoices) in LANGUAGES {
        let html = format!("<html lang=\"{code}\" dir=\"{direction}\"");
        let mut visitor = Browser::on(&site);
        visitor.get(&format!("/?language={code}")).await;
        for path in VISITED.iter().chain(&PUBLISHED) {
            let page = visitor.page(path).await;
            assert!(page.contains(&html), "{code} {path}: {page}");
        }
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        browser.get(&format!("/clientarea?language={code}")).await;
        for path in PAGES.iter().chain(&DETAILS).chain(&PUBLISHED) {
            let page = browser.page(path).await;
            assert!(page.contains(&html), "{code} {path}: {page}");
        }
        for (path, english) in [
            (&*ticket, "How did it go?"),
            ("/clientarea", "What we know"),
            ("/network-status", "Affects you"),
            ("/kb/suggest?subject=How+to+reboot", "Perhaps one of these"),
        ] {
            let page = browser.page(path).await;
            assert_eq!(page.contains(english), code == "en", "{code} {path}: {page}");
        }
        assert!(browser.page("/billing/invoices").await.contains(invoices), "{code}");
        let wrong = browser.post("/account", &[("firstname", "")]).await;
        assert_eq!(wrong.status, 422, "{code}: {}", text(&wrong));
        assert_eq!(browser.get("/services/999").await.status, 404, "{code}");
    }
}

#[tokio::test]
async fn the_language_is_chosen_by_choice_account_browser_and_company() {
    let site = one().await;
    full(&site).await;
    let spoken = |page: &str| {
        let rest = page.split_once("<html lang=\"").unwrap().1;
        rest.split('"').next().unwrap().to_owned()
    };
    let asked = |language: &'static str| {
        let site = &site;
        async move { text(&site.call(get("/login").header("accept-language", language)).await) }
    };
    assert_eq!(spoken(&asked("fr-CA,en;q=0.5").await), "fr");
    assert_eq!(spoken(&asked("ja").await), "en");
    let german = protocol::SetConfigurationValue {
        setting: "Language".to_owned(),
        value: "german".to_owned(),
        ..Default::default()
    };
    site.system.call(german).await.unwrap();
    assert_eq!(spoken(&asked("ja").await), "de");
    assert_eq!(spoken(&asked("es").await), "es");
    // The account speaks Spanish: whoever logs in does, until the browser says otherwise.
    site.run("update clients set language = 'spanish' where id = 1").await;
    let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    assert_eq!(spoken(&browser.page("/clientarea").await), "es");
    let answer = browser.get("/services?page=2&language=arabic").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/services?page=2"));
    assert_eq!(spoken(&browser.page("/services").await), "ar");
    // What is set in the account goes over an earlier choice.
    browser.get("/account").await;
    let fields = [
        ("firstname", "Jane"),
        ("lastname", "Doe"),
        ("email", "jane@example.com"),
        ("address1", "1 Main Street"),
        ("city", "Cork"),
        ("postcode", "T12"),
        ("country", "IE"),
        ("language", "bengali"),
        ("mail_domain", "1"),
    ];
    let answer = browser.post("/account", &fields).await;
    assert_eq!(answer.status, 303, "{}", text(&answer));
    let page = browser.page("/account").await;
    assert_eq!(spoken(&page), "bn");
    assert!(page.contains("আপনার তথ্য সংরক্ষণ হয়েছে।") || page.contains("value=\"bengali\" selected"));
}

#[tokio::test]
async fn the_office_speaks_english_also_of_what_is_not_there() {
    let site = one().await;
    for (path, said) in [
        ("/admin/no/such/page", "There is nothing here"),
        ("/admin/clients/%00", "There is nothing here"),
        ("/admin/login?next=%00", "The field next"),
        ("/setup?token=%00", "The field token"),
    ] {
        let german = get(path).header("accept", "text/html").header("accept-language", "de");
        let answer = site.call(german.header("cookie", "hostler-language=fr")).await;
        let page = text(&answer);
        assert!(page.contains("<html lang=\"en\"") && page.contains(said), "{path}: {page}");
        let home = if path.starts_with("/admin") { "/admin" } else { "/" };
        let link = format!("href=\"{home}\">To the start page");
        assert!(page.replace("&#x2f;", "/").contains(&link), "{path}: {page}");
    }
    let german = get("/no/such/page").header("accept", "text/html").header("accept-language", "de");
    let page = text(&site.call(german).await);
    assert!(page.contains("<html lang=\"de\""), "{page}");
    assert!(page.contains("Hier ist nichts"), "{page}");
}

#[tokio::test]
async fn a_choice_leads_nowhere_else() {
    let site = one().await;
    for path in ["//evil.example/?language=de", "/\\evil.example/?language=de"] {
        let answer = site.call(get(path)).await;
        assert!(!answer.header("location").starts_with("//"), "{path}");
        assert!(!answer.header("location").contains(":"), "{path}");
    }
    let answer = site.call(get("/api/v1/me?language=de")).await;
    assert_eq!(answer.header("location"), "");
}
