//! The set-up page: for the holder of the token, once, whatever happens at the same time.

use ports::mail::MailSecurity;
use protocol::{
    GetAdminUsers, GetCurrencies, GetHealthStatus, GetPaymentMethods, GetProducts, GetSetUp,
};

use crate::site::{Answer, Site, ask, each_empty, get, one};

const PASSWORD: &str = "correct horse battery";

/// A whole sheet, without its token.
fn sheet() -> Vec<(&'static str, &'static str)> {
    vec![
        ("companyname", "Fjord Hosting"),
        ("companyemail", "hello@fjord.example"),
        ("address", "1 Harbour\n0150 Oslo"),
        ("country", "NO"),
        ("currencycode", "NOK"),
        ("timezone", "Europe/Oslo"),
        ("firstname", "Ingrid"),
        ("lastname", "Berg"),
        ("email", "ingrid@fjord.example"),
        ("adminusername", "ingrid"),
        ("password", PASSWORD),
        ("smtphost", "mail.fjord.example"),
        ("smtpport", "465"),
        ("smtpsecurity", "tls"),
        ("smtpuser", "post"),
        ("smtppass", "hush"),
        ("productname", "Web S"),
        ("productgroup", "Web hosting"),
        ("productdescription", "One site\n10 GB"),
        ("productprice", "49.00"),
    ]
}

/// The sheet with some fields as they are said here.
fn but(fields: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let mut all = sheet();
    all.retain(|(name, _)| fields.iter().all(|(other, _)| other != name));
    all.extend_from_slice(fields);
    all
}

async fn token(site: &Site) -> String {
    let mut act = site.system.engine.act().await.unwrap();
    let token = engine::system::set_up::issue(&mut act).await.unwrap().unwrap();
    act.commit().await.unwrap();
    token
}

async fn send(site: &Site, token: &str, fields: &[(&str, &str)]) -> Answer {
    let all = [&[("token", token)], fields].concat();
    site.call(ask(axum::http::Method::POST, "/setup").form(&all)).await
}

fn text(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.bytes).into_owned()
}

async fn staff(site: &Site) -> usize {
    let found = site.system.call(GetAdminUsers::default()).await.unwrap();
    found.admin_users.0.len()
}

#[tokio::test]
async fn a_company_is_set_up_and_the_door_is_gone() {
    for site in each_empty().await {
        let token = token(&site).await;
        for path in ["/", "/admin", "/store", "/login", "/no/such/page"] {
            let answer = site.call(get(path).header("accept", "text/html")).await;
            assert_eq!(
                (answer.status.as_u16(), answer.header("location")),
                (303, "/setup"),
                "{path}"
            );
        }
        let answer = site.call(get("/setup")).await;
        assert!(answer.status == 200 && text(&answer).contains("Token"), "{}", text(&answer));
        assert_eq!(site.call(get("/setup?token=guessed")).await.status, 403);
        let page = site.call(get(&format!("/setup?token={token}"))).await;
        assert!(page.status == 200 && text(&page).contains(">Oslo</option>"), "{}", text(&page));

        let answer = send(&site, &token, &sheet()).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/admin"));
        let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
        let pairs = cookies.iter().map(|line| line.to_str().unwrap().split(';').next().unwrap());
        let cookies = pairs.collect::<Vec<_>>().join("; ");
        let office = site.call(get("/admin").header("cookie", &cookies)).await;
        let page = text(&office);
        assert!(office.status == 200 && page.contains("Everything is set up"), "{page}");
        assert!(page.contains("Fjord Hosting") && page.contains("Ingrid"), "{page}");

        assert_eq!(site.call(get(&format!("/setup?token={token}"))).await.status, 404);
        assert_eq!(send(&site, &token, &sheet()).await.status, 404);
        let currencies = site.system.call(GetCurrencies {}).await.unwrap();
        assert_eq!(&*currencies.currencies.0.currency.0[0].code, "NOK");
        let products = site.system.call(GetProducts::default()).await.unwrap();
        let product = &products.products.0.product.0[0];
        assert_eq!(product.pricing.get("NOK").unwrap().monthly.to_string(), "49.00");
        let shop = site.call(get("/store")).await;
        assert!(text(&shop).contains("Web S"), "{}", text(&shop));
        assert!(!site.system.call(GetSetUp::default()).await.unwrap().open.0);
    }
}

#[tokio::test]
async fn nobody_can_pay_without_a_way_and_prices_have_a_comma_too() {
    for site in each_empty().await {
        let token = token(&site).await;
        assert_eq!(send(&site, &token, &sheet()).await.status, 303);
        let found = site.system.call(GetPaymentMethods {}).await.unwrap();
        assert_eq!(found.paymentmethods.0.paymentmethod.0.len(), 0, "nothing to transfer to");
        let health = GetHealthStatus::default();
        let checks = site.system.call(health).await.unwrap().checks.unwrap();
        let said = "No way to pay is active: nobody can pay";
        assert!(checks.danger.0.iter().any(|check| &*check.body == said), "{checks:?}");
    }
    for site in each_empty().await {
        let token = token(&site).await;
        let fields = but(&[("bankaccount", "NO93 8601 1117 947"), ("productprice", "1.049,90")]);
        assert_eq!(send(&site, &token, &fields).await.status, 303);
        let products = site.system.call(GetProducts::default()).await.unwrap();
        let product = &products.products.0.product.0[0];
        assert_eq!(product.pricing.get("NOK").unwrap().monthly.to_string(), "1049.90");
    }
}

