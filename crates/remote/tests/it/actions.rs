//! Every action of the protocol goes out, is read by a server, and its response comes back.

use std::{future::Future, pin::Pin};

use protocol::{
    Action, Form, answer,
    sample::{Dice, Sample},
};
use remote::Remote;

use crate::{
    config, remote,
    upstream::{Reply, Request, Upstream, json},
};

const SEED: u64 = 11;

/// Reads the request as a server does and gives the sampled response.
fn serve<A: Action + Sample>(request: &Request) -> Reply
where
    A::Response: Sample,
{
    let mut form = Form::parse(request.body.as_bytes()).unwrap();
    let decoded = A::decode(&mut form).unwrap();
    assert_eq!(decoded, A::sample(&mut Dice::new(SEED)), "{}", A::NAME);
    json(answer::json(&A::Response::sample(&mut Dice::new(SEED))))
}

type Checked = Pin<Box<dyn Future<Output = ()>>>;

fn check<A: Action + Sample>(whmcs: Remote) -> Checked
where
    A::Response: Sample,
{
    Box::pin(async move {
        let response = whmcs.call(A::sample(&mut Dice::new(SEED))).await;
        let expect = A::Response::sample(&mut Dice::new(SEED));
        assert_eq!(response.as_ref(), Ok(&expect), "{}", A::NAME);
    })
}

/// What is done with one action: its name, the server's side, the client's side.
type Row = (&'static str, fn(&Request) -> Reply, fn(Remote) -> Checked);

macro_rules! rows {
    ($($action:path),* $(,)?) => {
        const ROWS: &[Row] = &[$((
            <$action as Action>::NAME,
            serve::<$action>,
            check::<$action>,
        )),*];
    };
}
protocol::for_each_action!(rows);

#[tokio::test]
async fn every_action_goes_there_and_back() {
    assert_eq!(ROWS.len(), protocol::ACTIONS.len());
    let upstream = Upstream::start(|_, request| {
        let action = request.value("action").unwrap();
        let row = ROWS.iter().find(|(name, ..)| *name == action);
        row.unwrap_or_else(|| panic!("{action} is unknown")).1(request)
    })
    .await;
    let whmcs = remote(config(&upstream.url));
    for (_, _, check) in ROWS {
        check(whmcs.clone()).await;
    }
    assert_eq!(upstream.count(), ROWS.len());
}
