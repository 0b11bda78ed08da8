//! Assistants at the MCP door, by the protocol's official client.

use std::process::Command;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::clients::{prepared, script};
use crate::home::{BINARY, Home};
use crate::http::{ask, get};
use crate::server::{LOGIN, Server};

/// Lets the client connect and make calls; gives the names of the tools that it was shown.
#[track_caller]
fn tour(task: &Value) -> Vec<String> {
    let mut node = Command::new("node");
    node.env("NODE_PATH", prepared("HOSTLER_E2E_NODE_MODULES"));
    let output = node.arg(script("mcp_tour.cjs")).arg(task.to_string()).output().unwrap();
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problem}");
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said["calls"], task["calls"].as_array().unwrap().len());
    said["tools"].as_array().unwrap().iter().map(|t| t.as_str().unwrap().to_owned()).collect()
}

fn basic() -> String {
    let [(_, identifier), (_, secret)] = LOGIN;
    format!("Basic {}", BASE64_STANDARD.encode(format!("{identifier}:{secret}")))
}

fn calls() -> Value {
    let items =
        json!([{ "description": "One", "amount": "12.50" }, {"description": "Two", "amount": "1"}]);
    json!([
        ["GetInvoices", { "userid": 1, "limitnum": 2 }, { "says": ["\"numreturned\":2"] }],
        // Tried, then made once however often it is asked for.
        ["CreateInvoice", { "userid": 1, "item": items, "dry_run": true }, { "says": ["invoiceid"] }],
        ["CreateInvoice", { "userid": 1, "item": items, "idempotency_key": "a" }, {}],
        ["CreateInvoice", { "userid": 1, "item": items, "idempotency_key": "a" }, {}],
        ["GetInvoices", { "userid": 1, "limitnum": 1, "orderby": "id", "order": "desc" },
            { "says": ["\"total\":\"13.50\""] }],
        ["GetInvoice", { "invoiceid": 99_999_999 },
            { "failed": true, "says": ["not-found", "Invoice ID Not Found"] }],
        ["CreateInvoice", { "userid": 1, "item": [{ "description": "x", "amont": "1" }] },
            { "failed": true, "strange": true, "says": ["/item/0/amont"] }],
        ["AddCredit", { "clientid": 1, "description": "x", "amount": "1", "type": "sideways" },
            { "failed": true, "says": ["type"] }],
        ["MakeCoffee", {}, { "failed": true, "says": ["MakeCoffee"] }],
    ])
}

#[test]
fn the_official_client_uses_every_action_as_a_tool() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    let count = |server: &Server<'_>| {
        server.call("GetInvoices", &[("userid", "1")])["totalresults"].as_u64().unwrap()
    };
    let before = count(&server);
    let url = format!("http://{}/mcp", server.address);
    let tools = tour(&json!({ "url": url, "authorization": basic(), "calls": calls() }));
    assert_eq!(tools.len(), protocol::ACTIONS.len());
    assert_eq!(count(&server), before + 1, "tried once, made once");
    server.assert_calm();
}

#[test]
fn a_role_and_a_scope_say_which_tools_there_are() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    let body = json!({ "email": demo::STAFF_EMAIL, "password": server.password() }).to_string();
    let login = ask("POST", "/api/v1/auth/staff/login").body("application/json", body);
    let token = server.ask(&login).json()["access_token"].as_str().unwrap().to_owned();
    let url = format!("http://{}/mcp?topics=billing&reads=true", server.address);
    let refused = json!([["CreateInvoice", {}, { "failed": true, "says": ["no tool"] }]]);
    let bearer = format!("Bearer {token}");
    let tools = tour(&json!({ "url": url, "authorization": bearer, "calls": refused }));
    assert!(tools.contains(&"GetInvoices".to_owned()), "{tools:?}");
    assert!(tools.iter().all(|tool| !tool.starts_with("Add") && tool != "GetClients"), "{tools:?}");

    let nobody = server.ask(&ask("POST", "/mcp").body("application/json", "{}"));
    assert_eq!((nobody.status, nobody.json()["code"].as_str()), (401, Some("not-authenticated")));
    assert_eq!(server.ask(&get("/mcp")).status, 401);
    server.assert_calm();
}

#[test]
fn an_assistant_on_this_machine_works_over_pipes() {
    let home = Home::furnished();
    let mut arguments = vec!["--data", home.path().to_str().unwrap(), "mcp"];
    arguments.extend(["--topics", "billing"]);
    let tools =
        tour(&json!({ "command": BINARY, "arguments": arguments, "env": {}, "calls": calls() }));
    assert!(tools.contains(&"CreateInvoice".to_owned()), "{tools:?}");
    assert!(!tools.contains(&"GetClients".to_owned()), "{tools:?}");
    let (well, said) = home.run(&["mcp", "--topics", "kitchen"]);
    assert!(!well && said.contains("no topic kitchen") && said.contains("billing"), "{said}");
}

/// The same program in front of another server: it is that server's actions that are the tools.
#[track_caller]
pub(crate) fn in_front(home: &Home, url: &str, login: &[(&str, &str)]) {
    let arguments = ["--data", home.path().to_str().unwrap(), "--whmcs", url, "mcp"];
    let calls = json!([
        ["GetInvoices", { "userid": 1, "limitnum": 2 }, { "says": ["\"numreturned\":2"] }],
        ["GetInvoice", { "invoiceid": 99_999_999 }, { "failed": true, "says": ["not-found"] }],
    ]);
    let env: serde_json::Map<String, Value> =
        login.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    tour(&json!({ "command": BINARY, "arguments": arguments, "env": env, "calls": calls }));
}
