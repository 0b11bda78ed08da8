//! The secrets of the Contabo in memory, and the passwords that machines have by them.

use serde_json::{Value, json};

use super::{Contabo, Said, owner, page};
use crate::counterpart::Asked;

/// Signs of which a password has some, says the vendor's description.
const SIGNS: &str = "!@#$^&*?_~";

impl Contabo {
    pub(super) fn secret(&mut self, asked: &Asked, rest: &[&str]) -> Said {
        let value = asked.text("value");
        if asked.body.get("value").is_some() && !is_good(value) {
            return Err((400, "value must match the pattern of passwords"));
        }
        let links = json!({"self": "/v1/secrets"});
        let (method, _) = asked.route();
        let at = |id: &str| {
            let wanted = id.parse::<i64>().ok()?;
            self.secrets.iter().position(|each| each["secretId"] == wanted)
        };
        match (method, rest) {
            ("GET", []) => {
                let wanted = |each: &&Value| {
                    ["name", "type"].iter().all(|field| {
                        asked.query.get(*field).is_none_or(|text| each[*field] == text.as_str())
                    })
                };
                let shown: Vec<Value> = self.secrets.iter().filter(wanted).map(shown).collect();
                Ok(page(shown.iter().collect()))
            }
            ("POST", []) if !asked.text("name").is_empty() && asked.text("type") == "password" => {
                self.numbers += 1;
                let made = json!({"secretId": self.numbers, "name": asked.text("name"),
                    "type": "password", "value": value});
                self.secrets.push(made.clone());
                Ok((201, json!({"data": [shown(&made)], "_links": links})))
            }
            ("PATCH", [id]) => {
                let at = at(id).ok_or((404, "Entity Secret not found"))?;
                self.secrets[at]["value"] = json!(value);
                Ok((200, json!({"_links": links})))
            }
            ("DELETE", [id]) => {
                let at = at(id).ok_or((404, "Entity Secret not found"))?;
                self.secrets.remove(at);
                Ok((204, Value::Null))
            }
            _ => Err((400, "name and type of a secret are missing")),
        }
    }

    pub(super) fn reset_password(&mut self, id: u64, asked: &Asked, request: &str) -> Said {
        let wanted = &asked.body["rootPassword"];
        let secret = self.secrets.iter().find(|each| each["secretId"] == *wanted);
        let secret = secret.ok_or((404, "Entity Secret not found"))?;
        self.passwords.insert(id, secret["value"].as_str().unwrap().to_owned());
        self.audit("action", id, "CREATED", request);
        let done = owner(json!({"instanceId": id, "action": "resetPassword"}));
        Ok((201, json!({"data": [done], "_links": {"self": "/v1/compute/instances"}})))
    }
}

/// What is told of a secret; its value is told to nobody.
fn shown(secret: &Value) -> Value {
    let mut shown = secret.clone();
    shown["value"] = json!("(hidden)");
    for field in ["createdAt", "updatedAt"] {
        shown[field] = json!("2026-01-01T09:00:00.000Z");
    }
    owner(shown)
}

/// Eight signs at least, capitals and others, and either a digit with two of the signs or three
/// digits with one.
fn is_good(password: &str) -> bool {
    let count = |is_it: fn(char) -> bool| password.chars().filter(|each| is_it(*each)).count();
    let signs = count(|each| SIGNS.contains(each));
    let digits = count(|each| each.is_ascii_digit());
    let letters =
        count(|each| each.is_ascii_uppercase()) > 0 && count(|each| each.is_ascii_lowercase()) > 0;
    let mixed = (digits >= 1 && signs >= 2) || (digits >= 3 && signs >= 1);
    password.len() >= 8 && letters && mixed
}
