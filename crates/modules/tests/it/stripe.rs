//! The gateway `stripe` against localstripe, and signatures against Stripe's own library.

pub(crate) mod front;
mod hand_off;
mod hooks;

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::http::Method;
use model::ids::{ClientId, InvoiceId};
use model::money::{Currency, Money};
use modules::http::Pool;
use modules::payment::Stripe;
use ports::contract::payment::GatewayTrial;
use ports::payment::{
    Asked, CardOwner, Charge, ChargeOutcome, ChargeSource, KeptMethod, PaymentGateway,
    StoreOutcome, TAKES_NO_NUMBERS,
};
use ports::{Clock, PortError, Refused, Settings, contract};

use crate::{clock, sandbox_card};
use front::{Front, Mishap};

const SECRET: &str = "sk_test_a1b2c3d4e5f6";
const HOOK_SECRET: &str = "whsec_f6e5d4c3b2a1";

fn settings(url: &str) -> Settings {
    Settings::from_iter([
        ("secret_key", SECRET),
        ("webhook_secret", HOOK_SECRET),
        ("installation", "test"),
        ("api_url", url),
    ])
}

fn open(settings: &Settings) -> Result<Arc<dyn PaymentGateway>, PortError> {
    Arc::new(Stripe::new(Pool::default())).open(settings)
}

fn charge(key: &str, source: ChargeSource) -> Charge {
    Charge {
        idempotency_key: key.to_owned(),
        amount: Money::from_minor(1_595, Currency::EUR),
        invoice: InvoiceId(7),
        client: ClientId(3),
        source,
        description: "Invoice #7".to_owned(),
    }
}

fn owner(tokens: &[&str]) -> CardOwner {
    let tokens = tokens.iter().map(|token| (*token).to_owned()).collect();
    CardOwner { client: ClientId(1), email: "client@example.com".to_owned(), tokens }
}

async fn stored(front: &Front, gateway: &dyn PaymentGateway) -> ChargeSource {
    let card = front.made(sandbox_card::card("4242424242424242")).await;
    match gateway.store(owner(&[]), card, "a card").await.unwrap() {
        StoreOutcome::Stored(method) => ChargeSource::Token(method.token),
        other => panic!("stored, not {other:?}"),
    }
}

/// How many intents with this key localstripe has.
async fn intents(front: &Front, key: &str) -> usize {
    let page = front.ask(Method::GET, "/v1/payment_intents?limit=100", &[]).await;
    let all = page["data"].as_array().unwrap();
    all.iter().filter(|intent| intent["metadata"]["hostler_key"] == key).count()
}

#[tokio::test]
async fn stripe_keeps_the_contract() {
    let front = Front::start().await;
    let gateway = open(&settings(&front.url)).unwrap();
    for refused in ["4000000000000341", "4000000000000002", "4000002500003155"] {
        let refused_card = Some(front.made(sandbox_card::card(refused)).await);
        let trial = GatewayTrial::usual(refused, clock().utc_date());
        let made = Some(front.made(trial.card.clone()).await);
        contract::payment::run(&*gateway, &GatewayTrial { made, refused_card, ..trial }).await;
    }
}

#[tokio::test]
async fn what_nobody_knows_is_asked_and_not_repeated() {
    let front = Front::start().await;
    let gateway = open(&settings(&front.url)).unwrap();
    let card = stored(&front, &*gateway).await;
    for (mishap, key, unknown, made) in [
        (Mishap::ReplyLost, "lost", true, 1),
        (Mishap::Down, "down", true, 0),
        (Mishap::Busy, "busy", false, 0),
    ] {
        front.arm(mishap);
        let error = gateway.charge(charge(key, card.clone())).await.unwrap_err();
        assert_eq!(error.is_unknown(), unknown, "{mishap:?}: {error}");
        assert_eq!(error.may_repeat(), !unknown, "{mishap:?}: {error}");
        let found = gateway.look_up(&Asked::key(key)).await.unwrap();
        let paid = matches!(&found, Some(ChargeOutcome::Paid { .. }));
        assert_eq!((paid, found.is_none()), (made == 1, made == 0), "{mishap:?}: {found:?}");
        assert_eq!(intents(&front, key).await, made, "{mishap:?}");
    }
    front.arm(Mishap::Busy);
    let PortError::NotSent { retry_after_seconds, .. } =
        gateway.charge(charge("wait", card)).await.unwrap_err()
    else {
        panic!("surely not sent");
    };
    assert_eq!(retry_after_seconds, Some(7));
}

#[tokio::test]
async fn a_key_that_stripe_does_not_take_is_our_fault_and_an_absent_stripe_was_not_sent() {
    let front = Front::start().await;
    let mut bad = settings(&front.url);
    bad.set("secret_key", "rk_test_a1b2c3d4e5f6");
    let error = open(&bad).unwrap().look_up(&Asked::key("x")).await.unwrap_err();
    assert!(matches!(&error, PortError::Configuration { setting, .. } if setting == "secret_key"));
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let gateway = open(&settings(&format!("http://{closed}"))).unwrap();
    let error = gateway.look_up(&Asked::key("x")).await.unwrap_err();
    assert!(error.may_repeat(), "{error}");
}