/// On a real pool of connections: whoever comes second waits, and finds it done.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_at_once_make_one_administrator() {
    for site in each_empty().await {
        // Each node of an installation prints a token of its own.
        let (first, second) = (token(&site).await, token(&site).await);
        let sheets: Vec<_> = ["ann", "bob", "cid", "dan"]
            .into_iter()
            .map(|name| but(&[("adminusername", name)]))
            .collect();
        let (a, b, c, d) = tokio::join!(
            send(&site, &first, &sheets[0]),
            send(&site, &second, &sheets[1]),
            send(&site, &first, &sheets[2]),
            send(&site, &second, &sheets[3]),
        );
        let done = [a, b, c, d].iter().filter(|answer| answer.status == 303).count();
        assert_eq!((done, staff(&site).await), (1, 1));
    }
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_nothing_is_kept() {
    let long: &'static str = "x".repeat(256).leak();
    for site in each_empty().await {
        let token = token(&site).await;
        for (fields, said) in [
            (vec![("companyname", "")], "Enter the name of your company"),
            (vec![("companyemail", "nobody")], "This is not an e-mail address"),
            (vec![("email", "nobody")], "The email address entered is not valid"),
            (vec![("lastname", long)], "255 letters at most"),
            (vec![("password", "short")], "at least 8 characters"),
            (vec![("currencycode", "KRONER")], "A currency has three letters"),
            (vec![("currencycode", "ZZZ")], "There is no currency ZZZ in ISO 4217"),
            (vec![("adminusername", "ingrid berg")], "A user name has letters, digits and"),
            (vec![("adminusername", "<b>")], "A user name has letters, digits and"),
            (vec![("country", "XX")], "There is no such country"),
            (vec![("timezone", "Mars/Base")], "There is no such time zone"),
            (vec![("smtphost", "not a host")], "This is not the name of a server"),
            (vec![("smtphost", "mail.a.example:25")], "the port has a field of its own"),
            (vec![("smtpport", "99999")], "A port is a number"),
            (vec![("productprice", "much")], "A price is a number"),
            (vec![("productprice", "1,000")], "may stand between thousands"),
            (vec![("productprice", "")], "Enter what a month of it costs"),
            (vec![("productname", "")], "Enter what it is called"),
        ] {
            let answer = send(&site, &token, &but(&fields)).await;
            let page = text(&answer);
            assert_eq!(answer.status, 422, "{fields:?}: {page}");
            assert!(page.contains(said), "{fields:?}: {page}");
            assert!(!page.contains(PASSWORD) && !page.contains("hush"), "{fields:?}");
            assert!(page.contains("Harbour"), "{fields:?}: what was typed is there again");
        }
        assert_eq!(staff(&site).await, 0);

        // The passwords of an attempt are still good in the next, without being typed again.
        let again = send(&site, &token, &but(&[("companyname", "")])).await;
        let page = text(&again);
        let kept = page.split("name=\"kept\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let mut fields = but(&[("password", ""), ("smtppass", "")]);
        fields.push(("kept", kept));
        assert_eq!(send(&site, &token, &fields).await.status, 303);
        let sent = [("name", "ingrid"), ("password", PASSWORD)];
        let enter = ask(axum::http::Method::POST, "/admin/login").form(&sent);
        assert_eq!(site.call(enter).await.header("location"), "/admin");
    }
}

#[tokio::test]
async fn a_test_mail_goes_through_the_server_that_was_typed_in() {
    for site in each_empty().await {
        let token = token(&site).await;
        let world = &site.system.engine.world;
        let mut fields = sheet();
        fields.push(("do", "test"));
        let answer = send(&site, &token, &fields).await;
        let page = text(&answer);
        assert!(answer.status == 200 && page.contains("took a test mail"), "{page}");
        let asked = world.mail_servers.asked();
        assert_eq!(asked[0].host, "mail.fjord.example");
        assert_eq!((asked[0].port, asked[0].security), (465, MailSecurity::Tls));
        assert_eq!(asked[0].password.expose(), "hush");
        let mails = world.mailer.take();
        assert_eq!(mails[0].to[0].address, "ingrid@fjord.example");

        let no = ports::Refused::new("550", "We do not know you");
        world.mailer.answer_next(ports::mail::MailOutcome::Refused(no));
        let answer = send(&site, &token, &fields).await;
        assert!(text(&answer).contains("The server says: We do not know you"), "{}", text(&answer));
        assert_eq!(staff(&site).await, 0, "a test sets nothing up");
        // Nobody else may have mails sent by us.
        assert_eq!(send(&site, "guessed", &fields).await.status, 403);

        assert_eq!(send(&site, &token, &sheet()).await.status, 303);
        let call = protocol::TestMailServer {
            to: "someone@fjord.example".to_owned(),
            ..protocol::TestMailServer::default()
        };
        site.system.call(call).await.unwrap();
        let asked = world.mail_servers.asked();
        assert_eq!(asked.last().unwrap().password.expose(), "hush", "as kept, sealed, and opened");
        let setting = "SMTPPassword".to_owned();
        let shown = protocol::GetConfigurationValue { setting };
        assert_eq!(&*site.system.call(shown).await.unwrap().value, "");
    }
}

#[tokio::test]
async fn a_token_is_good_for_a_day_and_only_without_staff() {
    for site in each_empty().await {
        let token = token(&site).await;
        site.clock.advance(jiff::SignedDuration::from_hours(25));
        assert_eq!(site.call(get(&format!("/setup?token={token}"))).await.status, 403);
        crate::shop::staff(&site, "[]").await;
        assert_eq!(site.call(get("/setup")).await.status, 404);
        let mut act = site.system.engine.act().await.unwrap();
        assert!(engine::system::set_up::issue(&mut act).await.unwrap().is_none());
    }
    let site = one().await;
    assert_eq!(site.call(get("/setup")).await.status, 404, "a finished house has no such door");
}
