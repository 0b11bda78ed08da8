//! A server with DirectAdmin in memory; a client of the panel that other people wrote says whether
//! it is one (`drive_directadmin.py`).

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::clouds::Subject;
use crate::counterpart::{Asked, Fake, Reply};

/// Who signs in, and with which login key.
pub(crate) const LOGIN: (&str, &str) = ("admin", "l0gin-key-of-admin");
const PACKAGES: [&str; 2] = ["small", "large"];

/// A server.
#[derive(Default)]
pub(crate) struct Panel {
    accounts: BTreeMap<String, Account>,
    made: usize,
}

struct Account {
    domain: String,
    email: String,
    package: String,
    suspended: bool,
}

impl Subject for Panel {
    const LOGIN: (&'static str, &'static str) = LOGIN;
    const PRODUCT: &'static [(&'static str, &'static str)] = &[("package", "small")];
    const MAKE: &'static str = "/CMD_API_ACCOUNT_USER";
    const REBOOT: &'static str = "/CMD_API_USER_PASSWD";

    fn module() -> Box<dyn ports::provisioning::Provisioner> {
        Box::new(modules::provisioning::DirectAdmin::new(modules::http::Pool::default()))
    }

    fn count(&self) -> (usize, usize) {
        (self.accounts.len(), self.made)
    }
}

impl Fake for Panel {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let [command] = asked.path.as_slice() else { return (404, json!("<html>404</html>")) };
        let Some(who) = who(asked) else {
            // As the panel does: a page to log in on, with HTTP 200.
            return (200, json!("<html><title>DirectAdmin Login</title></html>"));
        };
        let said = match who.split_once('|') {
            Some((_, user)) => self.obey_as(user, command, asked),
            None => self.obey(command, asked),
        };
        let pairs = match said {
            Ok(pairs) => pairs,
            Err(why) => pairs(&[("error", "1"), ("text", "Cannot do this"), ("details", &why)]),
        };
        (
            200,
            Value::String(
                form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish(),
            ),
        )
    }
}

const LEAVING: &str = "leaving.example.com";

type Pairs = Vec<(String, String)>;

fn pairs(pairs: &[(&str, &str)]) -> Pairs {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn listed<'a>(all: impl Iterator<Item = &'a str>) -> Pairs {
    all.map(|each| ("list[]".to_owned(), each.to_owned())).collect()
}

fn well(text: &str) -> Pairs {
    pairs(&[("error", "0"), ("text", text), ("details", "")])
}

/// The name that was signed in with.
fn who(asked: &Asked) -> Option<String> {
    let header = asked.headers.get("authorization")?.to_str().ok()?;
    let login = BASE64_STANDARD.decode(header.strip_prefix("Basic ")?).ok()?;
    let login = String::from_utf8(login).ok()?;
    let (user, key) = login.split_once(':')?;
    let admin = user.split('|').next() == Some(LOGIN.0);
    (admin && key == LOGIN.1).then(|| user.to_owned())
}

fn value(asked: &Asked, name: &str) -> String {
    let from_body = Some(asked.text(name)).filter(|text| !text.is_empty()).map(str::to_owned);
    from_body.or_else(|| asked.query.get(name).cloned()).unwrap_or_default()
}

impl Panel {
    /// Adds an account that goes away while it is asked about.
    pub(super) fn add_leaving(&mut self) {
        let [domain, email, package] = [LEAVING, "", "small"].map(str::to_owned);
        self.accounts
            .insert("aaa".to_owned(), Account { domain, email, package, suspended: false });
    }