#[tokio::test]
async fn a_bank_that_asks_the_client_is_a_no_that_stays_one() {
    let front = Front::start().await;
    let gateway = open(&settings(&front.url)).unwrap();
    let token = hand_off::careful_card(&front).await;
    let outcome = gateway.charge(charge("3ds", token)).await.unwrap();
    let ChargeOutcome::Refused(Refused { code, .. }) = &outcome else {
        panic!("refused, not {outcome:?}");
    };
    assert_eq!(code, "authentication_required");
    // Nobody can confirm it behind our back: the intent is given up at Stripe too.
    assert_eq!(gateway.look_up(&Asked::key("3ds")).await.unwrap(), Some(outcome));
}

#[tokio::test]
async fn the_page_of_stripe_is_open_then_paid_or_too_late() {
    let front = Front::start().await;
    let gateway = open(&settings(&front.url)).unwrap();
    let page = || ChargeSource::Hosted {
        return_url: "https://a.example/invoice/7".to_owned(),
        keep: None,
    };
    let opened = gateway.charge(charge("page", page())).await.unwrap();
    let ChargeOutcome::ActionNeeded { url, .. } = &opened else { panic!("a page: {opened:?}") };
    assert!(url.starts_with("https://checkout."), "{url}");
    assert_eq!(gateway.charge(charge("page", page())).await.unwrap(), opened, "one page per key");
    assert_eq!(gateway.look_up(&Asked::key("page")).await.unwrap(), Some(opened.clone()));
    // By its id it is found however many newer ones there are.
    let ChargeOutcome::ActionNeeded { reference, .. } = &opened else { panic!("{opened:?}") };
    let asked = Asked { reference: reference.clone(), ..Asked::key("page") };
    let another = Asked { reference: reference.clone(), ..Asked::key("another") };
    front.crowd();
    assert_eq!(gateway.look_up(&asked).await.unwrap(), Some(opened));
    assert_eq!(gateway.look_up(&another).await.unwrap(), None, "the key of another charge");

    front.session("expired", None);
    let late = gateway.look_up(&asked).await.unwrap();
    assert!(matches!(late, Some(ChargeOutcome::Refused(_))), "{late:?}");

    let card = stored(&front, &*gateway).await;
    let paid = gateway.charge(charge("paid there", card)).await.unwrap();
    let ChargeOutcome::Paid { reference, .. } = &paid else { panic!("paid: {paid:?}") };
    front.session("complete", Some(reference));
    assert_eq!(gateway.look_up(&asked).await.unwrap(), Some(paid.clone()));
    let by_intent = Asked { reference: reference.clone(), ..Asked::key("paid there") };
    assert_eq!(gateway.look_up(&by_intent).await.unwrap(), Some(paid));
}

#[tokio::test]
async fn what_is_paid_with_on_the_page_is_kept_if_the_client_agrees() {
    let front = Front::start().await;
    let gateway = open(&settings(&front.url)).unwrap();
    let page = |keep| ChargeSource::Hosted { return_url: "https://a.example/7".to_owned(), keep };
    let found = async |key: &str| gateway.look_up(&Asked::key(key)).await.unwrap();

    gateway.charge(charge("once", page(None))).await.unwrap();
    assert_eq!(front.asked()["payment_intent_data[setup_future_usage]"], serde_json::Value::Null);
    assert_eq!(front.asked()["customer_creation"], serde_json::Value::Null);

    gateway.charge(charge("kept", page(Some(owner(&[]))))).await.unwrap();
    assert_eq!(front.asked()["payment_intent_data[setup_future_usage]"], "off_session");
    assert_eq!(front.asked()["customer_email"], "client@example.com");
    let (customer, method) = front.pays("4242424242424242").await;
    let first = format!("{customer}/{method}");
    let paid = found("kept").await;
    let Some(ChargeOutcome::Paid { kept: Some(kept), .. }) = &paid else { panic!("{paid:?}") };
    let expires_on = Some(jiff::civil::date(2029, 3, 31));
    let expected = KeptMethod {
        token: first.clone(),
        brand: "Visa".to_owned(),
        description: "Jane Doe".to_owned(),
        last_four: "4242".to_owned(),
        expires_on,
    };
    assert_eq!(*kept, expected);
    assert_eq!(found("kept").await, paid, "it is told whenever it is asked after");
    let later = gateway.charge(charge("later", ChargeSource::Token(first.clone()))).await.unwrap();
    assert!(matches!(later, ChargeOutcome::Paid { kept: None, .. }), "{later:?}");

    // A second one is the same customer's; a client without a mail address is asked by Stripe.
    gateway.charge(charge("second", page(Some(owner(&[&first]))))).await.unwrap();
    assert_eq!(front.asked()["customer"], customer);
    assert_eq!(front.asked()["customer_creation"], serde_json::Value::Null);
    let (same, second) = front.pays("5555555555554444").await;
    assert_eq!(same, customer);
    let paid = found("second").await;
    let Some(ChargeOutcome::Paid { kept: Some(kept), .. }) = &paid else { panic!("{paid:?}") };
    assert_eq!(kept.token, format!("{customer}/{second}"));

    // What is forgotten is told no more, and the payment is one still.
    gateway.forget(&kept.token).await.unwrap();
    let paid = found("second").await;
    assert!(matches!(paid, Some(ChargeOutcome::Paid { kept: None, .. })), "{paid:?}");
}

