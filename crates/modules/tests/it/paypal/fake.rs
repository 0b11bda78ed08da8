//! A PayPal in memory; PayPal's own SDK says whether it is one (`drive_paypal.cjs`).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::counterpart::{Asked, Fake, Reply};

/// The app that is known.
pub(crate) const APP: (&str, &str) = ("app-1", "s3cret-of-the-app");
const TOKEN: &str = "A21AA-token";

/// An account.
#[derive(Default)]
pub(crate) struct PayPal {
    /// The orders, by id.
    pub(crate) orders: BTreeMap<String, Value>,
    /// How often a token was asked for.
    pub(crate) tokens: usize,
    /// What was handed back to be verified.
    pub(crate) verified: Vec<Value>,
    /// What is in the vault, by id.
    pub(crate) vault: BTreeMap<String, Value>,
    /// Whether money stays under way.
    pub(crate) is_slow: bool,
    /// Whether the vault is slow: it keeps an account a while after the payment.
    pub(crate) is_vault_slow: bool,
    wishes: BTreeSet<String>,
    refunds: BTreeMap<String, Value>,
    said: BTreeMap<String, Reply>,
}

fn no(status: u16, name: &str, issue: &str) -> Reply {
    (
        status,
        json!({"name": name, "message": "The request failed", "debug_id": "d",
        "details": [{"issue": issue, "description": format!("It is {issue}")}], "links": []}),
    )
}

impl Fake for PayPal {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let header = |name: &str| {
            asked.headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned()
        };
        let (method, path) = asked.route();
        if path == ["v1", "oauth2", "token"] {
            // app-1:s3cret-of-the-app
            if header("authorization") != "Basic YXBwLTE6czNjcmV0LW9mLXRoZS1hcHA=" {
                return (401, json!({"error": "invalid_client", "error_description": "no"}));
            }
            self.tokens += 1;
            return (
                200,
                json!({"scope": "https://uri.paypal.com/services/payments",
                "access_token": TOKEN, "token_type": "Bearer", "app_id": "APP", "expires_in": 32400,
                "nonce": "n"}),
            );
        }
        if header("authorization") != format!("Bearer {TOKEN}") {
            return (401, json!({"error": "invalid_token", "error_description": "expired"}));
        }
        let key = header("paypal-request-id");
        let known = format!("{} {key}", path.join("/"));
        if method == "POST" && !key.is_empty() && self.said.contains_key(&known) {
            return self.said[&known].clone();
        }
        let said = self.carry_out(asked);
        if method == "POST" && !key.is_empty() && said.0 < 300 {
            self.said.insert(known, said.clone());
        }
        said
    }
}

impl PayPal {
    /// The client agrees on PayPal's page.
    pub(crate) fn approve(&mut self, order: &str) {
        self.orders.get_mut(order).unwrap()["status"] = json!("APPROVED");
    }

    /// The capture of an order.
    pub(crate) fn capture_of(&self, order: &str) -> Value {
        self.orders[order]["purchase_units"][0]["payments"]["captures"][0].clone()
    }

