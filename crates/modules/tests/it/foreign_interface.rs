//! The module `http` against mountebank, which knows nothing of us: a program of other people's
//! that makes servers on request. A service is a server of its own, which answers or does not.

use model::ids::{ServerId, ServiceId};
use modules::http::Pool;
use modules::provisioning::HttpServices;
use ports::contract::provisioning::ProvisionerTrial;
use ports::provisioning::{
    ConnectionOutcome, ProvisionOutcome, Provisioner, ServerCall, ServiceAction, ServiceCall,
    ServiceChanges,
};
use ports::{ChoiceKind, PortError, Secret};
use serde_json::Value;

use crate::peers::Peer;
use crate::stripe::front::client;

const CREATE: &str = r#"POST /imposters
{"port": "{{parameter.port}}", "host": "127.0.0.1", "protocol": "http", "name": "{{domain}}",
 "stubs": [{"call": "{{key}}", "suspended": false, "responses": [
     {"is": {"statusCode": 200, "body": "{{domain}} on {{parameter.plan}}"}}]}]}"#;
const OPEN: &str = r#"PUT /imposters/{{parameter.port}}/stubs
{"stubs": [{"call": "{{key}}", "suspended": false, "responses": [
     {"is": {"statusCode": 200, "body": "{{domain}} on {{parameter.plan}}"}}]}]}"#;
const CLOSE: &str = r#"PUT /imposters/{{parameter.port}}/stubs
{"stubs": [{"call": "{{key}}", "suspended": true, "responses": [
     {"is": {"statusCode": 503, "body": "suspended"}}]}]}"#;

/// What an operator would write; the key is kept in the record of a service.
const PRODUCT: [(&str, &str); 9] = [
    ("create", CREATE),
    ("suspend", CLOSE),
    ("unsuspend", OPEN),
    ("changepackage", OPEN),
    ("terminate", "DELETE /imposters/{{parameter.port}}"),
    ("look_up", "GET /imposters/{{parameter.port}}"),
    ("state", "GET /imposters/{{parameter.port}}"),
    (
        "answer",
        "key=/stubs/0/call\nsuspended=/stubs/0/suspended\nusername=/name\nfield.port=/port\n\
        code=/errors/0/code\nmessage=/errors/0/message",
    ),
    ("parameters", "plan=small"),
];

fn server(port: u16) -> ServerCall {
    ServerCall {
        server: ServerId(1),
        name: "mountebank".to_owned(),
        host: "127.0.0.1".to_owned(),
        ip: String::new(),
        port: Some(port),
        secure: false,
        username: String::new(),
        password: Secret::default(),
        access_key: Secret::default(),
    }
}

fn call(admin: u16, site: u16, key: &str) -> ServiceCall {
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    ServiceCall {
        server: Some(server(admin)),
        product: PRODUCT.into_iter().map(owned).collect(),
        options: [("port".to_owned(), site.to_string())].into(),
        ..ProvisionerTrial::usual(key, ServiceId(42)).call
    }
}

fn module() -> HttpServices {
    HttpServices::new(Pool::default())
}

/// A port that nobody has just now.
fn free_port() -> u16 {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    free.local_addr().unwrap().port()
}

/// Status and page of a service as a visitor sees it; `None` if nobody answers.
async fn visited(site: u16) -> Option<(u16, String)> {
    let answer = client().get(format!("http://127.0.0.1:{site}/")).send().await.ok()?;
    Some((answer.status().as_u16(), answer.text().await.unwrap()))
}

/// What mountebank itself tells of a service.
async fn kept(admin: u16, site: u16) -> (u16, Value) {
    let address = format!("http://127.0.0.1:{admin}/imposters/{site}");
    let answer = client().get(address).send().await.unwrap();
    let status = answer.status().as_u16();
    (status, serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap())
}

async fn done(action: &ServiceAction, call: &ServiceCall) -> ServiceChanges {
    match module().run(action, call).await.unwrap() {
        ProvisionOutcome::Done(changes) => changes,
        other => panic!("{action:?}: {other:?}"),
    }
}

async fn refused(action: &ServiceAction, call: &ServiceCall) -> (String, String) {
    match module().run(action, call).await.unwrap() {
        ProvisionOutcome::Refused(no) => (no.code, no.message),
        other => panic!("{action:?}: {other:?}"),
    }
}

