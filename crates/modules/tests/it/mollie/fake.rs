//! A Mollie in memory; Mollie's own client says whether it is one (`drive_mollie.py`).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::counterpart::{Asked, Fake, Reply};

/// The key that is known.
pub(crate) const KEY: &str = "test_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM";

/// An account.
#[derive(Default)]
pub(crate) struct Mollie {
    /// The payments, by id.
    pub(crate) payments: BTreeMap<String, Value>,
    /// The mandates, by customer and id.
    pub(crate) mandates: BTreeMap<String, Value>,
    /// How many rows a page of a list holds, if it is fewer than were asked for.
    pub(crate) page: usize,
    /// Whether keys are forgotten, as they are after an hour.
    pub(crate) is_forgetful: bool,
    refunds: Vec<Value>,
    customers: usize,
    said: BTreeMap<String, Reply>,
}

fn no(status: u16, title: &str, detail: &str, field: Option<&str>) -> Reply {
    let mut body = json!({"status": status, "title": title, "detail": detail,
        "_links": {"documentation": {"href": "https://docs.mollie.com", "type": "text/html"}}});
    if let Some(field) = field {
        body["field"] = json!(field);
    }
    (status, body)
}

fn unknown() -> Reply {
    no(404, "Not Found", "No payment exists with token x.", None)
}

fn cents(amount: &Value) -> i64 {
    let text = amount["value"].as_str().unwrap_or_default();
    let whole = text.split_once('.').is_some_and(|(_, cents)| cents.len() == 2);
    if whole { text.replace('.', "").parse().unwrap_or_default() } else { 0 }
}

impl Fake for Mollie {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let header = |name: &str| {
            asked.headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned()
        };
        if header("authorization") != format!("Bearer {KEY}") {
            return no(401, "Unauthorized Request", "Missing authentication, or failed", None);
        }
        let known = format!("{} {}", asked.path.join("/"), header("idempotency-key"));
        let write = asked.method == "POST";
        if write && !self.is_forgetful && self.said.contains_key(&known) {
            return self.said[&known].clone();
        }
        let said = self.carry_out(asked);
        if write && said.0 < 300 {
            self.said.insert(known, said.clone());
        }
        said
    }
}

impl Mollie {
    /// Something happens on Mollie's page.
    pub(crate) fn becomes(&mut self, payment: &str, status: &str) {
        let payment = self.payments.get_mut(payment).unwrap();
        payment["status"] = json!(status);
        if status == "paid" {
            payment["paidAt"] = json!("2026-01-01T09:05:00+00:00");
        }
        if status == "paid" && payment["sequenceType"] == "first" {
            let id = format!("mdt_{}", self.mandates.len() + 1);
            let customer = payment["customerId"].as_str().unwrap().to_owned();
            payment["mandateId"] = json!(id);
            self.mandates.insert(
                format!("{customer}/{id}"),
                json!({"resource": "mandate", "id": id, "mode": "test", "status": "valid",
                    "method": "creditcard", "mandateReference": null, "signatureDate": "2026-01-01",
                    "createdAt": "2026-01-01T09:05:00+00:00", "details": {"cardHolder": "Ann",
                        "cardNumber": "6787", "cardLabel": "Mastercard", "cardFingerprint": "f",
                        "cardExpiryDate": "2028-05-31"}, "_links": {}}),
            );
        }
    }

    fn carry_out(&mut self, asked: &Asked) -> Reply {
        let (method, path) = asked.route();
        match (method, path.as_slice()) {
            ("GET", ["v2", "methods"]) => (
                200,
                json!({"count": 1, "_links": {}, "_embedded": {"methods": [
                    {"resource": "method", "id": "ideal", "description": "iDEAL", "_links": {}}]}}),
            ),
            ("POST", ["v2", "customers"]) => {
                self.customers += 1;
                let id = format!("cst_{}", self.customers);
                (
                    201,
                    json!({"resource": "customer", "id": id, "mode": "test", "name": null,
                    "email": asked.body["email"], "metadata": asked.body["metadata"],
                    "createdAt": "2026-01-01T09:00:00+00:00", "_links": {}}),
                )
            }
            ("GET", ["v2", "customers", customer, "mandates", id]) => {
                match self.mandates.get(&format!("{customer}/{id}")) {
                    Some(mandate) => (200, mandate.clone()),
                    None => unknown(),
                }
            }
            ("DELETE", ["v2", "customers", customer, "mandates", id]) => {
                match self.mandates.remove(&format!("{customer}/{id}")) {
                    Some(_) => (204, Value::Null),
                    None => no(410, "Gone", "The mandate is no longer available", None),
                }
            }
            ("POST", ["v2", "payments"]) => self.create(asked),
            ("GET", ["v2", "payments"]) => self.list(asked),
            ("GET", ["v2", "payments", id]) => match self.payments.get(*id) {
                Some(payment) => (200, payment.clone()),
                None => unknown(),
            },
            ("GET", ["v2", "payments", id, "refunds"]) if self.payments.contains_key(*id) => {
                let ours = self.refunds.iter().rev().filter(|each| each["paymentId"] == *id);
                self.page_of(asked, "refunds", &ours.collect::<Vec<_>>())
            }
            ("GET", ["v2", "refunds"]) => {
                self.page_of(asked, "refunds", &self.refunds.iter().rev().collect::<Vec<_>>())
            }
            ("POST", ["v2", "payments", id, "refunds"]) => self.refund(id, asked),
            _ => unknown(),
        }
    }

