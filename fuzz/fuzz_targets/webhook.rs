//! Any bytes as a signature and as a signed body of Stripe's: reading never panics, and only what
//! is signed is believed.

#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use modules::http::Pool;
use modules::payment::Stripe;
use ports::payment::{PaymentGateway, WebHook, WebHookOutcome};
use ports::{Settings, SystemClock};
use ring::hmac;

const SECRET: &str = "whsec_fuzz";
const NOW: i64 = 1_800_000_000;

static STRIPE: LazyLock<Arc<dyn PaymentGateway>> = LazyLock::new(|| {
    let mut settings = Settings::default();
    settings.set("secret_key", "sk_test_fuzz");
    settings.set("webhook_secret", SECRET);
    let closed = Arc::new(Stripe::new(Arc::new(SystemClock), Pool::default()));
    closed.open(&settings).expect("the settings are right")
});

fuzz_target!(|input: (&str, &[u8])| {
    let (header, body) = input;
    let signed = [NOW.to_string().as_bytes(), b".", body].concat();
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
    let tag = hmac::sign(&key, &signed);
    let hex: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    read(format!("t={NOW},v1={hex}"), body, true);
    read(header.to_owned(), body, header.contains(&hex));
});

fn read(header: String, body: &[u8], may_be_believed: bool) {
    let hook = WebHook {
        headers: vec![("stripe-signature".to_owned(), header)],
        body: body.to_vec(),
        received_at: jiff::Timestamp::from_second(NOW).expect("an instant"),
    };
    let said = futures::executor::block_on(STRIPE.read_web_hook(&hook)).expect("it is read");
    let forged = matches!(said, WebHookOutcome::Forged { .. });
    assert!(forged || may_be_believed, "{said:?}");
}
