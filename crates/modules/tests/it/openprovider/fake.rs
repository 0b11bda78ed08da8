//! OpenProvider in memory: what it is asked and what it says is held against the vendor's own
//! description of the API, of which `described.json` has the fields and their types.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::counterpart::{Asked, Fake, Reply};

/// A name that costs more than others.
const PREMIUM: &str = "gold.com";
const DESCRIBED: &str = include_str!("described.json");

/// What it holds.
#[derive(Default)]
pub(crate) struct OpenProvider {
    /// Names by number.
    pub(crate) names: BTreeMap<u64, Value>,
    /// Customers by handle.
    pub(crate) customers: BTreeMap<String, Value>,
    /// The session that is good now; log-ins begin another one.
    pub(crate) sessions: u64,
    /// Orders that were carried out.
    pub(crate) orders: usize,
}

impl Fake for OpenProvider {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let (method, path) = asked.route();
        let described: Value = serde_json::from_str(DESCRIBED).unwrap();
        let number =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let shape: Vec<&str> = path
            .iter()
            .enumerate()
            .map(|(place, part)| match path.get(1) {
                Some(&"domains") if place == 2 && number(part) => "{id}",
                Some(&"customers") if place == 2 => "{handle}",
                _ => part,
            })
            .collect();
        let operation = format!("{method} /{}", shape.join("/"));
        let rules = described.get(&operation).unwrap_or_else(|| panic!("{operation} is unknown"));
        if method != "GET" {
            judge(&asked.body, &rules["asks"], &operation);
        }
        let named = rules["query"].as_array().unwrap();
        for name in asked.query.keys() {
            assert!(named.iter().any(|each| each == name), "{operation}: no {name} in the query");
        }
        let said = match self.carry_out(asked, &operation, &path) {
            Ok(data) => {
                judge(&data, &rules["answers"], &operation);
                json!({ "code": 0, "desc": "", "data": data })
            }
            Err((code, desc)) => json!({ "code": code, "desc": desc, "data": "" }),
        };
        let status = match said["code"].as_i64() {
            Some(0) => 200,
            Some(196) => 401,
            _ => 500,
        };
        (status, said)
    }
}

