//! Assistants over a pair of pipes: what they say that no tool knows, and what they are told.

use actions::testing::TestActions;
use engine::{Caller, Door};
use serde_json::{Value, json};
use tokio::io::{
    AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, DuplexStream, Lines, ReadHalf, WriteHalf,
    duplex, split,
};
use web::mcp::{Asking, Scope, over_pipes};
use web::whmcs::Whmcs;

/// What fits into a pipe (bytes).
const PIPE_BYTES: usize = 1024 * 1024;

/// An assistant at the other end.
struct Assistant {
    lines: Lines<BufReader<ReadHalf<DuplexStream>>>,
    pen: WriteHalf<DuplexStream>,
    asked: u64,
}

impl Assistant {
    async fn meet(pipe: DuplexStream) -> Self {
        let (input, pen) = split(pipe);
        let mut new = Self { lines: BufReader::new(input).lines(), pen, asked: 0 };
        let me = json!({
            "protocolVersion": "2025-03-26",
            "capabilities": {},
            "clientInfo": { "name": "test", "version": "1" },
        });
        new.ask("initialize", me).await;
        new.say(json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })).await;
        new
    }

    async fn say(&mut self, message: Value) {
        self.pen.write_all(format!("{message}\n").as_bytes()).await.unwrap();
    }

    async fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.say(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })).await;
        loop {
            let line = self.lines.next_line().await.unwrap().unwrap();
            let said: Value = serde_json::from_str(&line).unwrap();
            if said["id"] == id {
                return said["result"].clone();
            }
        }
    }

    /// Whether it went well, and what was answered.
    async fn call(&mut self, tool: &str, arguments: Value) -> (bool, Value) {
        let said = self.ask("tools/call", json!({ "name": tool, "arguments": arguments })).await;
        (said["isError"] != true, said["structuredContent"].clone())
    }
}

/// Has an assistant do something over the pipes of one system with a client.
async fn over(system: &TestActions, story: impl AsyncFnOnce(Assistant)) {
    let sql = "insert into clients (uuid, first_name, last_name, email, email_folded, country,
            currency_id, status, signed_up_on, created_at, updated_at)
        values ('c', 'Jane', 'Doe', 'j@x.org', 'j@x.org', 'US', 1, 'Active', '2026-01-01', 0, 0)";
    let mut act = system.engine.act().await.unwrap();
    act.conn.batch(sql).await.unwrap();
    act.commit().await.unwrap();
    let (here, there) = duplex(PIPE_BYTES);
    let (input, output) = split(there);
    let asking = Asking { caller: Caller::system(Door::Mcp), scope: Scope::default() };
    let whmcs = Whmcs::Engine(system.actions.clone());
    let told = Box::pin(async { story(Assistant::meet(here).await).await });
    let (served, ()) = tokio::join!(Box::pin(over_pipes(whmcs, asking, input, output)), told);
    served.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_argument_that_no_tool_has_is_refused_by_its_name() {
    for system in actions::testing::each().await.unwrap() {
        over(&system, async |mut assistant: Assistant| {
            let line = json!([{ "description": "x", "amont": "250.00" }]);
            let right = json!([{ "description": "x", "amount": "250.00" }]);
            let credit =
                json!({ "clientid": 1, "description": "x", "amount": "1", "typ": "remove" });
            for (tool, arguments, pointer) in [
                ("CreateInvoice", json!({ "userid": 1, "item": line }), "/item/0/amont"),
                ("CreateInvoice", json!({ "userid": 1, "items": right }), "/items"),
                ("AddCredit", credit, "/typ"),
                ("UpdateClient", json!({ "clientid": 1, "citty": "Bath" }), "/citty"),
            ] {
                let (well, said) = assistant.call(tool, arguments).await;
                let found = (well, &said["code"], &said["errors"][0]["pointer"]);
                assert_eq!(found, (false, &json!("invalid-input"), &json!(pointer)), "{said}");
                let name = pointer.rsplit('/').next().unwrap();
                assert!(said["detail"].as_str().unwrap().contains(name), "{said}");
            }
            let (_, client) = assistant.call("GetClientsDetails", json!({ "clientid": 1 })).await;
            assert_eq!(client["client"]["credit"], "0.00", "{client}");
            let (_, invoices) = assistant.call("GetInvoices", json!({})).await;
            assert_eq!(invoices["totalresults"], 0, "{invoices}");
            let invoice = json!({ "userid": 1, "item": right, "dry_run": true });
            let (well, said) = assistant.call("CreateInvoice", invoice).await;
            assert!(well, "{said}");
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_told_in_the_words_of_the_action() {
    for system in actions::testing::each().await.unwrap() {
        over(&system, async |mut assistant: Assistant| {
            for (tool, arguments, words) in [
                ("GetInvoice", json!({ "invoiceid": 99 }), "Invoice ID Not Found"),
                (
                    "AddCredit",
                    json!({ "clientid": 99, "description": "x", "amount": "1" }),
                    "Client ID Not Found",
                ),
            ] {
                let (well, said) = assistant.call(tool, arguments).await;
                let found = (well, &said["code"], &said["detail"]);
                assert_eq!(found, (false, &json!("not-found"), &json!(words)), "{said}");
            }
        })
        .await;
    }
}
