//! Coming in, going on and going out.

use jiff::SignedDuration;
use protocol::CreateSsoToken;

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, sign_up};
use crate::site::{Site, each, get, one};

const JANE: &str = "jane@example.com";

#[tokio::test]
async fn somebody_logs_in_goes_on_and_leaves() {
    for site in each().await {
        sign_up(&site, JANE).await;
        let mut browser = Browser::on(&site);
        let answer = browser.get("/billing/invoices?page=2").await;
        assert_eq!(answer.status, 303);
        assert_eq!(answer.header("location"), "/login?next=%2Fbilling%2Finvoices%3Fpage%3D2");
        let page = browser.page("/login?next=%2Fbilling%2Finvoices%3Fpage%3D2").await;
        assert!(page.contains("value=\"/billing/invoices?page=2\""), "{page}");
        let fields =
            [("email", JANE), ("password", PASSWORD), ("next", "/billing/invoices?page=2")];
        let answer = browser.post("/login", &fields).await;
        assert_eq!(answer.header("location"), "/billing/invoices?page=2");
        assert!(browser.page("/clientarea").await.contains("Hello Jane"));
        // Whoever is in is not asked again.
        assert_eq!(browser.get("/login").await.header("location"), "/clientarea");

        // Longer than an access token lives: the session goes on by itself.
        site.clock.advance(SignedDuration::from_hours(2));
        assert!(browser.page("/clientarea").await.contains("Hello Jane"));

        let answer = browser.post("/logout", &[]).await;
        assert_eq!(answer.header("location"), "/login");
        assert!(browser.page("/login").await.contains("You are logged out."));
        assert!(!browser.page("/login").await.contains("You are logged out."), "said once");
        assert_eq!(browser.get("/clientarea").await.status, 303);
    }
}

/// Makes a link that signs client 1 in, and gives its path.
async fn single_sign_on(site: &Site, destination: &str) -> String {
    let destination = Some(destination.to_owned());
    let call = CreateSsoToken { client_id: Some(1), destination, ..CreateSsoToken::default() };
    let link = site.system.call(call).await.unwrap().redirect_url.to_string();
    let (_, path) = link.split_once("/oauth/").unwrap();
    format!("/oauth/{path}")
}

#[tokio::test]
async fn a_link_of_single_sign_on_lets_in_once() {
    for site in each().await {
        sign_up(&site, JANE).await;
        let link = single_sign_on(&site, "clientarea:invoices").await;
        let mut jane = Browser::on(&site);
        assert_eq!(jane.get(&link).await.header("location"), "/clientarea.php?action=invoices");
        assert!(jane.page("/clientarea").await.contains("Hello Jane"));
        let late = single_sign_on(&site, "clientarea:invoices").await;
        site.clock.advance(SignedDuration::from_secs(61));
        for void in
            [&link, &late, "/oauth/singlesignon.php?access_token=x", "/oauth/singlesignon.php"]
        {
            let mut other = Browser::on(&site);
            assert_eq!(other.get(void).await.header("location"), "/login", "{void}");
            let page = other.page("/login").await;
            assert!(page.contains("That link is not valid any more"), "{void}: {page}");
            assert_eq!(other.get("/clientarea").await.status, 303);
        }
    }
}

#[tokio::test]
async fn every_destination_of_single_sign_on_is_a_page() {
    let site = one().await;
    sign_up(&site, JANE).await;
    for word in [
        "announcements billing_info details domains downloads emails homepage invoices",
        "knowledgebase network_status profile security services shopping_cart",
        "shopping_cart_addons shopping_cart_domain_register shopping_cart_domain_transfer",
        "submit_ticket tickets",
    ]
    .iter()
    .flat_map(|words| words.split(' '))
    {
        let mut jane = Browser::on(&site);
        let mut to = single_sign_on(&site, &format!("clientarea:{word}")).await;
        let mut answer = jane.get(&to).await;
        for _ in 0..4 {
            if !answer.status.is_redirection() {
                break;
            }
            to = answer.header("location").to_owned();
            answer = jane.get(&to).await;
        }
        assert!(
            answer.status == 200 && !to.starts_with("/login"),
            "{word}: {to} {}",
            answer.status
        );
    }
}