/// Nothing that the vendor does not describe, and everything of its type.
fn judge(value: &Value, rule: &Value, place: &str) {
    let good = match rule {
        Value::Object(fields) => {
            let object = value.as_object().unwrap_or_else(|| panic!("{place} is no object"));
            for (name, value) in object {
                let rule = fields.get(name).unwrap_or_else(|| panic!("{place}: no {name}"));
                judge(value, rule, &format!("{place} {name}"));
            }
            true
        }
        Value::Array(items) => {
            let list = value.as_array().unwrap_or_else(|| panic!("{place} is no list"));
            list.iter().for_each(|value| judge(value, &items[0], place));
            true
        }
        Value::String(kind) => match kind.as_str() {
            "string" => value.is_string(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "boolean" => value.is_boolean(),
            _ => true,
        },
        _ => false,
    };
    assert!(good, "{place}: {value} is no {rule}");
}

type Said = Result<Value, (i64, &'static str)>;

impl OpenProvider {
    fn carry_out(&mut self, asked: &Asked, operation: &str, path: &[&str]) -> Said {
        if operation == "POST /v1beta/auth/login" {
            if (asked.text("username"), asked.text("password")) != ("reseller", "pass \"word\"") {
                return Err((196, "Authentication/Authorization Failed"));
            }
            self.sessions += 1;
            return Ok(json!({ "token": format!("session-{}", self.sessions), "reseller_id": 1 }));
        }
        let header = asked.headers.get("authorization").and_then(|value| value.to_str().ok());
        if header != Some(&format!("Bearer session-{}", self.sessions)) {
            return Err((196, "Authentication/Authorization Failed"));
        }
        let id = path.get(2).and_then(|id| id.parse().ok());
        match operation {
            "GET /v1beta/customers" => {
                let wanted = asked.query.get("comment_pattern").unwrap();
                let fits = |each: &&Value| each["comments"] == json!(wanted);
                let found: Vec<&Value> = self.customers.values().filter(fits).collect();
                Ok(json!({ "results": found, "total": found.len() }))
            }
            "POST /v1beta/customers" => {
                let handle = format!("XY{:06}-NL", self.customers.len() + 1);
                let mut customer = asked.body.clone();
                customer["handle"] = json!(handle);
                self.customers.insert(handle.clone(), customer);
                Ok(json!({ "handle": handle }))
            }
            "GET /v1beta/customers/{handle}" => {
                self.customers.get(path[2]).cloned().ok_or((1001, "The customer is unknown"))
            }
            "GET /v1beta/domains" => {
                let wanted = asked.query.get("full_name").unwrap();
                let fits = |each: &&Value| full(&each["domain"]) == *wanted;
                let found: Vec<&Value> = self.names.values().filter(fits).collect();
                Ok(json!({ "results": found, "total": found.len() }))
            }
            "GET /v1beta/domains/prices" => Ok(price(&asked.query)),
            "POST /v1beta/domains" => self.order(&asked.body, "ACT"),
            "POST /v1beta/domains/transfer" if asked.text("auth_code") != "right" => {
                Err((317, "The authorization code is wrong"))
            }
            "POST /v1beta/domains/transfer" => self.order(&asked.body, "REQ"),
            "POST /v1beta/domains/check" => {
                let names = asked.body["domains"].as_array().unwrap();
                if names.iter().any(|name| name["extension"] == "no-such-tld") {
                    return Err((385, "The extension is not offered"));
                }
                Ok(
                    json!({ "results": names.iter().map(|name| self.check(name)).collect::<Vec<_>>() }),
                )
            }
            "GET /v1beta/tlds" => Ok(prices()),
            _ => self.keep(asked, operation, id.unwrap_or_default()),
        }
    }

    fn keep(&mut self, asked: &Asked, operation: &str, id: u64) -> Said {
        let name = self.names.get_mut(&id).ok_or((320, "The domain is unknown"))?;
        match operation {
            "PUT /v1beta/domains/{id}" => {
                for (field, value) in asked.body.as_object().unwrap() {
                    name[field] = value.clone();
                }
                Ok(json!({ "id": id, "status": "ACT" }))
            }
            "GET /v1beta/domains/{id}/authcode" => {
                Ok(json!({ "auth_code": "c0de-aZ7", "success": true, "type": "internal" }))
            }
            "POST /v1beta/domains/{id}/renew" if name["status"] != "ACT" => {
                Err((317, "The domain is not active"))
            }
            "POST /v1beta/domains/{id}/renew" => {
                let years = asked.body["period"].as_u64().unwrap();
                name["expiration_date"] =
                    json!(later(name["expiration_date"].as_str().unwrap(), years));
                self.orders += 1;
                Ok(json!({ "status": "ACT" }))
            }
            "POST /v1beta/domains/{id}/restore" if name["status"] != "DEL" => {
                Err((317, "The domain is not deleted"))
            }
            "POST /v1beta/domains/{id}/restore" => {
                self.orders += 1;
                name["status"] = json!("RRQ");
                Ok(json!({ "status": "RRQ" }))
            }
            _ => panic!("{operation} is not played"),
        }
    }

    fn order(&mut self, order: &Value, status: &str) -> Said {
        for role in ["owner_handle", "admin_handle", "tech_handle", "billing_handle"] {
            let handle = order[role].as_str().unwrap_or_default();
            if !self.customers.contains_key(handle) {
                return Err((212, "The handle is unknown"));
            }
        }
        if self.names.values().any(|name| name["domain"] == order["domain"]) {
            return Err((346, "The domain is in your account already"));
        }
        let fee = if status == "ACT" { 1_250.5 } else { 120.0 };
        let premium = full(&order["domain"]) == PREMIUM;
        if order.get("accept_premium_fee") != premium.then(|| json!(fee)).as_ref() {
            return Err((307, "The price of the premium domain is to be accepted"));
        }
        self.orders += 1;
        let id = 7_000_000 + u64::try_from(self.orders).unwrap();
        let mut name = order.clone();
        let fields = name.as_object_mut().unwrap();
        for given in ["period", "auth_code", "accept_premium_fee"] {
            fields.remove(given);
        }
        let until = later("2026-01-01 09:00:00", order["period"].as_u64().unwrap_or(1));
        for (field, value) in
            [("id", json!(id)), ("status", json!(status)), ("is_locked", json!(false))]
        {
            fields.insert(field.to_owned(), value);
        }
        let mut said = json!({ "id": id, "status": status });
        if status == "ACT" {
            fields.insert("expiration_date".to_owned(), json!(until));
            said["expiration_date"] = json!(until);
        }
        self.names.insert(id, name);
        Ok(said)
    }

    fn check(&self, name: &Value) -> Value {
        let taken = self.names.values().any(|each| each["domain"] == *name);
        let full = full(name);
        let status = if taken || full == "taken.com" { "active" } else { "free" };
        let mut said = json!({ "domain": full, "status": status, "is_premium": false });
        if full == PREMIUM {
            said["is_premium"] = json!(true);
            said["premium"] = json!({ "currency": "EUR", "price": { "create": 1_250.5 } });
        }
        said
    }
}

/// What one name costs; the reseller's own currency is another one than the registry's.
fn price(query: &BTreeMap<String, String>) -> Value {
    let asked = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
    let premium = format!("{}.{}", asked("domain.name"), asked("domain.extension")) == PREMIUM;
    let product = match (premium, asked("operation")) {
        (false, _) => 9.05,
        (true, "create") => 1_250.5,
        (true, "renew") => 110.25,
        (true, "restore") => 300.0,
        (true, "transfer") => 120.0,
        (true, other) => panic!("{other} is no operation of the vendor's"),
    };
    json!({ "is_premium": premium, "price": {
        "product": { "currency": "EUR", "price": product },
        "reseller": { "currency": "USD", "price": product * 2.0 },
    } })
}

fn prices() -> Value {
    let amount = |amount: f64| json!({ "reseller": { "currency": "EUR", "price": amount } });
    let row = |name: &str, create: f64| {
        json!({
            "name": name, "min_period": 1, "max_period": 10, "quarantine_period": 30,
            "soft_quarantine_period": 0, "is_transfer_auth_code_required": true,
            "prices": { "create_price": amount(create), "renew_price": amount(9.05),
                "transfer_price": amount(8.49), "restore_price": amount(75.0) },
        })
    };
    json!({ "results": [row("com", 8.49), row("co.uk", 6.0)], "total": 2 })
}

fn full(domain: &Value) -> String {
    format!("{}.{}", domain["name"].as_str().unwrap(), domain["extension"].as_str().unwrap())
}

fn later(instant: &str, years: u64) -> String {
    let year: u64 = instant[..4].parse().unwrap();
    format!("{:04}{}", year + years, &instant[4..])
}