    fn carry_out(&mut self, asked: &Asked) -> Reply {
        let (method, path) = asked.route();
        match (method, path.as_slice()) {
            ("POST", ["v2", "checkout", "orders"]) => self.create(asked),
            ("GET", ["v2", "checkout", "orders", id]) => match self.orders.get(*id) {
                Some(order) => (200, order.clone()),
                None => no(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID"),
            },
            ("POST", ["v2", "checkout", "orders", id, "capture"]) => self.capture(id, asked),
            ("DELETE", ["v3", "vault", "payment-tokens", id]) => match self.vault.remove(*id) {
                Some(_) => (204, Value::Null),
                None => no(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID"),
            },
            ("GET", ["v2", "payments", "captures", id]) => match self.find(id) {
                Some(capture) => (200, capture.clone()),
                None => no(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID"),
            },
            ("POST", ["v2", "payments", "captures", id, "refund"]) => self.refund(id, asked),
            ("GET", ["v1", "reporting", "transactions"]) => self.transactions(asked),
            ("POST", ["v1", "notifications", "verify-webhook-signature"]) => {
                self.verified.push(asked.body.clone());
                let good = asked.text("transmission_sig") == "good";
                let word = if good { "SUCCESS" } else { "FAILURE" };
                (200, json!({"verification_status": word}))
            }
            _ => no(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID"),
        }
    }

    fn find(&mut self, capture: &str) -> Option<&mut Value> {
        let captures = self.orders.values_mut();
        let mut captures =
            captures.filter_map(|order| order.pointer_mut("/purchase_units/0/payments/captures/0"));
        captures.find(|each| each["id"] == capture)
    }

    fn create(&mut self, asked: &Asked) -> Reply {
        let amount = &asked.body["purchase_units"][0]["amount"];
        let value = amount["value"].as_str().unwrap_or_default();
        if asked.text("intent") != "CAPTURE" || value.parse::<f64>().is_err() {
            return no(400, "INVALID_REQUEST", "INVALID_PARAMETER_SYNTAX");
        }
        let payer = &asked.body["payment_source"]["paypal"];
        if !payer.is_null() && payer["experience_context"]["return_url"].as_str().is_none() {
            return no(400, "INVALID_REQUEST", "MISSING_REQUIRED_PARAMETER");
        }
        let status = if payer.is_null() { "CREATED" } else { "PAYER_ACTION_REQUIRED" };
        let id = format!("ORDER{}", self.orders.len() + 1);
        let link = |rel: &str, href: String, method: &str| json!({"rel": rel, "href": href, "method": method});
        let rel = if payer.is_null() { "approve" } else { "payer-action" };
        let mut order = json!({"id": id, "intent": "CAPTURE", "status": status,
            "create_time": "2026-01-01T09:00:00Z",
            "purchase_units": asked.body["purchase_units"],
            "links": [link("self", format!("https://api-m.paypal.com/v2/checkout/orders/{id}"), "GET"),
                link(rel, format!("https://www.paypal.com/checkoutnow?token={id}"), "GET")]});
        if !payer.is_null() {
            order["payment_source"] = json!({"paypal": {}});
        }
        if payer["attributes"]["vault"]["store_in_vault"] == "ON_SUCCESS" {
            self.wishes.insert(id.clone());
        }
        self.orders.insert(id, order.clone());
        (200, order)
    }

    fn capture(&mut self, id: &str, asked: &Asked) -> Reply {
        let from = asked.body["payment_source"]["paypal"]["vault_id"].as_str().unwrap_or_default();
        let is_from_vault = self.vault.contains_key(from);
        let status = if self.is_slow { "PENDING" } else { "COMPLETED" };
        let Some(order) = self.orders.get_mut(id) else {
            return no(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID");
        };
        match order["status"].as_str().unwrap() {
            "COMPLETED" => return no(422, "UNPROCESSABLE_ENTITY", "ORDER_ALREADY_CAPTURED"),
            "APPROVED" => {}
            "CREATED" if is_from_vault => {}
            "CREATED" if !from.is_empty() => {
                return no(422, "UNPROCESSABLE_ENTITY", "TOKEN_ID_NOT_FOUND");
            }
            _ => return no(422, "UNPROCESSABLE_ENTITY", "ORDER_NOT_APPROVED"),
        }
        let unit = order["purchase_units"][0].clone();
        let code = unit["amount"]["currency_code"].clone();
        let money = |value: &str| json!({"currency_code": code, "value": value});
        let capture = json!({"id": format!("CAP-{id}"), "status": status, "amount": unit["amount"],
            "final_capture": true, "custom_id": unit["custom_id"],
            "seller_receivable_breakdown": {"gross_amount": unit["amount"],
                "paypal_fee": money("0.65"), "net_amount": money("9.35")},
            "supplementary_data": {"related_ids": {"order_id": id}},
            "create_time": "2026-01-01T09:05:00Z", "update_time": "2026-01-01T09:05:00Z"});
        order["status"] = json!("COMPLETED");
        order["purchase_units"][0]["payments"] = json!({"captures": [capture]});
        if self.wishes.contains(id) {
            let token = format!("8kk{}", self.vault.len() + 1);
            let mut kept = json!({"status": "APPROVED", "links": []});
            if !self.is_vault_slow {
                kept = json!({"id": token, "status": "VAULTED", "customer": {"id": "CUST1"}});
            }
            order["payment_source"] = json!({"paypal": {"email_address": "ann@example.com",
                "account_id": "QYR5Z8XDVJNXQ", "attributes": {"vault": kept}}});
            // As the web hook tells it.
            let token_made = json!({"id": token, "customer": {"id": "CUST1"},
                "payment_source": {"paypal": {"email_address": "ann@example.com"}},
                "metadata": {"order_id": id}});
            self.vault.insert(token, token_made);
        }
        (201, order.clone())
    }

    /// One page of what was carried out, whatever the day: two rows at most.
    fn transactions(&self, asked: &Asked) -> Reply {
        let query = |name: &str| asked.query.get(name).cloned().unwrap_or_default();
        let is_time = |text: &str| text.len() >= 20 && text.ends_with('Z');
        if !is_time(&query("start_date")) || !is_time(&query("end_date")) {
            return no(400, "INVALID_REQUEST", "INVALID_PARAMETER_SYNTAX");
        }
        let info = |id: &Value, code: &str, more: Value| {
            let mut info = json!({"transaction_id": id, "transaction_event_code": code,
                "transaction_initiation_date": "2026-01-01T09:05:00Z", "transaction_status": "S"});
            info.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            json!({"transaction_info": info})
        };
        let captures = self.orders.values();
        let captures =
            captures.filter_map(|each| each.pointer("/purchase_units/0/payments/captures/0"));
        let paid = captures.map(|each| {
            let more =
                json!({"transaction_amount": each["amount"], "custom_field": each["custom_id"]});
            info(&each["id"], "T0006", more)
        });
        let back = self.refunds.values().map(|each| {
            let value = format!("-{}", each["amount"]["value"].as_str().unwrap());
            let code = &each["amount"]["currency_code"];
            let more = json!({"transaction_amount": {"currency_code": code, "value": value},
                "paypal_reference_id": each["capture"], "paypal_reference_id_type": "TXN"});
            info(&each["id"], "T1107", more)
        });
        let all: Vec<Value> = paid.chain(back).collect();
        let size = query("page_size").parse::<usize>().unwrap_or(100).clamp(1, 2);
        let page = query("page").parse::<usize>().unwrap_or(1);
        let rows: Vec<&Value> = all.iter().skip((page - 1) * size).take(size).collect();
        (
            200,
            json!({"transaction_details": rows, "page": page, "total_items": all.len(),
            "total_pages": all.len().div_ceil(size), "links": []}),
        )
    }

    fn refund(&mut self, id: &str, asked: &Asked) -> Reply {
        let cents = |amount: &Value| {
            let text = amount["value"].as_str().unwrap_or_default().replace('.', "");
            text.parse::<i64>().unwrap_or_default()
        };
        let given = self.refunds.values().filter(|each| each["capture"] == id);
        let given: i64 = given.map(|each| cents(&each["amount"])).sum();
        let Some(capture) = self.find(id) else {
            return no(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID");
        };
        if given + cents(&asked.body["amount"]) > cents(&capture["amount"]) {
            return no(422, "UNPROCESSABLE_ENTITY", "REFUND_AMOUNT_EXCEEDED");
        }
        capture["status"] = json!("PARTIALLY_REFUNDED");
        let number = format!("REF{}", self.refunds.len() + 1);
        let refund = json!({"id": number, "status": "COMPLETED", "amount": asked.body["amount"],
            "capture": id, "links": []});
        self.refunds.insert(number, refund.clone());
        (201, refund)
    }
}
