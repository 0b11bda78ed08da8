//! The second factor of staff on pages: forced, set up, asked for, lost and taken away.

use jiff::SignedDuration;
use protocol::SetConfigurationValue;

use super::browser::{Browser, text};
use crate::rest::two_factor::code;
use crate::shop::PASSWORD;
use crate::site::{Site, each_engine};

const OWN: &str = "/admin/sign-ins";
const SET: &str = "/admin/sign-ins/factor";

async fn force(site: &Site) {
    let call = SetConfigurationValue {
        setting: "RequireStaffTwoFactor".to_owned(),
        value: "on".to_owned(),
        ..Default::default()
    };
    site.system.call(call).await.unwrap();
    // What is believed of a session is some seconds old at most.
    site.clock.advance(SignedDuration::from_secs(3));
}

/// What stands in a page behind these words, up to the next tag.
fn behind<'a>(page: &'a str, words: &str) -> &'a str {
    page.split(words).nth(1).unwrap_or_else(|| panic!("{words}: {page}")).split('<').next().unwrap()
}

#[tokio::test]
async fn who_owes_a_second_factor_sets_it_up_and_shows_it_from_then_on() {
    for site in each_engine().await {
        let mut ann = Browser::of_ann(&site, r#"["GetOrders", "GetStats"]"#).await;
        assert_eq!(ann.open("/admin/orders").await.status, 200);
        force(&site).await;
        for path in ["/admin", "/admin/orders", "/admin/search?q=x", "/admin/events"] {
            let answer = ann.open(path).await;
            assert_eq!(answer.header("location"), OWN, "{path}");
        }
        let page = ann.read(OWN).await;
        assert!(page.contains("is required of all staff"), "{page}");
        let page = text(&ann.submit(OWN, SET, &[("step", "start")]).await);
        let secret = behind(&page, "<code class=\"key\">").to_owned();
        assert!(page.contains("<svg class=\"scanned\""), "{page}");
        // A wrong code leaves the key on the page, for it is in the phone already.
        let tried = [("step", "confirm"), ("code", "000000"), ("secret", &*secret), ("uri", "x:y")];
        let answer = ann.submit(OWN, SET, &tried).await;
        let page = text(&answer);
        assert_eq!(answer.status, 422, "{page}");
        assert!(page.contains("Invalid Code") && page.contains(&secret), "{page}");
        let now = code(&site, &secret);
        let page = text(&ann.submit(OWN, SET, &[("step", "confirm"), ("code", &now)]).await);
        let backup = behind(&page, "<li><code>").to_owned();
        assert!(page.contains("they are shown only now"), "{page}");
        assert_eq!(ann.open("/admin/orders").await.status, 200);
        let end = [("step", "end"), ("code", &*backup)];
        let page = text(&ann.submit(OWN, SET, &end).await);
        assert!(page.contains("is required of staff"), "{page}");

        let mut later = Browser::new(&site);
        let login = [("name", "ann"), ("password", PASSWORD), ("next", "/admin/orders")];
        let answer = later.send("/admin/login", &login).await;
        assert_eq!(answer.header("location"), "/admin/login/code");
        assert_eq!(later.open("/admin/orders").await.status, 303, "not in yet");
        assert!(later.read("/admin/login/code").await.contains("Code of your second factor"));
        let answer = later.send("/admin/login/code", &[("code", &now)]).await;
        assert_eq!(answer.status, 401, "used: {}", text(&answer));
        let answer = later.send("/admin/login/code", &[("code", "")]).await;
        assert_eq!(answer.status, 401, "{}", text(&answer));
        site.clock.advance(SignedDuration::from_secs(30));
        let right = code(&site, &secret);
        let answer = later.send("/admin/login/code", &[("code", &right)]).await;
        assert_eq!(answer.header("location"), "/admin/orders", "{}", text(&answer));
        assert_eq!(later.open("/admin/orders").await.status, 200);
        let answer = later.open("/admin/login/code").await;
        assert_eq!(answer.header("location"), "/admin/login", "that stage is over");
    }
}

/// Whoever need not have one has one by its own choice, and only by a right code.
#[tokio::test]
async fn a_second_factor_is_begun_and_ended_on_ones_own_page() {
    for site in each_engine().await {
        let mut ann = Browser::of_ann(&site, r#"["GetOrders"]"#).await;
        let page = ann.read(OWN).await;
        assert!(!page.contains("is required of all staff"), "{page}");
        // A code of nothing that was begun, and one to end what there is not.
        for step in ["confirm", "end"] {
            let answer = ann.submit(OWN, SET, &[("step", step), ("code", "123456")]).await;
            assert_eq!(answer.status, 422, "{step}: {}", text(&answer));
        }
        let page = text(&ann.submit(OWN, SET, &[("step", "start")]).await);
        let secret = behind(&page, "<code class=\"key\">").to_owned();
        let now = code(&site, &secret);
        let page = text(&ann.submit(OWN, SET, &[("step", "confirm"), ("code", &now)]).await);
        let backup = behind(&page, "<li><code>").to_owned();
        assert!(!ann.read(OWN).await.contains(&backup), "they are shown once");
        let wrong = ann.submit(OWN, SET, &[("step", "end"), ("code", "000000")]).await;
        assert_eq!(wrong.status, 422, "{}", text(&wrong));
        assert!(text(&wrong).contains("Invalid Code"), "{}", text(&wrong));
        let page = ann.done(OWN, SET, &[("step", "end"), ("code", &backup)]).await;
        assert!(page.contains("The password alone opens your account now"), "{page}");
        // Without the token of a page nothing is changed.
        assert_eq!(ann.send(SET, &[("step", "start")]).await.status, 403);
    }
}

#[tokio::test]
async fn a_lost_device_is_taken_away_on_the_sheet_of_its_member() {
    for site in each_engine().await {
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        site.run(
            "insert into staff (uuid, username, username_folded, email, email_folded, first_name,
            last_name, password_hash, role_id, created_at, two_factor_secret)
            select 'bo', 'bo', 'bo', 'bo@example.com', 'bo@example.com', 'Bo', 'Bee', '', role_id,
            0, 'sealed' from staff where username = 'ann'",
        )
        .await;
        let list = ann.read("/admin/staff").await;
        assert!(list.contains("Yes") && list.contains("Bo Bee"), "{list}");
        // Nobody's own stands there: that is switched off with a code.
        assert!(!ann.read("/admin/staff/1").await.contains("Take the second factor away"));
        let page = ann.done("/admin/staff/2", "/admin/staff/2/help", &[("do", "second")]).await;
        assert!(page.contains("The password alone opens the account now"), "{page}");
        assert!(!ann.read("/admin/staff").await.contains("Yes"));
    }
}
