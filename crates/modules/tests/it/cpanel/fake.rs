//! A server with cPanel & WHM in memory; clients for WHM that other people wrote say whether it is
//! one (`drive_whm.py`). What it answers is taken from the samples of its description.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::clouds::Subject;
use crate::counterpart::{Asked, Fake, Reply};

/// Who signs in, and with which API token.
pub(crate) const LOGIN: (&str, &str) = ("root", "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345");
/// The password of whoever signs in.
pub(crate) const PASSWORD: &str = "r00t's own passw0rd of the server";
const PACKAGES: [&str; 2] = ["small", "large"];

/// A server.
#[derive(Default)]
pub(crate) struct Whm {
    /// The accounts, by user name.
    pub(crate) accounts: BTreeMap<String, Value>,
    notes: BTreeMap<String, Value>,
    made: usize,
}

impl Subject for Whm {
    const LOGIN: (&'static str, &'static str) = LOGIN;
    const PRODUCT: &'static [(&'static str, &'static str)] = &[("package", "small")];
    const MAKE: &'static str = "/createacct";
    const REBOOT: &'static str = "/passwd";

    fn module() -> Box<dyn ports::provisioning::Provisioner> {
        Box::new(modules::provisioning::CPanel::new(modules::http::Pool::default()))
    }

    fn count(&self) -> (usize, usize) {
        (self.accounts.len(), self.made)
    }
}

impl Fake for Whm {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let header = asked.headers.get("authorization").and_then(|it| it.to_str().ok());
        let basic = |secret: &str| {
            format!("Basic {}", BASE64_STANDARD.encode(format!("{}:{secret}", LOGIN.0)))
        };
        let token = format!("whm {}:{}", LOGIN.0, LOGIN.1);
        let taken = [token, basic(LOGIN.1), basic(PASSWORD)];
        if !header.is_some_and(|header| taken.iter().any(|each| each == header)) {
            return (403, json!({"cpanelresult": {"error": "Access denied", "type": "text"}}));
        }
        let path = asked.path.iter().filter(|part| !part.starts_with("cpsess"));
        let path: Vec<&str> = path.map(String::as_str).collect();
        let ["json-api", function] = path.as_slice() else { return (404, json!({})) };
        let version = value(asked, "api.version");
        let said = match version.as_str() {
            "1" => self.obey(function, asked),
            _ => Err("Unknown API version".to_owned()),
        };
        let (result, reason, data) = match said {
            Ok(data) => (1, "OK".to_owned(), data),
            Err(reason) => (0, reason, Value::Null),
        };
        (
            200,
            json!({"data": data, "metadata": {"version": 1, "result": result, "reason": reason,
            "command": function, "output": {"raw": "what the server did"}}}),
        )
    }
}