#[tokio::test]
async fn nobody_is_led_elsewhere() {
    let site = one().await;
    sign_up(&site, JANE).await;
    for next in
        ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/login?next=/"]
    {
        let mut browser = Browser::on(&site);
        browser.get("/login").await;
        let fields = [("email", JANE), ("password", PASSWORD), ("next", next)];
        let answer = browser.post("/login", &fields).await;
        assert_eq!(answer.header("location"), "/clientarea", "{next}");
    }
}

#[tokio::test]
async fn a_form_whose_session_had_ended_leads_to_the_log_in() {
    for site in each().await {
        sign_up(&site, JANE).await;
        let mut gone = Browser::on(&site);
        let answer = gone.post("/tickets/new", &[("subject", "Slow")]).await;
        let to = "/login?next=%2Ftickets%2Fnew";
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, to));
        let page = gone.page(to).await;
        assert!(page.contains("Your session had ended") && page.contains("typed.js"), "{page}");
        let mut jane = Browser::logged_in(&site, JANE, PASSWORD).await;
        let page = jane.page("/account").await;
        assert!(page.contains("data-keep") && page.contains("data-who=\"1\""), "{page}");
        let foreign = crate::site::ask(axum::http::Method::POST, "/tickets/new")
            .bytes(b"subject=Evil")
            .header("host", "shop.example")
            .header("origin", "https://evil.example");
        assert_eq!(site.call(foreign).await.status, 403);
    }
}

#[tokio::test]
async fn a_form_without_our_token_changes_nothing() {
    for site in each().await {
        sign_up(&site, JANE).await;
        let mut browser = Browser::on(&site);
        let fields = [("email", JANE), ("password", PASSWORD)];
        assert_eq!(browser.post("/login", &fields).await.status, 403, "never saw the form");
        let mut browser = Browser::logged_in(&site, JANE, PASSWORD).await;
        browser.forget_token();
        let answer = browser.post("/logout", &[]).await;
        assert_eq!(answer.status, 403);
        assert!(text(&answer).contains("This form is too old"));
        let csrf = "x".repeat(22);
        browser.csrf = csrf;
        assert_eq!(browser.post("/logout", &[]).await.status, 403);
        assert_eq!(browser.get("/clientarea").await.status, 200);
    }
}