    fn obey(&mut self, command: &str, asked: &Asked) -> Result<Pairs, String> {
        let value = |name: &str| value(asked, name);
        let absent = |user: &str| format!("User {user} does not exist");
        match command {
            "CMD_API_SHOW_USERS" | "CMD_API_SHOW_ALL_USERS" => {
                Ok(listed(self.accounts.keys().map(String::as_str)))
            }
            "CMD_API_PACKAGES_USER" => Ok(listed(PACKAGES.into_iter())),
            "CMD_API_SHOW_USER_CONFIG" => {
                let user = value("user");
                let account = self.accounts.get(&user).ok_or_else(|| absent(&user))?;
                let suspended = if account.suspended { "yes" } else { "no" };
                Ok(pairs(&[
                    ("username", &user),
                    ("domain", &account.domain),
                    ("email", &account.email),
                    ("package", &account.package),
                    ("suspended", suspended),
                    ("ip", "192.0.2.10"),
                    ("quota", "1000"),
                    ("bandwidth", "unlimited"),
                    ("creator", LOGIN.0),
                    ("usertype", "user"),
                ]))
            }
            "CMD_API_SHOW_USER_USAGE" => {
                let user = value("user");
                let account = self.accounts.get(&user).ok_or_else(|| absent(&user))?;
                if account.domain == LEAVING {
                    return Err(absent(&user));
                }
                Ok(pairs(&[("bandwidth", "2.75"), ("quota", "14.3"), ("vdomains", "1")]))
            }
            "CMD_API_ACCOUNT_USER" => self.create(asked),
            "CMD_API_SELECT_USERS" => {
                let user = value("select0");
                let account = self.accounts.get_mut(&user).ok_or_else(|| absent(&user))?;
                match (value("dosuspend"), value("dounsuspend"), value("delete")) {
                    (yes, ..) if !yes.is_empty() => account.suspended = true,
                    (_, yes, _) if !yes.is_empty() => account.suspended = false,
                    (_, _, yes) if yes == "yes" && value("confirmed") == "Confirm" => {
                        self.accounts.remove(&user);
                    }
                    _ => return Err("Nothing to do".to_owned()),
                }
                Ok(well("Users changed"))
            }
            "CMD_API_MODIFY_USER" if value("action") == "package" => {
                let (user, package) = (value("user"), value("package"));
                let account = self.accounts.get_mut(&user).ok_or_else(|| absent(&user))?;
                if !PACKAGES.contains(&package.as_str()) {
                    return Err(format!("There is no package {package}"));
                }
                account.package = package;
                Ok(well("User Modified"))
            }
            "CMD_API_USER_PASSWD" => {
                let (user, password) = (value("username"), value("passwd"));
                self.accounts.get(&user).ok_or_else(|| absent(&user))?;
                if password.len() < 8 || password != value("passwd2") {
                    return Err("The passwords are too short, or differ".to_owned());
                }
                Ok(well("Password Changed"))
            }
            _ => Err(format!("{command} is not allowed")),
        }
    }

    /// In the name of an account.
    fn obey_as(&self, user: &str, command: &str, asked: &Asked) -> Result<Pairs, String> {
        if command != "CMD_API_LOGIN_KEYS" || !self.accounts.contains_key(user) {
            return Err(format!("{user} may not do this"));
        }
        let value = |name: &str| value(asked, name);
        if (value("action").as_str(), value("type").as_str()) != ("create", "one_time_url") {
            return Err("Not that kind of key".to_owned());
        }
        let url = format!("https://server.example:2222/api/login/url?key=0ne&user={user}");
        Ok(pairs(&[("error", "0"), ("text", "Key created"), ("details", &url)]))
    }

    fn create(&mut self, asked: &Asked) -> Result<Pairs, String> {
        let value = |name: &str| value(asked, name);
        let (user, domain, package) = (value("username"), value("domain"), value("package"));
        if user.len() > 10 || !user.starts_with(|first: char| first.is_ascii_lowercase()) {
            return Err(format!("{user} is not a valid name"));
        }
        let taken = |account: &Account| account.domain == domain;
        if self.accounts.contains_key(&user) || self.accounts.values().any(taken) {
            return Err("That user or domain exists already".to_owned());
        }
        if value("passwd").len() < 8 || value("passwd") != value("passwd2") {
            return Err("The passwords are too short, or differ".to_owned());
        }
        let known = PACKAGES.contains(&package.as_str());
        if !known || value("action") != "create" || value("ip").is_empty() {
            return Err("There is no such package or address".to_owned());
        }
        self.made += 1;
        let email = value("email");
        self.accounts.insert(user, Account { domain, email, package, suspended: false });
        Ok(well("User created successfully"))
    }
}
