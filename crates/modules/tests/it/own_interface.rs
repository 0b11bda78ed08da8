//! The module `http` against an interface as somebody might have in-house: other names, a memory of
//! calls, and answers that get lost.

use std::collections::BTreeMap;

use model::ids::ServiceId;
use ports::contract;
use ports::contract::provisioning::ProvisionerTrial;
use ports::provisioning::{Power, ProvisionOutcome, Provisioner, ServiceAction, ServiceCall};
use ports::{ChoiceKind, PortError, Secret};
use serde_json::{Value, json};

use crate::clouds::{self, Subject};
use crate::counterpart::{Asked, Counterpart, Fake, Mishap, Reply};

const CREATE: &str = r#"POST /v1/boxes
{"number": "{{service_id}}", "owner": {"mail": "{{email}}"}, "host": "{{domain}}",
 "plan": "{{parameter.plan}}", "secret": "{{password}}"}"#;

#[derive(Default)]
pub(crate) struct House {
    boxes: BTreeMap<String, Value>,
    calls: BTreeMap<String, Reply>,
    made: usize,
}

impl Subject for House {
    const LOGIN: (&'static str, &'static str) = ("", "in-house-token");
    const PRODUCT: &'static [(&'static str, &'static str)] = &[
        ("create", CREATE),
        ("terminate", "DELETE /v1/boxes/{{service_id}}"),
        ("look_up", "GET /v1/calls/{{key}}"),
        ("state", "GET /v1/boxes/{{service_id}}"),
        ("suspend", "POST /v1/boxes/{{service_id}}/lock"),
        ("unsuspend", "POST /v1/boxes/{{service_id}}/unlock"),
        ("changepackage", "PATCH /v1/boxes/{{service_id}}\n{\"plan\": \"{{parameter.plan}}\"}"),
        ("changepassword", "PATCH /v1/boxes/{{service_id}}\n{\"secret\": \"{{password}}\"}"),
        ("renew", "POST /v1/boxes/{{service_id}}/renewed"),
        ("poweron", "POST /v1/boxes/{{service_id}}/on"),
        ("poweroff", "POST /v1/boxes/{{service_id}}/off"),
        ("reboot", "POST /v1/boxes/{{service_id}}/again"),
        ("reset", "POST /v1/boxes/{{service_id}}/again?hard=1"),
        ("reinstall", "POST /v1/boxes/{{service_id}}/fresh\n{\"image\": \"{{parameter.image}}\"}"),
        ("console", "POST /v1/boxes/{{service_id}}/screen"),
        (
            "answer",
            "dedicated_ip=/box/ip\nsuspended=/box/locked\npower=/box/power\nlink=/url\n\
            field.box_id=/box/id\nmessage=/why",
        ),
        ("parameters", "plan=large\nimage=debian"),
        ("plan", "small"),
    ];
    const MAKE: &'static str = "/boxes";
    const REBOOT: &'static str = "/again";

    fn module() -> Box<dyn Provisioner> {
        Box::new(modules::provisioning::HttpServices::new(modules::http::Pool::default()))
    }

    fn count(&self) -> (usize, usize) {
        (self.boxes.len(), self.made)
    }
}

impl Fake for House {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let header = |name: &str| asked.headers.get(name).and_then(|it| it.to_str().ok());
        if header("authorization") != Some("Bearer in-house-token") {
            return (401, json!({"why": "who are you"}));
        }
        let key = header("idempotency-key").unwrap_or_default().to_owned();
        let reply = self.carry_out(asked);
        if asked.method != "GET" {
            self.calls.insert(key, reply.clone());
        }
        reply
    }
}

impl House {
    fn carry_out(&mut self, asked: &Asked) -> Reply {
        let (method, path) = asked.route();
        let absent = (404, json!({"why": "there is none"}));
        match (method, path.as_slice()) {
            ("GET", ["v1", "calls", key]) => self.calls.get(*key).cloned().map_or(absent, |said| {
                let status = if said.0 < 300 { "done" } else { "refused" };
                let mut body = said.1;
                body["status"] = json!(status);
                (200, body)
            }),
            ("POST", ["v1", "boxes"]) => {
                let number = asked.text("number").to_owned();
                if self.boxes.contains_key(&number) {
                    return (409, json!({"why": "there is one"}));
                }
                self.made += 1;
                let made = json!({"id": self.made, "ip": "192.0.2.9", "locked": false,
                    "power": "on", "plan": asked.body["plan"], "host": asked.body["host"],
                    "mail": asked.body["owner"]["mail"]});
                self.boxes.insert(number, made.clone());
                (201, json!({"box": made}))
            }
            (_, ["v1", "boxes", number, rest @ ..]) => {
                let Some(found) = self.boxes.get_mut(*number) else { return absent };
                match rest {
                    [] if method == "DELETE" => {
                        self.boxes.remove(*number);
                        return (200, json!({}));
                    }
                    [] if method == "PATCH" => {
                        let plan = asked.body.get("plan").unwrap_or(&found["plan"]).clone();
                        found["plan"] = plan;
                    }
                    ["lock"] => found["locked"] = json!(true),
                    ["unlock"] => found["locked"] = json!(false),
                    ["on"] => found["power"] = json!("on"),
                    ["off"] => found["power"] = json!("off"),
                    _ => {}
                }
                (200, json!({"box": found, "url": "https://screens.example/1"}))
            }
            ("GET", ["usage"]) => {
                let used = |number: &String| {
                    json!({"service_id": number, "disk_used_mib": 700, "disk_limit_mib": 1_000,
                        "traffic_used_mib": 30})
                };
                (200, self.boxes.keys().map(used).collect())
            }
            ("GET", ["plans"]) => {
                (200, json!([{"id": "small", "name": "Small", "note": "1 GiB"}, {"id": "large"}]))
            }
            ("GET", ["images"]) => (200, json!(["debian", "alpine", "debian"])),
            ("GET", ["regions"]) => (200, json!([{"id": 1, "name": "Our cellar"}])),
            _ => absent,
        }
    }
}

