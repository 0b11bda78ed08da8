//! The form of the set-up: what was typed, and what becomes of it.

use engine::Caller;
use model::people::password::PasswordPolicy;
use protocol::wire::Secret;
use protocol::{Form, KnownCompany, SetUpCompany, TestMailServer};
use serde::{Deserialize, Serialize};

use super::choices;
use crate::App;
use crate::pages::admin::amounts::UNCLEAR;
use crate::pages::filled::{Filled, too_long};
use crate::pages::language::plain;
use crate::whmcs::CallError;

/// The fields that are shown again, named as on the wire.
const FIELDS: [&str; 21] = [
    "companyname",
    "companyemail",
    "address",
    "country",
    "currencycode",
    "timezone",
    "firstname",
    "lastname",
    "email",
    "adminusername",
    "smtphost",
    "smtpport",
    "smtpsecurity",
    "smtpuser",
    "mailto",
    "bankaccount",
    "productname",
    "productgroup",
    "productdescription",
    "productprice",
    "password",
];

/// Wire names that differ from the names of our fields.
const RENAMED: [(&str, &str); 4] = [
    ("password2", "password"),
    ("to", "mailto"),
    ("username", "adminusername"),
    ("name", "productname"),
];

/// What was typed.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) filled: Filled,
    pub(super) token: String,
    secrets: Secrets,
}

/// What is not shown again, and travels sealed from one attempt to the next.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Secrets {
    password: String,
    smtp: String,
}