#[tokio::test]
async fn a_service_lives_behind_an_interface_that_knows_nothing_of_us() {
    let peer = Peer::node("run_mountebank.cjs", &[]);
    let (admin, site) = (peer.port, free_port());
    let call = |key: &str| call(admin, site, key);
    let page = |status: u16, text: &str| Some((status, text.to_owned()));
    let reached = module().test_connection(&server(admin)).await.unwrap();
    assert_eq!(reached, ConnectionOutcome::Reached { version: "HTTP 200".to_owned() });
    assert_eq!(module().state(&call("look")).await.unwrap(), None);

    let made = done(&ServiceAction::Create, &call("make")).await;
    assert_eq!(made.username.as_deref(), Some("contract.example.com"));
    assert_eq!(made.fields["port"], site.to_string());
    assert_eq!(visited(site).await, page(200, "contract.example.com on small"));
    let state = module().state(&call("look")).await.unwrap().unwrap();
    assert!(!state.suspended);

    done(&ServiceAction::Suspend, &call("stop")).await;
    assert_eq!(visited(site).await, page(503, "suspended"));
    assert!(module().state(&call("look")).await.unwrap().unwrap().suspended);
    assert_eq!(kept(admin, site).await.1["stubs"][0]["call"], "stop");

    done(&ServiceAction::Unsuspend, &call("go on")).await;
    assert_eq!(visited(site).await, page(200, "contract.example.com on small"));
    assert!(!module().state(&call("look")).await.unwrap().unwrap().suspended);

    let mut larger = call("larger");
    larger.options.insert("plan".to_owned(), "large".to_owned());
    done(&ServiceAction::ChangePackage, &larger).await;
    assert_eq!(visited(site).await, page(200, "contract.example.com on large"));

    // It has no such paths, so nobody learns anything from it, and that is no mishap.
    assert!(module().usage(&server(admin)).await.unwrap().is_empty());
    assert!(module().choices(&server(admin), ChoiceKind::Plan).await.unwrap().is_empty());
    let storage = module().choices(&server(admin), ChoiceKind::Storage).await.unwrap_err();
    assert!(matches!(storage, PortError::Unsupported { .. }), "{storage}");
    done(&ServiceAction::Terminate, &call("end")).await;
    assert_eq!(visited(site).await, None);
    assert_eq!(kept(admin, site).await.0, 404);
    assert_eq!(module().state(&call("look")).await.unwrap(), None);
}

/// What the interface does not end goes on, and is ended once it is asked for rightly.
#[tokio::test]
async fn a_termination_that_is_refused_leaves_the_service() {
    let peer = Peer::node("run_mountebank.cjs", &[]);
    let (admin, site) = (peer.port, free_port());
    let ending = |key: &str, request: &str| {
        let mut call = call(admin, site, key);
        call.product.insert("terminate".to_owned(), request.to_owned());
        call
    };
    let of_nothing = |key: &str| ending(key, "DELETE /imposters/{{parameter.port}}/stubs/7");
    done(&ServiceAction::Create, &call(admin, site, "make")).await;
    let (code, message) = refused(&ServiceAction::Terminate, &of_nothing("end")).await;
    assert_eq!(code, "bad data");
    assert!(message.contains("must be a valid integer"), "{message}");
    assert_eq!(visited(site).await.map(|(status, _)| status), Some(200));
    assert_eq!(kept(admin, site).await.0, 200);
    let look_up = async |key: &str| {
        module().look_up(&ServiceAction::Terminate, &of_nothing(key)).await.unwrap()
    };
    assert_eq!(look_up("end").await, None, "it was not carried out");

    done(&ServiceAction::Terminate, &call(admin, site, "end")).await;
    assert_eq!(visited(site).await, None);
    let (code, _) = refused(&ServiceAction::Terminate, &of_nothing("end again")).await;
    assert_eq!(code, "no such resource");
}

#[tokio::test]
async fn what_such_an_interface_did_is_known_by_the_key_in_its_record() {
    let peer = Peer::node("run_mountebank.cjs", &[]);
    let (admin, site) = (peer.port, free_port());
    let call = |key: &str| call(admin, site, key);
    let look_up = async |action: &ServiceAction, key: &str| {
        module().look_up(action, &call(key)).await.unwrap()
    };
    assert_eq!(look_up(&ServiceAction::Create, "make").await, None);
    let made = done(&ServiceAction::Create, &call("make")).await;
    // The same call is not made twice, and another one is not taken for it.
    assert_eq!(done(&ServiceAction::Create, &call("make")).await, made);
    let found = look_up(&ServiceAction::Create, "make").await;
    assert_eq!(found, Some(ProvisionOutcome::Done(made)));
    let (code, message) = refused(&ServiceAction::Create, &call("another")).await;
    assert_eq!(code, "EADDRINUSE");
    assert_eq!(message, "The interface refused it (HTTP 400)");
    done(&ServiceAction::Suspend, &call("stop")).await;
    assert_eq!(look_up(&ServiceAction::Create, "make").await, None);
    assert!(look_up(&ServiceAction::Suspend, "stop").await.is_some());

    done(&ServiceAction::Terminate, &call("end")).await;
    let (code, message) = refused(&ServiceAction::Suspend, &call("too late")).await;
    assert_eq!(code, "no such resource");
    assert_eq!(message, "Try POSTing to /imposters first?");
    drop(peer);
    let error = module().run(&ServiceAction::Create, &call("nobody")).await.unwrap_err();
    assert!(error.may_repeat(), "{error}");
}
