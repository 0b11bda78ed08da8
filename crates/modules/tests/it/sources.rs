//! Sources of facts that have no settings: VIES and the feed of a bank, in memory and in the words
//! that their own pages show.

use modules::http::Pool;
use modules::rates::EcbRates;
use modules::vat::Vies;
use ports::contract;
use ports::provisioning::ConnectionOutcome;
use ports::rates::RateFeed as _;
use ports::vat::VatNumbers as _;
use serde_json::{Value, json};

use crate::counterpart::{Asked, Counterpart, Fake, Reply};

/// Answers whatever it is told to.
#[derive(Default)]
struct Source {
    said: Reply,
    asked: Vec<String>,
}

impl Fake for Source {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let (method, path) = asked.route();
        self.asked.push(format!("{method} {}", path.join("/")));
        self.said.clone()
    }
}

#[tokio::test]
async fn vies_says_how_many_countries_can_be_asked() {
    let source = Counterpart::<Source>::start().await;
    let vies = Vies::at(&Pool::default(), &format!("http://127.0.0.1:{}", source.port)).unwrap();
    let standing = |available: bool| {
        json!({"vow": {"available": available}, "countries": [
            {"countryCode": "AT", "availability": "Available"},
            {"countryCode": "BE", "availability": "Unavailable"},
            {"countryCode": "XI", "availability": "Monitoring Disabled"}]})
    };
    let version = "VIES, 1 of 3 countries available".to_owned();
    source.see(|source| source.said = (200, standing(true)));
    let reached = vies.test_connection().await.unwrap();
    assert_eq!(reached, ConnectionOutcome::Reached { version });
    source.see(|source| source.said = (200, standing(false)));
    let refused = vies.test_connection().await.unwrap();
    assert!(matches!(refused, ConnectionOutcome::Refused(no) if no.code == "vow"));
    source.see(|source| source.said = (200, json!({"valid": true})));
    assert!(vies.test_connection().await.unwrap_err().is_unknown());
    assert_eq!(source.see(|source| source.asked.clone()), ["GET check-status"; 3]);
}

#[tokio::test]
async fn a_feed_says_of_what_day_its_rates_are() {
    let source = Counterpart::<Source>::start().await;
    let feed = EcbRates::at(&format!("http://127.0.0.1:{}/daily.xml", source.port)).unwrap();
    let day = "<Cube><Cube time='2026-01-05'><Cube currency='USD' rate='1.0835'/>\
        <Cube currency='JPY' rate='158.21'/></Cube></Cube>";
    source.see(|source| source.said = (200, Value::from(day)));
    contract::rates::run(&feed).await;
    let version = "2 rates for 1 EUR of 2026-01-05".to_owned();
    let reached = feed.test_connection().await.unwrap();
    assert_eq!(reached, ConnectionOutcome::Reached { version });
    source.see(|source| source.said = (200, Value::from("<html>Sorry</html>")));
    assert!(feed.test_connection().await.unwrap_err().is_unknown());
}
