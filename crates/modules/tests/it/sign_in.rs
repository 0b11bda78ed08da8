//! The module `openid`, through the real redirects of a provider that others certified.

use std::sync::Arc;

use modules::http::Pool;
use modules::sign_in::OpenIdConnect;
use ports::sign_in::{Back, Identity, Journey, Provider, SignIn};
use ports::{Clock, PortError, Refused, SystemClock};

use crate::peers::{self, Peer};

const BACK: &str = "http://127.0.0.1:9/signin/callback";

fn module() -> Arc<OpenIdConnect> {
    Arc::new(OpenIdConnect::new(Arc::new(SystemClock), Pool::default()))
}

fn provider(port: u16, client_id: &str) -> Provider {
    let secret = if client_id == "open" { "" } else { "s3cret: with + and %" };
    let issuer = format!("http://127.0.0.1:{port}");
    Provider { issuer, client_id: client_id.to_owned(), client_secret: secret.into() }
}

fn journey() -> Journey {
    Journey {
        redirect_uri: BACK.to_owned(),
        state: "state-of-this-test".to_owned(),
        nonce: "nonce-of-this-test".into(),
        verifier: "verifier-of-this-test-0123456789-0123456789".into(),
    }
}

/// Goes to the provider and logs in there; gives what the browser brings back.
async fn there_and_back(module: &OpenIdConnect, provider: &Provider, who: &str) -> Back {
    let address = module.begin(provider, &journey()).await.unwrap();
    let who = who.to_owned();
    let drive = move || peers::run("drive_openid.py", &[&address, &who, BACK], "");
    let came = tokio::task::spawn_blocking(drive).await.unwrap();
    let query = came.trim().split_once('?').unwrap().1;
    let pair = |name: &str| {
        let mut pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
        pairs.find(|(key, _)| key == name).map(|(_, value)| value)
    };
    assert_eq!(pair("state").as_deref(), Some("state-of-this-test"), "{came}");
    Back { code: pair("code").unwrap().into(), issuer: pair("iss") }
}

async fn who_is(
    module: &OpenIdConnect,
    provider: &Provider,
    who: &str,
) -> Result<Identity, Refused> {
    let back = there_and_back(module, provider, who).await;
    module.finish(provider, &journey(), &back).await.unwrap()
}

#[tokio::test]
async fn people_come_from_a_certified_provider() {
    let peer = Peer::node("openid.cjs", &["0", BACK, "first"]);
    let module = module();
    for (client, who, is_proven) in
        [("rs", "jane", true), ("ps", "john", true), ("es", "undine", false), ("open", "ann", true)]
    {
        let provider = provider(peer.port, client);
        let found = who_is(&module, &provider, who).await.unwrap();
        let given = format!("{}{}", who[..1].to_uppercase(), &who[1..]);
        assert_eq!(
            found,
            Identity {
                issuer: provider.issuer.clone(),
                subject: who.to_owned(),
                email: format!("{who}@example.com"),
                email_verified: is_proven,
                first_name: given,
                last_name: "Doe".to_owned(),
            },
            "{client}"
        );
    }
    let said = module.test_connection(&provider(peer.port, "rs")).await.unwrap();
    assert_eq!(said, format!("http://127.0.0.1:{}, 4 keys", peer.port));
}

#[tokio::test]
async fn what_was_not_begun_here_ends_nowhere() {
    let peer = Peer::node("openid.cjs", &["0", BACK, "first"]);
    let module = module();
    let rs = provider(peer.port, "rs");
    let back = there_and_back(&module, &rs, "jane").await;
    // Another provider's answer is not taken to this one.
    let elsewhere = Back { issuer: Some("http://127.0.0.1:1".to_owned()), ..back.clone() };
    let refused = module.finish(&rs, &journey(), &elsewhere).await.unwrap().unwrap_err();
    assert_eq!(refused.code, "issuer");
    let unsaid = Back { issuer: None, ..back.clone() };
    let refused = module.finish(&rs, &journey(), &unsaid).await.unwrap().unwrap_err();
    assert_eq!(refused.code, "issuer", "this provider says that it always tells");
    // A stolen code without what was begun with.
    let other = Journey { verifier: "v".repeat(43).into(), ..journey() };
    let refused = module.finish(&rs, &other, &back).await.unwrap().unwrap_err();
    assert_eq!(refused.code, "invalid_grant");
    // The code of one log-in, put into another.
    let back = there_and_back(&module, &rs, "jane").await;
    let other = Journey { nonce: "another".into(), ..journey() };
    let refused = module.finish(&rs, &other, &back).await.unwrap().unwrap_err();
    assert!(refused.message.contains("another log-in"), "{refused}");
    let again = module.finish(&rs, &journey(), &back).await.unwrap().unwrap_err();
    assert_eq!(again.code, "invalid_grant", "a code is good once");
    let wrong = Provider { client_secret: "wrong".into(), ..rs };
    let back = there_and_back(&module, &wrong, "jane").await;
    let refused = module.finish(&wrong, &journey(), &back).await.unwrap().unwrap_err();
    assert_eq!(refused.code, "invalid_client");
}

#[tokio::test]
async fn keys_that_the_provider_changed_are_fetched_again() {
    let first = Peer::node("openid.cjs", &["0", BACK, "first"]);
    let clock = Arc::new(ports::FakeClock::at(SystemClock.now()));
    let module = OpenIdConnect::new(clock.clone(), Pool::default());
    let es = provider(first.port, "es");
    who_is(&module, &es, "jane").await.unwrap();
    let port = first.port.to_string();
    drop(first);
    let _second = Peer::node("openid.cjs", &[&port, BACK, "second"]);
    clock.set(SystemClock.now() + jiff::SignedDuration::from_secs(30));
    let found = who_is(&module, &es, "jane").await.unwrap();
    assert_eq!(found.subject, "jane");
}

#[tokio::test]
async fn a_provider_that_is_none_is_named() {
    let module = module();
    for (issuer, wanted) in [
        ("", "is not a URL"),
        ("http://id.example", "must begin with https://"),
        ("https://user:pw@id.example", "neither a login"),
    ] {
        let provider = Provider { issuer: issuer.to_owned(), ..provider(1, "rs") };
        let error = module.begin(&provider, &journey()).await.unwrap_err();
        assert!(error.to_string().contains(wanted), "{issuer}: {error}");
        assert!(error.to_string().contains("issuer"), "{error}");
    }
    // Nobody listens there.
    let error = module.begin(&provider(9, "rs"), &journey()).await.unwrap_err();
    assert!(matches!(error, PortError::NotSent { .. }), "{error}");
}
