//! What is counted, and that names from outside are not counted one by one.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use metrics::{
    Counter, CounterFn, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit,
};
use protocol::{GetInvoices, GetProducts, Pairs};
use remote::{BreakerSettings, Config};

use crate::{
    config, remote,
    upstream::{Upstream, http, json},
};

type Counts = Arc<Mutex<BTreeMap<String, u64>>>;

/// Keeps the counters by name and labels.
#[derive(Default)]
struct Board(Counts);

struct Row(Counts, String);

impl CounterFn for Row {
    fn increment(&self, value: u64) {
        *self.0.lock().unwrap().entry(self.1.clone()).or_default() += value;
    }

    fn absolute(&self, _: u64) {}
}

impl Recorder for Board {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        let labels: Vec<_> = key.labels().map(metrics::Label::value).collect();
        let name = format!("{} {}", key.name(), labels.join(" "));
        Counter::from_arc(Arc::new(Row(Arc::clone(&self.0), name.trim().to_owned())))
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::noop()
    }
}

#[tokio::test]
async fn calls_are_counted() {
    let board = Board::default();
    let _recording = metrics::set_default_local_recorder(&board);
    let upstream = Upstream::start(|number, _| match number {
        0..=2 => json(r#"{"result":"success"}"#),
        3 => json(r#"{"result":"error","message":"Command Not Found"}"#),
        _ => http(500, "", ""),
    })
    .await;
    let whmcs = remote(Config {
        catalogue_ttl: Some(Duration::from_secs(60)),
        breaker: BreakerSettings { failures_max: 2, pause: Duration::from_secs(60) },
        retries_max: 1,
        retry_pause: Duration::from_millis(1),
        ..config(&upstream.url)
    });
    let list = || whmcs.call(GetInvoices::default());
    let (one, two) = tokio::join!(list(), list());
    assert!(one.is_ok() && two.is_ok());
    whmcs.call(GetProducts::default()).await.unwrap();
    whmcs.call(GetProducts::default()).await.unwrap();
    whmcs.call_form("FromOutside", Pairs::new()).await.unwrap();
    assert!(list().await.unwrap_err().is_not_offered());
    assert!(list().await.is_err(), "twice 500, which opens the breaker");
    assert!(list().await.unwrap_err().retry_after().is_some());
    let expect = [
        ("remote_breaker_opened_total", 1),
        ("remote_cache_hits_total GetProducts", 1),
        ("remote_calls_total GetInvoices ok", 1),
        ("remote_calls_total GetInvoices refused", 1),
        ("remote_calls_total GetInvoices server", 1),
        ("remote_calls_total GetInvoices unavailable", 1),
        ("remote_calls_total GetProducts ok", 1),
        ("remote_calls_total other ok", 1),
        ("remote_coalesced_total GetInvoices", 1),
        ("remote_retries_total GetInvoices", 1),
    ];
    let found = board.0.lock().unwrap().clone();
    let expect = expect.map(|(name, count)| (name.to_owned(), count));
    assert_eq!(found, BTreeMap::from(expect));
}
