//! What members of staff change of themselves, on a page and over REST.

use axum::http::Method;
use serde_json::json;

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, person};
use crate::site::{ask, each_engine, post};

const PATH: &str = "/admin/my-account";
const NEW: &str = "a much better one";

#[tokio::test]
async fn a_member_who_may_do_nothing_changes_its_own_account() {
    for site in each_engine().await {
        let mut ann = Browser::of_ann(&site, r#"["GetStats"]"#).await;
        let mut elsewhere = Browser::new(&site);
        elsewhere.send("/admin/login", &[("name", "ann"), ("password", PASSWORD)]).await;
        let page = ann.read(PATH).await;
        assert!(page.contains("My account") && page.contains("ann"), "{page}");
        let mut fields = vec![
            ("firstname", "Anna"),
            ("lastname", "Bee"),
            ("email", "anna@example.com"),
            ("language", "german"),
            ("signature", "Yours\nAnna"),
        ];
        for (more, field) in [
            (vec![], "currentpassword"),
            (vec![("currentpassword", "wrong")], "currentpassword"),
            (vec![("currentpassword", PASSWORD), ("password2", NEW)], "again"),
            (vec![("currentpassword", PASSWORD), ("email", "nobody")], "email"),
        ] {
            let all: Vec<_> = fields.iter().copied().chain(more).collect();
            let answer = ann.submit(PATH, PATH, &all).await;
            let page = text(&answer);
            assert_eq!(answer.status, 422, "{field}: {page}");
            assert!(page.contains(&format!("id=\"p-{field}\"")), "{field}: {page}");
            assert!(page.contains("value=\"Anna\""), "what was typed stays: {page}");
            assert!(!page.contains(NEW) && !page.contains("value=\"wrong\""), "{page}");
        }
        fields.push(("currentpassword", PASSWORD));
        let page = ann.done(PATH, PATH, &fields).await;
        assert!(page.contains("Saved") && page.contains("value=\"anna@example.com\""), "{page}");
        assert!(page.contains("<option value=\"german\" selected"), "{page}");
        assert_eq!(elsewhere.open("/admin").await.status, 200, "sessions go on");

        fields.extend([("password2", NEW), ("again", NEW)]);
        let page = ann.done(PATH, PATH, &fields).await;
        assert!(page.contains("all other sessions ended"), "{page}");
        assert_eq!(ann.open("/admin").await.status, 200, "this one goes on");
        site.clock.advance(jiff::SignedDuration::from_secs(3));
        assert_eq!(ann.open("/admin").await.status, 200, "and it is a good one");
        let answer = elsewhere.open("/admin").await;
        assert!(answer.header("location").starts_with("/admin/login"), "{}", answer.status);
        let login = [("name", "anna@example.com"), ("password", NEW)];
        assert_eq!(Browser::new(&site).send("/admin/login", &login).await.status, 303);
    }
}

#[tokio::test]
async fn a_member_notes_something_for_itself() {
    for site in each_engine().await {
        let mut ann = Browser::of_ann(&site, r#"["GetStats"]"#).await;
        let notes = [("do", "notes"), ("notes", "Call <b> back")];
        let page = ann.done(PATH, PATH, &notes).await;
        assert!(page.contains("Your notes are saved"), "{page}");
        assert!(page.contains(">Call &lt;b&gt; back</textarea>"), "{page}");
        let empty = [("do", "notes"), ("notes", "")];
        assert!(!ann.done(PATH, PATH, &empty).await.contains("Call"), "none is fine, too");
    }
}

#[tokio::test]
async fn a_program_of_a_member_changes_it_over_rest() {
    for site in each_engine().await {
        crate::shop::staff(&site, r#"["GetStats"]"#).await;
        let login = post("/api/v1/auth/staff/login", json!({"email": "ann", "password": PASSWORD}));
        let ann = person(&site.call(login).await.expect(200));
        let patch = |body: serde_json::Value| {
            let request = ask(Method::PATCH, "/api/v1/admin/me").json(&body);
            site.call(ann.asks(request))
        };
        for (body, pointer) in [
            (json!({"current_password": "wrong", "first_name": "X"}), "/current_password"),
            (json!({"current_password": PASSWORD, "email": "a@b"}), "/email"),
            (json!({"current_password": PASSWORD, "password": "short"}), "/password"),
        ] {
            let problem = patch(body).await.expect(422);
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
        }
        let good = json!({"current_password": PASSWORD, "first_name": "Anna", "password": NEW});
        assert_eq!(patch(good).await.status, 204);
        site.clock.advance(jiff::SignedDuration::from_secs(3));
        let answer = site.call(ann.asks(crate::site::get("/api/v1/admin/me"))).await;
        assert_eq!(answer.status, 401, "every session ended");
    }
}
