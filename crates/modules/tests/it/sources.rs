//! Sources of facts that have no settings: VIES and the feed of a bank, in memory and in the words
//! that their own pages show.

use model::money::ExchangeRate;
use modules::http::Pool;
use modules::rates::EcbRates;
use modules::vat::Vies;
use ports::contract;
use ports::provisioning::ConnectionOutcome;
use ports::rates::RateFeed as _;
use ports::vat::VatNumbers as _;
use serde_json::{Value, json};

use crate::counterpart::{Asked, Counterpart, Fake, Reply};
use crate::peers;

/// Answers whatever it is told to.
#[derive(Default)]
struct Source {
    said: Reply,
    asked: Vec<String>,
    bodies: Vec<Value>,
}

impl Fake for Source {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let (method, path) = asked.route();
        self.asked.push(format!("{method} {}", path.join("/")));
        self.bodies.push(asked.body.clone());
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
async fn a_library_of_others_asks_vies_for_the_same_and_takes_it_the_same() {
    let source = Counterpart::<Source>::start().await;
    let vies = Vies::at(&Pool::default(), &format!("http://127.0.0.1:{}", source.port)).unwrap();
    let verdict = |valid: bool, why: &str, name: &str| {
        json!({"countryCode": "IE", "vatNumber": "6388047V", "valid": valid, "userError": why,
            "requestDate": "2026-01-05T10:00:00.000Z", "name": name, "address": "---"})
    };
    let failed = |why: &str| json!({"actionSucceed": false, "errorWrappers": [{"error": why}]});
    for (said, expected) in [
        ((200, verdict(true, "VALID", "GOOGLE IRELAND LIMITED")), "yes GOOGLE IRELAND LIMITED"),
        ((200, verdict(true, "VALID", "---")), "yes "),
        ((200, verdict(false, "INVALID", "---")), "no "),
        ((200, verdict(false, "INVALID_INPUT", "---")), "no "),
        ((200, verdict(false, "MS_UNAVAILABLE", "---")), "unknown"),
        ((200, failed("MS_MAX_CONCURRENT_REQ")), "unknown"),
        ((500, failed("SERVICE_UNAVAILABLE")), "unknown"),
        ((503, json!({})), "unknown"),
    ] {
        source.see(|source| source.said = said.clone());
        let ours = match vies.check("IE", "6388047V").await {
            Ok(found) if found.is_valid => format!("yes {}", found.name),
            Ok(found) => format!("no {}", found.name),
            Err(error) if error.is_unknown() => "unknown".to_owned(),
            Err(error) => panic!("{error}"),
        };
        assert_eq!(ours, expected, "{said:?}");
        let port = source.port.to_string();
        let drive = move || peers::run("drive_vies.py", &[&port, "IE6388047V", "DE123456789"], "");
        let theirs = tokio::task::spawn_blocking(drive).await.unwrap();
        assert_eq!(theirs.trim_end_matches('\n'), expected, "{said:?}");
    }
    // They say who asks, too.
    let bodies = source.see(|source| source.bodies.clone());
    for pair in bodies.chunks(2) {
        let [ours, theirs] = pair else { panic!("{bodies:?}") };
        for name in ["countryCode", "vatNumber"] {
            assert_eq!(ours[name], theirs[name]);
        }
    }
    assert!(source.see(|source| source.asked.iter().all(|one| one == "POST check-vat-number")));
}

/// In the form of the bank's file.
const FEED: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
    xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
    <gesmes:subject>Reference rates</gesmes:subject>
    <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
    <Cube>
        <Cube time='2026-01-05'>
            <Cube currency='USD' rate='1.0835'/>
            <Cube currency='JPY' rate='158.21'/>
            <Cube currency='IDR' rate='17601.05'/>
            <Cube currency='GBP' rate='0.84350'/>
        </Cube>
    </Cube>
</gesmes:Envelope>"#;

#[tokio::test]
async fn a_library_of_others_reads_the_same_rates() {
    let source = Counterpart::<Source>::start().await;
    let feed = EcbRates::at(&format!("http://127.0.0.1:{}/daily.xml", source.port)).unwrap();
    source.see(|source| source.said = (200, Value::from(FEED)));
    let ours = feed.rates().await.unwrap();
    let port = source.port.to_string();
    let theirs = tokio::task::spawn_blocking(move || peers::node("drive_ecb.cjs", &[&port]));
    let theirs: Value = serde_json::from_str(&theirs.await.unwrap()).unwrap();
    assert_eq!(theirs["time"], json!(ours.date.to_string()));
    let rates = theirs["rates"].as_object().unwrap();
    assert_eq!(ours.rates.len(), rates.len());
    for (code, rate) in &ours.rates {
        let theirs = rates[code].to_string();
        assert_eq!(ExchangeRate::parse(&theirs).unwrap(), *rate, "{code}");
    }
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
