//! Deadlines and the bound on calls under way.

use std::time::Duration;

use futures::poll;
use protocol::{CreateInvoice, GetInvoices};
use remote::{Config, RemoteError};

use crate::{
    config, remote,
    upstream::{Upstream, json},
};

fn list(userid: u64) -> GetInvoices {
    GetInvoices { userid: Some(userid), ..Default::default() }
}

#[tokio::test]
async fn only_so_many_calls_are_under_way() {
    let upstream = Upstream::start_held(|_, _| json(r#"{"result":"success"}"#)).await;
    let whmcs = remote(Config {
        in_flight_max: 2,
        waiting_max: 1,
        waiting_time: Duration::from_secs(60),
        ..config(&upstream.url)
    });
    let mut calls: Vec<_> = (1..=3).map(|id| Box::pin(whmcs.call(list(id)))).collect();
    for call in &mut calls {
        assert!(poll!(call).is_pending());
    }
    assert_eq!(whmcs.call(list(4)).await, Err(RemoteError::Busy));
    let write = whmcs.call(CreateInvoice::default()).await;
    assert_eq!(write, Err(RemoteError::Busy), "nothing was sent, so nothing is unknown");
    assert!(whmcs.call(list(5)).await.unwrap_err().retry_after().is_some());
    upstream.release();
    for call in calls {
        assert!(call.await.is_ok());
    }
    assert_eq!(upstream.count(), 3);
}

#[tokio::test]
async fn equal_reads_take_one_place() {
    let upstream = Upstream::start_held(|_, _| json(r#"{"result":"success"}"#)).await;
    let whmcs = remote(Config { in_flight_max: 1, waiting_max: 0, ..config(&upstream.url) });
    let mut calls: Vec<_> = (0..50).map(|_| Box::pin(whmcs.call(list(1)))).collect();
    for call in &mut calls {
        assert!(poll!(call).is_pending());
    }
    upstream.release();
    for call in calls {
        assert!(call.await.is_ok());
    }
}

#[tokio::test]
async fn a_call_has_its_own_deadline() {
    let upstream = Upstream::start_held(|_, _| json(r#"{"result":"success"}"#)).await;
    let whmcs = remote(config(&upstream.url));
    let hasty = whmcs.with_deadline(Duration::from_millis(20));
    let mut patient = Box::pin(whmcs.call(list(1)));
    assert!(poll!(&mut patient).is_pending());
    assert_eq!(hasty.call(list(1)).await, Err(RemoteError::Timeout));
    let write = hasty.call(CreateInvoice::default()).await;
    let cause = RemoteError::Timeout.into();
    assert_eq!(write, Err(RemoteError::OutcomeUnknown { cause }));
    upstream.release();
    assert!(patient.await.is_ok(), "the other deadline is none of its business");
}