impl Whm {
    fn obey(&mut self, function: &str, asked: &Asked) -> Result<Value, String> {
        let value = |name: &str| value(asked, name);
        let (user, name) = (value("user"), value("username"));
        let absent = |user: &str| format!("The user “{user}” does not exist.");
        match function {
            "version" => return Ok(json!({"version": "11.136.0.13"})),
            "listpkgs" => {
                let small = json!({"name": "small", "QUOTA": "1000", "BWLIMIT": 20_000});
                let large = json!({"name": "large", "QUOTA": "unlimited", "BWLIMIT": "unlimited"});
                let other = json!({"name": "another_reseller", "QUOTA": "1", "BWLIMIT": "1"});
                return match value("want").as_str() {
                    "" | "all" => Ok(json!({"pkg": [small, large, other]})),
                    "creatable" => Ok(json!({"pkg": [small, large]})),
                    want => Err(format!("“{want}” is not a valid value for “want”")),
                };
            }
            "listaccts" => {
                let search = value("search");
                let wanted = search.trim_start_matches('^').trim_end_matches('$').to_owned();
                let fits = |user: &&Value| wanted.is_empty() || user["user"] == wanted.as_str();
                let accounts: Vec<&Value> = self.accounts.values().filter(fits).collect();
                return Ok(json!({"acct": accounts}));
            }
            "showbw" => return Ok(self.traffic()),
            "personalization_get" => {
                let names = asked.body["names"].as_array().cloned().unwrap_or_default();
                let names = names.iter().filter_map(Value::as_str);
                let each = |name: &str| {
                    let value = self.notes.get(name).cloned().unwrap_or_default();
                    (name.to_owned(), json!({"success": 1, "reason": "OK", "value": value}))
                };
                let all: serde_json::Map<String, Value> = names.map(each).collect();
                return Ok(json!({"personalization": all}));
            }
            "personalization_set" => {
                let values = asked.body["personalization"].as_object().cloned().unwrap_or_default();
                self.notes.extend(values);
                return Ok(json!({"personalization": {}}));
            }
            "create_user_session" if user == LOGIN.0 => return Ok(session()),
            "createacct" => return self.create(&name, asked),
            "removeacct" => {
                let user = if name.is_empty() { user } else { name };
                return self.accounts.remove(&user).map(|_| Value::Null).ok_or(absent(&user));
            }
            _ => {}
        }
        let (package, strong) = (value("pkg"), value("password").len() >= 8);
        let account = self.accounts.get_mut(&user).ok_or_else(|| absent(&user))?;
        match function {
            "suspendacct" => account["suspended"] = json!(1),
            "unsuspendacct" => account["suspended"] = json!(0),
            "changepackage" if PACKAGES.contains(&package.as_str()) => {
                account["plan"] = json!(package);
            }
            "changepackage" => return Err(format!("“{package}” is not a package")),
            "passwd" if strong => account["changed"] = json!(true),
            "passwd" => return Err("The password is too weak".to_owned()),
            "accountsummary" => return Ok(json!({"acct": [account]})),
            "create_user_session" => return Ok(session()),
            _ => return Err(format!("Unknown app (“{function}”) requested")),
        }
        Ok(Value::Null)
    }

    fn create(&mut self, user: &str, asked: &Asked) -> Result<Value, String> {
        let value = |name: &str| value(asked, name);
        let (domain, plan) = (value("domain"), value("plan"));
        if user.len() > 16 || user.starts_with(|first: char| !first.is_ascii_lowercase()) {
            return Err(format!("“{user}” is not a valid username"));
        }
        if self.accounts.contains_key(user) {
            return Err(format!("Sorry, the user “{user}” already exists."));
        }
        if self.accounts.values().any(|each| each["domain"] == domain.as_str()) {
            return Err(format!("Sorry, the domain {domain} is already set up"));
        }
        if value("password").len() < 8 || !PACKAGES.contains(&plan.as_str()) {
            return Err("Sorry, the password is too weak, or there is no such package".to_owned());
        }
        self.made += 1;
        let account = json!({"user": user, "domain": domain, "plan": plan, "owner": "root",
            "email": value("contactemail"), "ip": "192.0.2.10", "suspended": 0, "diskused": "14M",
            "disklimit": "1000M", "suspendreason": "not suspended", "partition": "home",
            "theme": "jupiter", "unix_startdate": 1_767_258_000});
        self.accounts.insert(user.to_owned(), account);
        Ok(json!({"ip": "192.0.2.10", "nameserver": "ns1.example.com", "package": plan,
            "options": {}}))
    }

    fn traffic(&self) -> Value {
        let each = |account: &Value| {
            json!({"user": account["user"], "maindomain": account["domain"],
            "owner": "root", "reseller": 0, "deleted": 0, "limit": "5242880", "totalbytes": 2_097_152,
            "bwusage": []})
        };
        let accounts: Vec<Value> = self.accounts.values().map(each).collect();
        json!({"acct": accounts, "month": 1, "year": 2026, "reseller": "root", "totalused": 0})
    }
}

fn value(asked: &Asked, name: &str) -> String {
    let from_body = asked.body.get(name).map(|value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    from_body.or_else(|| asked.query.get(name).cloned()).unwrap_or_default()
}

fn session() -> Value {
    json!({"cp_security_token": "/cpsess1234567890", "expires": 1_767_258_900,
        "service": "cpaneld", "session": "h42:abc:create_user_session,def",
        "url": "https://server.example:2083/cpsess1234567890/login/?session=h42%3aabc"})
}