/// A company in the fields of the form.
fn company(known: &KnownCompany) -> [(&'static str, &str); 6] {
    [
        ("companyname", &known.companyname),
        ("companyemail", &known.companyemail),
        ("address", &known.address),
        ("country", &known.country),
        ("currencycode", &known.currencycode),
        ("timezone", &known.timezone),
    ]
}

impl Sheet {
    /// With sensible beginnings, or what is known of a company that was moved in.
    pub(super) fn empty(token: String, known: Option<&KnownCompany>) -> Self {
        let mut filled = Filled::typed(&Form::default(), &FIELDS);
        for (name, value) in [
            ("country", "US"),
            ("currencycode", "USD"),
            ("timezone", "UTC"),
            ("adminusername", "admin"),
            ("smtpport", "587"),
            ("smtpsecurity", "starttls"),
        ] {
            filled.values.insert(name.to_owned(), value.to_owned());
        }
        for (name, value) in known.into_iter().flat_map(company) {
            filled.values.insert(name.to_owned(), value.to_owned());
        }
        Self { filled, token, secrets: Secrets::default() }
    }

    /// What was sent; a secret that was not typed again is the one from before.
    pub(super) fn read(app: &App, sent: &Form, token: String) -> Self {
        let mut filled = Filled::typed(sent, &FIELDS);
        filled.values.remove("password");
        let kept = sent.text("kept").unwrap_or_default();
        let kept: Option<Secrets> =
            app.0.sessions.keys().open(kept).and_then(|plain| serde_json::from_slice(&plain).ok());
        let kept = kept.unwrap_or_default();
        let or = |name: &str, before: String| match sent.text(name).unwrap_or_default() {
            "" => before,
            typed => typed.to_owned(),
        };
        let secrets =
            Secrets { password: or("password", kept.password), smtp: or("smtppass", kept.smtp) };
        Self { filled, token, secrets }
    }

    /// The secrets sealed for the page; empty when there are none.
    pub(super) fn kept(&self, app: &App) -> String {
        if !self.has_password() && !self.has_smtp_password() {
            return String::new();
        }
        let plain = serde_json::to_vec(&self.secrets).unwrap_or_default();
        app.0.sessions.keys().seal(&*app.0.chance, &plain).unwrap_or_default()
    }

    pub(super) fn has_password(&self) -> bool {
        !self.secrets.password.is_empty()
    }

    pub(super) fn has_smtp_password(&self) -> bool {
        !self.secrets.smtp.is_empty()
    }

    fn owned(&self, name: &str) -> String {
        self.filled.text(name).to_owned()
    }

    fn optional(&self, name: &str) -> Option<String> {
        self.filled.owned(name).filter(|text| !text.is_empty())
    }

    /// Sends a mail through the server that was typed in; the sentence says that it went out.
    pub(super) async fn try_mail(
        &mut self,
        app: &App,
        caller: &Caller,
    ) -> Result<Option<String>, CallError> {
        let to = self.optional("mailto").or_else(|| self.optional("email")).unwrap_or_default();
        self.filled.values.insert("mailto".to_owned(), to.clone());
        let call = TestMailServer {
            to: to.clone(),
            smtphost: self.optional("smtphost"),
            smtpport: self.optional("smtpport"),
            smtpsecurity: self.optional("smtpsecurity"),
            smtpuser: self.optional("smtpuser"),
            smtppass: Some(Secret::from(self.secrets.smtp.as_str())),
        };
        if call.smtphost.is_none() && self.filled.values.contains_key("smtphost") {
            self.filled.need_said(&[("smtphost", "Enter the name of your mail server first")]);
            return Ok(None);
        }
        match app.whmcs().call(caller, call).await {
            Ok(_) => Ok(Some(format!("The mail server took a test mail for {to}."))),
            Err(error) => {
                self.filled.refused(error, &RENAMED)?;
                Ok(None)
            }
        }
    }

    /// Founds the company and gives its first administrator; `None` when something is to be mended.
    pub(super) async fn found(
        &mut self,
        app: &App,
        caller: &Caller,
        address: String,
    ) -> Result<Option<i64>, CallError> {
        self.check();
        if !self.filled.is_good() {
            return Ok(None);
        }
        let (prefix, suffix) = choices::written(self.filled.text("currencycode"));
        let call = SetUpCompany {
            token: Secret::from(self.token.as_str()),
            companyname: self.owned("companyname"),
            companyemail: self.owned("companyemail"),
            address: self.optional("address"),
            country: self.owned("country"),
            currencycode: self.owned("currencycode"),
            currencyprefix: Some(prefix.to_owned()),
            currencysuffix: Some(suffix.to_owned()),
            timezone: self.owned("timezone"),
            systemurl: Some(address),
            adminusername: self.owned("adminusername"),
            email: self.owned("email"),
            firstname: self.owned("firstname"),
            lastname: self.owned("lastname"),
            password2: Secret::from(self.secrets.password.as_str()),
            smtphost: self.optional("smtphost"),
            smtpport: self.optional("smtpport"),
            smtpsecurity: self.optional("smtpsecurity"),
            smtpuser: self.optional("smtpuser"),
            smtppass: Some(Secret::from(self.secrets.smtp.as_str())),
            bankaccount: self.optional("bankaccount"),
            productname: self.optional("productname"),
            productgroup: self.optional("productgroup"),
            productdescription: self.optional("productdescription"),
            productprice: self.optional("productprice").map(|typed| plain(&typed).unwrap_or(typed)),
        };
        match app.whmcs().call(caller, call).await {
            Ok(made) => Ok(Some(made.adminid.0)),
            Err(error) => {
                self.filled.refused(error, &RENAMED)?;
                Ok(None)
            }
        }
    }

    /// All that can be seen at once is said at once.
    fn check(&mut self) {
        self.filled.need_said(&[
            ("companyname", "Enter the name of your company"),
            ("companyemail", "Enter the address that your mails come from"),
            ("address", "Enter the address that stands on your invoices"),
            ("firstname", "Enter your first name"),
            ("lastname", "Enter your last name"),
            ("email", "Enter your e-mail address"),
            ("adminusername", "Choose the name you sign in with"),
        ]);
        let areas = ["address", "bankaccount", "productdescription"];
        let lines = FIELDS.iter().filter(|name| !areas.contains(name));
        for name in lines {
            if too_long(self.filled.text(name)).is_some() {
                self.filled.problem(name, "This is too long: 255 letters at most");
            }
        }
        let personal = ["email", "firstname", "lastname"].map(|name| self.owned(name));
        let personal = personal.each_ref().map(String::as_str);
        if !self.has_password() {
            self.filled.problem("password", "Choose a password");
        } else if let Err(no) = PasswordPolicy::default().check(&self.secrets.password, &personal) {
            self.secrets.password.clear();
            self.filled.problem("password", no.to_string());
        }
        let named = !self.filled.text("productname").is_empty();
        if named && self.filled.text("productprice").is_empty() {
            self.filled.problem("productprice", "Enter what a month of it costs");
        }
        if plain(self.filled.text("productprice")).is_err() {
            self.filled.problem("productprice", UNCLEAR);
        }
        if !named && !self.filled.text("productprice").is_empty() {
            self.filled.problem("productname", "Enter what it is called");
        }
    }
}