#[tokio::test]
async fn a_wrong_log_in_says_so_and_keeps_the_address() {
    let site = one().await;
    sign_up(&site, JANE).await;
    let mut browser = Browser::on(&site);
    browser.get("/login").await;
    for (email, password, status, said) in [
        ("", "", 422, "Enter your e-mail address"),
        (JANE, "", 422, "Enter your password"),
        (JANE, "wrong", 401, "The e-mail address or the password is wrong."),
        ("who@example.com", "wrong", 401, "The e-mail address or the password is wrong."),
    ] {
        let answer = browser.post("/login", &[("email", email), ("password", password)]).await;
        assert_eq!(answer.status, status, "{email} {password}");
        let page = text(&answer);
        assert!(page.contains(said), "no {said} in {page}");
        assert!(page.contains(&format!("value=\"{email}\"")), "{page}");
        assert!(!page.contains("value=\"wrong\""), "a password is never sent back");
    }
    for _ in 0..12 {
        browser.post("/login", &[("email", JANE), ("password", "wrong")]).await;
    }
    let answer = browser.post("/login", &[("email", JANE), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, 429);
    assert!(text(&answer).contains("Too many attempts"));
}

#[tokio::test]
async fn a_right_log_in_does_not_count() {
    let site = one().await;
    sign_up(&site, JANE).await;
    for _ in 0..12 {
        Browser::logged_in(&site, JANE, PASSWORD).await;
    }
}

#[tokio::test]
async fn somebody_signs_up_on_a_page() {
    for site in each().await {
        let mut browser = Browser::on(&site);
        browser.get("/register").await;
        let good = [
            ("firstname", "Ann"),
            ("lastname", "O'Hara <b>"),
            ("email", "ann@example.com"),
            ("password", "a long enough one"),
            ("address1", "1 Quay"),
            ("city", "Cork"),
            ("postcode", "T12"),
            ("country", "IE"),
        ];
        let mut bad = good;
        bad[2].1 = "";
        bad[3].1 = "short";
        let answer = browser.post("/register", &bad).await;
        assert_eq!(answer.status, 422);
        let page = text(&answer);
        for part in [
            "Enter your e-mail address",
            "at least 8 characters",
            "value=\"O&#x27;Hara &lt;b&gt;\"",
            "aria-describedby=\"p-email\"",
            "<option value=\"IE\" selected>",
        ] {
            assert!(page.contains(part), "no {part} in {page}");
        }
        let answer = browser.post("/register", &good).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        assert!(browser.page("/clientarea").await.contains("Hello Ann"));
        let mut other = Browser::on(&site);
        other.get("/register").await;
        let answer = other.post("/register", &good).await;
        assert_eq!(answer.status, 422, "the address is taken");
    }
}

#[tokio::test]
async fn a_forgotten_password_is_answered_alike_for_all() {
    let site = one().await;
    sign_up(&site, JANE).await;
    for email in [JANE, "nobody@example.com"] {
        let mut browser = Browser::on(&site);
        browser.get("/password/reset").await;
        let answer = browser.post("/password/reset", &[("email", email)]).await;
        assert_eq!(answer.header("location"), "/login", "{email}");
        assert!(browser.page("/login").await.contains("a mail with a link is on its way"));
    }
    let mut browser = Browser::on(&site);
    browser.page("/password/reset/forged").await;
    let path = "/password/reset/forged";
    for (password, again, said) in [
        ("", "", "Enter a new password"),
        ("a long enough one", "another", "The two passwords are not the same"),
    ] {
        let answer = browser.post(path, &[("password", password), ("again", again)]).await;
        assert_eq!(answer.status, 422);
        assert!(text(&answer).contains(said), "{said}");
    }
    let both = [("password", "a long enough one"), ("again", "a long enough one")];
    assert_eq!(browser.post(path, &both).await.status, 422);
}

#[tokio::test]
async fn old_addresses_lead_on() {
    let site = one().await;
    for (old, new) in [
        ("/clientarea.php", "/clientarea"),
        ("/clientarea.php?action=invoices", "/billing/invoices"),
        ("/viewinvoice.php?id=7", "/billing/invoices/7"),
        ("/submitticket.php", "/tickets/new"),
        ("/cart.php?a=add&pid=1", "/order/1"),
        ("/cart.php?a=add&pid=1&promocode=HALF", "/order/1?promo=HALF"),
        ("/creditcard.php?invoiceid=7", "/billing/invoices/7"),
        ("/viewemail.php?id=7", "/account/emails/7"),
        ("/index.php?rp=/login", "/login"),
        ("/index.php/announcements/2", "/announcements/2"),
    ] {
        let answer = site.call(get(old)).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (308, new), "{old}");
    }
}

#[tokio::test]
async fn only_the_owner_says_who_may_do_what() {
    for site in each().await {
        let jane = sign_up(&site, JANE).await;
        let mut browser = Browser::logged_in(&site, JANE, PASSWORD).await;
        assert_eq!(browser.get("/account/users").await.status, 200);
        site.run("update user_clients set is_owner = 0, permissions = 'profile'").await;
        site.clock.advance(SignedDuration::from_secs(5));
        assert_eq!(browser.get("/account").await.status, 200, "the details are still to be seen");
        assert_eq!(browser.get("/account/users").await.status, 403);
        let answer = browser.post("/account/users/1", &[("may_invoices", "1")]).await;
        assert_eq!(answer.status, 303);
        let fields = [("email", "friend@example.com"), ("may_invoices", "1")];
        assert_eq!(browser.post("/account/users", &fields).await.status, 403);
        assert_eq!(browser.post("/account/users/1/remove", &[]).await.status, 303);
        let me = jane.get(&site, "/api/v1/me").await;
        assert_eq!(me["permissions"], serde_json::json!(["profile"]), "and nothing more");
        let asked = site.call(jane.asks(get("/api/v1/users"))).await;
        assert_eq!(asked.expect(403)["code"], "not-permitted");
    }
}