fn call(house: &Counterpart<House>, key: &str) -> ServiceCall {
    clouds::call::<House>(house.port, key)
}

#[tokio::test]
async fn an_interface_of_ones_own_keeps_the_contract() {
    let house = Counterpart::<House>::start().await;
    let trial = ProvisionerTrial { call: call(&house, "suite") };
    contract::provisioning::run(&*House::module(), &trial).await;
    assert_eq!(house.see(|house| house.count()), (0, 1));
}

#[tokio::test]
async fn what_services_use_and_what_there_is_to_choose_is_listed() {
    let house = Counterpart::<House>::start().await;
    clouds::done(&house, &ServiceAction::Create, "make").await;
    let usage = House::module().usage(&clouds::server::<House>(house.port)).await.unwrap();
    let [only] = usage.as_slice() else { panic!("{usage:?}") };
    assert_eq!((only.service, only.disk_limit_mib), (Some(ServiceId(42)), Some(1_000)));
    assert_eq!((only.traffic_used_mib, only.traffic_limit_mib), (30, None));
    let lists: [(ChoiceKind, &[&str]); 3] = [
        (ChoiceKind::Plan, &["small: Small (1 GiB)", "large: large ()"]),
        (ChoiceKind::Image, &["debian: debian ()", "alpine: alpine ()"]),
        (ChoiceKind::Region, &["1: Our cellar ()"]),
    ];
    clouds::lists::<House>(&house, &lists).await;
}

#[tokio::test]
async fn what_got_lost_is_asked_after_and_never_done_twice() {
    for (mishap, unknown, found) in
        [(Mishap::ReplyLost, true, true), (Mishap::Down, true, false), (Mishap::Busy, false, false)]
    {
        let house = Counterpart::<House>::start().await;
        let create = call(&house, "make it");
        house.arm(House::MAKE, mishap);
        let error = House::module().run(&ServiceAction::Create, &create).await.unwrap_err();
        assert_eq!(error.is_unknown(), unknown, "{mishap:?}: {error}");
        let known = House::module().look_up(&ServiceAction::Create, &create).await.unwrap();
        assert_eq!(known.is_some(), found, "{mishap:?}: {known:?}");
        let outcome = clouds::settled::<House>(&create, &ServiceAction::Create).await;
        let ProvisionOutcome::Done(changes) = outcome else { panic!("{outcome:?}") };
        assert_eq!(changes.dedicated_ip.as_deref(), Some("192.0.2.9"));
        assert_eq!(changes.fields["box_id"], "1");
        assert_eq!(house.see(|house| house.count()), (1, 1), "{mishap:?}");
    }
}

#[tokio::test]
async fn values_cannot_change_a_request_and_settings_at_fault_are_named() {
    let house = Counterpart::<House>::start().await;
    let mut odd = call(&house, "odd");
    odd.domain = "x\", \"plan\": \"huge".to_owned();
    odd.client_email = "{{password}}@example.com".to_owned();
    let outcome = clouds::settled::<House>(&odd, &ServiceAction::Create).await;
    assert!(matches!(outcome, ProvisionOutcome::Done(_)), "{outcome:?}");
    let made = house.see(|house| house.boxes["42"].clone());
    assert_eq!((&made["plan"], &made["host"]), (&json!("small"), &json!(odd.domain)));
    assert_eq!(made["mail"], "{{password}}@example.com");
    let state = House::module().state(&odd).await.unwrap().unwrap();
    assert_eq!((state.power, state.suspended), (Power::On, false));

    let mut none = call(&house, "none");
    none.product.remove("reboot");
    let outcome = House::module().run(&ServiceAction::Reboot, &none).await.unwrap();
    assert_eq!(outcome, ProvisionOutcome::Unsupported);
    for (name, value) in [
        ("create", "POST boxes"),
        ("suspend", "POST /x\n{"),
        ("answer", "ip=box"),
        ("look_up", ""),
        ("reboot", "POST /{{secret}}"),
    ] {
        let mut bad = call(&house, name);
        bad.product.insert(name.to_owned(), value.to_owned());
        let error = House::module().run(&ServiceAction::Reboot, &bad).await.unwrap_err();
        assert!(matches!(&error, PortError::Configuration { setting, .. } if setting == name));
    }
    let mut server = clouds::server::<House>(house.port);
    server.access_key = Secret::default();
    let refused = House::module().test_connection(&server).await.unwrap();
    assert!(format!("{refused:?}").contains("unauthorized"), "{refused:?}");
}