    fn create(&mut self, asked: &Asked) -> Reply {
        if cents(&asked.body["amount"]) <= 0 {
            return no(422, "Unprocessable Entity", "The amount is invalid", Some("amount"));
        }
        let sequence = match asked.text("sequenceType") {
            "" => "oneoff",
            sequence => sequence,
        };
        let needed: &[&str] = match sequence {
            "oneoff" => &["description", "redirectUrl"],
            "first" => &["description", "redirectUrl", "customerId"],
            _ => &["description", "customerId", "mandateId"],
        };
        let mandate = format!("{}/{}", asked.text("customerId"), asked.text("mandateId"));
        if sequence == "recurring" && !self.mandates.contains_key(&mandate) {
            return no(422, "Unprocessable Entity", "The mandate is invalid", Some("mandateId"));
        }
        for field in needed {
            if asked.text(field).is_empty() {
                return no(422, "Unprocessable Entity", "It is missing", Some(field));
            }
        }
        let id = format!("tr_{}", self.payments.len() + 1);
        let link = |href: String| json!({"href": href, "type": "text/html"});
        let status = if sequence == "recurring" { "paid" } else { "open" };
        let mut payment = json!({"resource": "payment", "id": id, "mode": "test", "status": status,
            "createdAt": "2026-01-01T09:00:00+00:00", "amount": asked.body["amount"],
            "description": asked.body["description"], "method": null, "isCancelable": false,
            "metadata": asked.body["metadata"], "redirectUrl": asked.body["redirectUrl"],
            "webhookUrl": asked.body["webhookUrl"], "profileId": "pfl_1", "sequenceType": sequence,
            "customerId": asked.body["customerId"], "mandateId": asked.body["mandateId"],
            "_links": {"self": link(format!("https://api.mollie.com/v2/payments/{id}"))}});
        if sequence == "recurring" {
            payment["paidAt"] = json!("2026-01-01T09:00:00+00:00");
        } else {
            let page = link(format!("https://www.mollie.com/checkout/{id}"));
            payment["_links"]["checkout"] = page;
        }
        self.payments.insert(id, payment.clone());
        (201, payment)
    }

    /// The payments, the newest first.
    fn list(&self, asked: &Asked) -> Reply {
        let number = |id: &str| id.strip_prefix("tr_").unwrap().parse::<usize>().unwrap();
        let mut all: Vec<&Value> = self.payments.values().collect();
        all.sort_by_key(|each| std::cmp::Reverse(number(each["id"].as_str().unwrap())));
        self.page_of(asked, "payments", &all)
    }

    /// One page of a list whose newest comes first.
    fn page_of(&self, asked: &Asked, what: &str, all: &[&Value]) -> Reply {
        let id = |each: &Value| each["id"].as_str().unwrap().to_owned();
        let from = asked.query.get("from");
        let start = from.map(|from| all.iter().position(|each| id(each) == *from).unwrap());
        let all = &all[start.unwrap_or(0)..];
        let limit = asked.query.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(50);
        let limit = if self.page > 0 { limit.min(self.page) } else { limit };
        let path = asked.path.join("/");
        let next = all.get(limit).map(|next| {
            let from = id(next);
            let href = format!("https://api.mollie.com/{path}?from={from}&limit={limit}");
            json!({"href": href, "type": "application/hal+json"})
        });
        let page = &all[..limit.min(all.len())];
        let links = json!({"next": next, "previous": null});
        (200, json!({"count": page.len(), "_embedded": {what: page}, "_links": links}))
    }

    fn refund(&mut self, id: &str, asked: &Asked) -> Reply {
        let given = self.refunds.iter().filter(|each| each["paymentId"] == id);
        let given: i64 = given.map(|each| cents(&each["amount"])).sum();
        let Some(payment) = self.payments.get_mut(id) else { return unknown() };
        let amount = cents(&asked.body["amount"]);
        if payment["status"] != "paid" || amount <= 0 || given + amount > cents(&payment["amount"])
        {
            let why = "The specified amount cannot be refunded";
            return no(422, "Unprocessable Entity", why, Some("amount"));
        }
        let value = format!("{}.{:02}", (given + amount) / 100, (given + amount) % 100);
        payment["amountRefunded"] = json!({"currency": "EUR", "value": value});
        let refund = json!({"resource": "refund", "id": format!("re_{}", self.refunds.len() + 1),
            "status": "pending", "amount": asked.body["amount"], "paymentId": id,
            "description": asked.body["description"], "metadata": asked.body["metadata"],
            "createdAt": "2026-01-02T09:00:00+00:00", "_links": {}});
        self.refunds.push(refund.clone());
        (201, refund)
    }
}
