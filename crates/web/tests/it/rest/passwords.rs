//! Passwords that are forgotten or changed, and addresses that are proven.

use axum::http::Method;
use serde_json::json;

use crate::shop::{PASSWORD, sign_up};
use crate::site::{Site, ask, each, get, post};

async fn logs_in(site: &Site, password: &str) -> u16 {
    let body = json!({"email": "jane@example.com", "password": password});
    site.call(post("/api/v1/auth/login", body)).await.status.as_u16()
}

#[tokio::test]
async fn a_password_is_changed_with_the_old_one() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let change = |old: &str, new: &str| {
            let body = json!({"current_password": old, "password": new});
            jane.asks(post("/api/v1/me/password", body))
        };
        for (old, status) in [("wrong", 403), ("", 422)] {
            let wrong = site.call(change(old, "another good word")).await;
            assert_eq!(wrong.status, status, "{old}: {}", wrong.json());
        }
        assert_eq!(logs_in(&site, PASSWORD).await, 200);
        let done = site.call(change(PASSWORD, "another good word")).await;
        assert_eq!(done.status, 204, "{}", done.json());
        assert_eq!(site.call(jane.asks(get("/api/v1/me"))).await.status, 401);
        assert_eq!(logs_in(&site, PASSWORD).await, 401);
        assert_eq!(logs_in(&site, "another good word").await, 200);
    }
}

#[tokio::test]
async fn an_address_is_changed_with_the_password_once_it_is_proven() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let change = |password: &str, email: &str| {
            let body = json!({"current_password": password, "email": email});
            jane.asks(post("/api/v1/me/email", body))
        };
        for (password, email) in
            [("wrong", "new@example.com"), ("", "new@example.com"), (PASSWORD, "no address")]
        {
            let refused = site.call(change(password, email)).await;
            assert!(refused.status.is_client_error(), "{}", refused.json());
        }
        assert_eq!(logs_in(&site, PASSWORD).await, 200);
        let asked = async |waits: Option<&str>| {
            let told = jane.get(&site, "/api/v1/me/email").await;
            assert_eq!(told, json!({"email": "jane@example.com", "new_email": waits}));
        };
        asked(None).await;
        assert_eq!(site.call(change(PASSWORD, "new@example.com")).await.status, 202);
        asked(Some("new@example.com")).await;
        assert_eq!(logs_in(&site, PASSWORD).await, 200, "the one before counts");
        for status in [204, 404] {
            let withdrawn = jane.asks(ask(Method::DELETE, "/api/v1/me/email"));
            assert_eq!(site.call(withdrawn).await.status, status);
            asked(None).await;
        }
        assert_eq!(site.call(change(PASSWORD, "new@example.com")).await.status, 202);
        let token = site.mailed_secret("new@example.com", "/verify/").await;
        let proof = post("/api/v1/auth/verify-email", json!({"token": token}));
        assert_eq!(site.call(proof).await.status, 204);
        assert_eq!(site.call(jane.asks(get("/api/v1/me"))).await.status, 401, "it is over");
        assert_eq!(logs_in(&site, PASSWORD).await, 401);
        let body = json!({"email": "new@example.com", "password": PASSWORD});
        assert_eq!(site.call(post("/api/v1/auth/login", body)).await.status, 200);
    }
}

/// Who has no account gets the same answer, and links that were not sent are good for nothing.
#[tokio::test]
async fn a_reset_tells_nobody_who_has_an_account() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let ask = |email: &str| post("/api/v1/auth/password-reset", json!({"email": email}));
        let mut answers = Vec::new();
        for email in ["jane@example.com", "nobody@example.com", "no address", ""] {
            let answer = site.call(ask(email)).await;
            answers.push((answer.status.as_u16(), answer.bytes));
        }
        answers.dedup();
        assert_eq!(answers, [(202, Vec::new())]);
        let body = json!({"token": "guessed", "password": "another good word"});
        let guessed = site.call(post("/api/v1/auth/password-reset/complete", body)).await;
        assert!(guessed.status.is_client_error(), "{}", guessed.json());
        let proof = post("/api/v1/auth/verify-email", json!({"token": "guessed"}));
        assert!(site.call(proof).await.status.is_client_error());
        let asked = jane.asks(post("/api/v1/me/email-verification", json!({})));
        assert_eq!(site.call(asked).await.status, 202);
        assert_eq!(logs_in(&site, PASSWORD).await, 200);
    }
}

#[tokio::test]
async fn a_log_in_is_judged_anew_whatever_its_key() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let log_in = |password: &str| {
            let body = json!({"email": "jane@example.com", "password": password});
            post("/api/v1/auth/login", body).header("idempotency-key", "the-same-key-each-time")
        };
        assert_eq!(site.call(log_in(PASSWORD)).await.status, 200);
        let body = json!({"current_password": PASSWORD, "password": "another good word"});
        site.call(jane.asks(post("/api/v1/me/password", body))).await;
        assert_eq!(site.call(log_in(PASSWORD)).await.status, 401);
        assert_eq!(site.call(log_in("another good word")).await.status, 200);
    }
}