#[test]
fn settings_are_checked_before_anything_is_sent() {
    let good = settings("https://api.stripe.com");
    assert!(open(&good).is_ok());
    for (name, value) in [
        ("secret_key", ""),
        ("secret_key", "pk_test_1"),
        ("webhook_secret", "secret"),
        ("return_url", "javascript:x"),
        ("installation", "a b"),
        ("api_url", "http://api.stripe.com"),
        ("api_url", "https://user:pass@api.stripe.com"),
        ("api_url", "api.stripe.com"),
    ] {
        let mut bad = good.clone();
        bad.set(name, value);
        let Err(error) = open(&bad) else { panic!("{name}={value} is refused") };
        assert!(error.to_string().contains(&format!("setting {name}")), "{error}");
        assert!(!error.to_string().contains(SECRET), "{error}");
    }
}

/// An older installation may have kept a setting that had them sent to Stripe.
#[tokio::test]
async fn card_numbers_go_nowhere_whatever_is_kept_of_older_settings() {
    let front = Front::start().await;
    let mut older = settings(&front.url);
    older.set("accept_card_numbers", "on");
    let gateway = open(&older).unwrap();
    assert!(gateway.settings().iter().all(|field| field.name != "accept_card_numbers"));
    for typed in ["4242424242424242", "4242 4242 4242 4242", "4242", "tok_visa", "pm_/../x", ""] {
        let outcome = gateway.store(owner(&[]), sandbox_card::card(typed), "a").await.unwrap();
        let StoreOutcome::Refused(no) = outcome else { panic!("refused, not {outcome:?}") };
        assert_eq!((no.code.as_str(), no.message.as_str()), ("card_numbers_off", TAKES_NO_NUMBERS));
    }
    let once = charge("once", ChargeSource::Card(sandbox_card::card("4242424242424242")));
    let error = gateway.charge(once).await.unwrap_err();
    assert!(matches!(error, PortError::Unsupported { .. }), "{error}");
    assert!(front.forms().is_empty(), "Stripe is not asked: {:?}", front.forms());

    let made_in_the_browser =
        gateway.store(owner(&[]), sandbox_card::card("pm_card_visa"), "b").await.unwrap();
    let StoreOutcome::Stored(method) = made_in_the_browser else { panic!("stored") };
    assert_eq!(method.last_four, "4242");
}

#[tokio::test]
async fn the_cards_of_a_client_are_those_of_one_customer_until_the_last_is_forgotten() {
    let front = Front::start().await;
    let gateway = open(&settings(&front.url)).unwrap();
    let ChargeSource::Token(first) = stored(&front, &*gateway).await else { panic!("a token") };
    let customer = first.split_once('/').unwrap().0.to_owned();
    let owner = owner(&["another-gateway's", "cus_gone/pm_gone", &first]);
    let card = front.made(sandbox_card::card("5555555555554444")).await;
    let second = gateway.store(owner, card, "another card").await.unwrap();
    let StoreOutcome::Stored(second) = second else { panic!("stored, not {second:?}") };
    assert!(second.token.starts_with(&format!("{customer}/")), "{customer}: {}", second.token);
    // Stripe does this when a card is set up; localstripe leaves it out.
    for token in [&first, &second.token] {
        let method = token.split_once('/').unwrap().1;
        let path = format!("/v1/payment_methods/{method}/attach");
        front.ask(Method::POST, &path, &[("customer", &customer)]).await;
    }

    let path = format!("/v1/customers/{customer}");
    gateway.forget(&second.token).await.unwrap();
    gateway.forget(&second.token).await.unwrap();
    let kept = front.ask(Method::GET, &path, &[]).await;
    assert_eq!(kept["id"], customer, "{kept}");
    gateway.forget(&first).await.unwrap();
    let gone = front.ask(Method::GET, &path, &[]).await;
    assert!(gone["deleted"] == true || gone["error"].is_object(), "{gone}");
}

/// What is logged, for a test to read.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn neither_key_nor_number_is_in_the_log() {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    // The runtime of this test has one thread, which is this one.
    let _guard = tracing::subscriber::set_default(subscriber);
    let front = Front::start().await;
    let gateway = open(&settings(&front.url)).unwrap();
    let typed = sandbox_card::card("4242424242424242");
    gateway.store(owner(&[]), typed, "typed").await.unwrap();
    let card = stored(&front, &*gateway).await;
    front.arm(Mishap::Down);
    let error = gateway.charge(charge("logged", card)).await.unwrap_err();
    let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("path=\"/v1/setup_intents\""), "requests are logged: {log}");
    for secret in [SECRET, HOOK_SECRET, "4242424242424242"] {
        assert!(!log.contains(secret), "{secret} is logged");
        assert!(!error.to_string().contains(secret));
    }
}
