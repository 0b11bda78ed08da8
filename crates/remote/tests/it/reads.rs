//! Equal reads become one, and catalogues are kept for a moment.

use std::time::Duration;

use futures::{future::join_all, poll};
use protocol::{AddProduct, CreateInvoice, GetInvoice, GetInvoices, GetProducts, InvoiceRows};
use remote::{AnyCall, Config, Remote, RemoteError};

use crate::{
    config, remote,
    upstream::{Upstream, http, json},
};

fn list(userid: u64) -> GetInvoices {
    GetInvoices { userid: Some(userid), ..Default::default() }
}

async fn counted() -> (Upstream, Remote) {
    let upstream = Upstream::start_held(|number, _| {
        json(format!(r#"{{"result":"success","totalresults":{number}}}"#))
    })
    .await;
    let whmcs = remote(config(&upstream.url));
    (upstream, whmcs)
}

#[tokio::test]
async fn a_thousand_equal_reads_are_one() {
    let (upstream, whmcs) = counted().await;
    let mut calls: Vec<_> = (0..1000).map(|_| Box::pin(whmcs.call(list(7)))).collect();
    for call in &mut calls {
        assert!(poll!(call).is_pending());
    }
    upstream.release();
    for answer in join_all(calls).await {
        assert_eq!(answer.unwrap().totalresults.0, 0);
    }
    assert_eq!(upstream.count(), 1);
    assert_eq!(whmcs.call(list(7)).await.unwrap().totalresults.0, 1, "nothing was kept");
}

#[tokio::test]
async fn other_parameters_actions_and_writes_are_not_shared() {
    let (upstream, whmcs) = counted().await;
    let write = CreateInvoice { userid: 7, ..Default::default() };
    let calls = async {
        tokio::join!(
            whmcs.call(list(7)),
            whmcs.call(list(8)),
            whmcs.call(GetInvoice { invoiceid: 7 }),
            whmcs.call(write.clone()),
            whmcs.call(write.clone()),
            whmcs.call_form("GetInvoices", protocol::Pairs::new()),
        )
    };
    let mut calls = Box::pin(calls);
    assert!(poll!(&mut calls).is_pending());
    upstream.release();
    let (one, two, three, four, five, six) = calls.await;
    assert!(one.is_ok() && two.is_ok() && three.is_ok() && four.is_ok() && five.is_ok());
    assert!(six.is_ok());
    assert_eq!(upstream.count(), 6);
}

/// Two askers want other things of one answer: neither is given what the other one wants.
#[tokio::test]
async fn a_part_of_an_answer_is_not_the_whole() {
    let (upstream, whmcs) = counted().await;
    let brief = || whmcs.call_any(AnyCall::brief::<InvoiceRows>(&list(7)));
    let (whole, one, two) = (whmcs.call(list(7)), brief(), brief());
    let mut all = Box::pin(async { tokio::join!(whole, one, two) });
    assert!(poll!(&mut all).is_pending());
    upstream.release();
    let (whole, one, two) = all.await;
    let rows = |part: remote::AnyAnswer| part.downcast::<InvoiceRows>().unwrap();
    let (one, two) = (rows(one.unwrap()), rows(two.unwrap()));
    assert_eq!(one, two);
    assert_ne!(whole.unwrap().totalresults, one.totalresults);
    assert_eq!(upstream.count(), 2);
}

#[tokio::test]
async fn an_error_is_shared_too() {
    let upstream = Upstream::start_held(|_, _| http(500, "", "<h1>no</h1>")).await;
    let whmcs = remote(config(&upstream.url));
    let mut calls: Vec<_> = (0..10).map(|_| Box::pin(whmcs.call(list(7)))).collect();
    for call in &mut calls {
        assert!(poll!(call).is_pending());
    }
    upstream.release();
    let expect = RemoteError::Server { status: 500, excerpt: "<h1>no</h1>".into() };
    for answer in join_all(calls).await {
        assert_eq!(answer, Err(expect.clone()));
    }
    assert_eq!(upstream.count(), 1);
}

#[tokio::test]
async fn those_who_go_away_harm_nobody() {
    let (upstream, whmcs) = counted().await;
    let mut first = Box::pin(whmcs.call(list(7)));
    let mut second = Box::pin(whmcs.call(list(7)));
    assert!(poll!(&mut first).is_pending());
    assert!(poll!(&mut second).is_pending());
    drop(first);
    upstream.release();
    assert!(second.await.is_ok());
    let before = upstream.count();
    let mut all = Box::pin(whmcs.call(list(9)));
    assert!(poll!(&mut all).is_pending());
    drop(all);
    assert!(whmcs.call(list(9)).await.is_ok());
    assert!(upstream.count() > before);
}

#[tokio::test]
async fn nobody_is_answered_from_before_a_write() {
    let (upstream, whmcs) = counted().await;
    let mut before = Box::pin(whmcs.call(list(7)));
    assert!(poll!(&mut before).is_pending());
    // The write goes away unanswered, which leaves open whether it was done.
    let mut write = Box::pin(whmcs.call(CreateInvoice { userid: 7, ..Default::default() }));
    assert!(poll!(&mut write).is_pending());
    drop(write);
    let mut after = Box::pin(whmcs.call(list(7)));
    assert!(poll!(&mut after).is_pending());
    upstream.release();
    let (before, after) = tokio::join!(before, after);
    assert_ne!(before.unwrap().totalresults, after.unwrap().totalresults);
}

#[tokio::test]
async fn catalogues_are_kept_until_a_write_of_their_topic() {
    let upstream = Upstream::start(|number, _| {
        json(format!(r#"{{"result":"success","totalresults":{number}}}"#))
    })
    .await;
    let ttl = Some(Duration::from_secs(3600));
    let whmcs = remote(Config { catalogue_ttl: ttl, ..config(&upstream.url) });
    let products = || async { whmcs.call(GetProducts::default()).await.unwrap().totalresults.0 };
    assert_eq!((products().await, products().await), (0, 0));
    whmcs.call(list(7)).await.unwrap();
    whmcs.call(list(7)).await.unwrap();
    assert_eq!(upstream.count(), 3, "lists of clients are not kept");
    whmcs.call(CreateInvoice::default()).await.unwrap();
    assert_eq!(products().await, 0, "a write of another topic");
    whmcs.call(AddProduct::default()).await.unwrap();
    assert_eq!((products().await, products().await), (5, 5));
    whmcs.call_form("mycustomaction", protocol::Pairs::new()).await.unwrap();
    assert_eq!(products().await, 7, "an unknown action may have changed anything");
}

#[tokio::test]
async fn without_a_time_nothing_is_kept() {
    let (upstream, whmcs) = counted().await;
    upstream.release();
    whmcs.call(GetProducts::default()).await.unwrap();
    whmcs.call(GetProducts::default()).await.unwrap();
    assert_eq!(upstream.count(), 2);
}
