//! `stopforumspam`: whether the address that an order comes from is known for spam.
//!
//! Followed: <https://www.stopforumspam.com/usage>, and the clients of others that read its JSON.
//! `POST /api?json` with `ip` and `email` answers
//! `{"success":1,"ip":{"appears":1,"confidence":79.07,"frequency":17,…},…}`, or
//! `{"success":0,"error":"…"}`. It wants no account, and no more than 20 000 questions a day. POST
//! keeps the addresses out of the logs of servers on the way.

use std::collections::BTreeMap;
use std::sync::Arc;

use modules::http::{Line, Method, Pool, Request};
use ports::fraud::{FraudCheck, FraudDecision, OrderFacts, Verdict};
use ports::provisioning::ConnectionOutcome;
use ports::{Asking, PortError, Refused, SettingField, SettingKind, Settings, UnknownCause};
use serde_json::Value;

pub(crate) const MODULE: &str = "stopforumspam";
const ADDRESS: &str = "https://api.stopforumspam.org";
/// What is usual, in percent.
const FAIL_FROM: i64 = 90;
/// Nobody's (RFC 5737).
const NOBODY: &str = "192.0.2.1";

/// One of them is required, so that nobody is asked before the operator wants it: a check that
/// needs nothing is taken where no other is switched on.
const FIELDS: [SettingField; 4] = [
    SettingField::text("review_from", "Review from", "Percent, such as 25; a person looks then.")
        .kind(SettingKind::Number)
        .required(),
    SettingField::text("fail_from", "Fail from", "Percent; the order fails then.")
        .kind(SettingKind::Number)
        .default_value("90"),
    SettingField::text("tells_email", "Mail address", "The client's mail address is told, too.")
        .kind(SettingKind::Flag),
    SettingField::text("api_url", "API address", "Another one is for tests.")
        .default_value(ADDRESS),
];

/// The fraud check `stopforumspam`.
pub(crate) struct StopForumSpam {
    pool: Pool,
    opened: Option<Opened>,
}

/// What the settings say.
struct Opened {
    line: Line,
    review_from: u8,
    fail_from: u8,
    tells_email: bool,
}

impl StopForumSpam {
    /// A check that has not read its settings yet; `open` gives one that has.
    pub(crate) fn new(pool: Pool) -> StopForumSpam {
        StopForumSpam { pool, opened: None }
    }

    fn opened(&self) -> Result<&Opened, PortError> {
        let opened = self.opened.as_ref();
        opened.ok_or_else(|| PortError::setting(MODULE, "review_from", "is missing"))
    }
}

impl FraudCheck for StopForumSpam {
    fn module(&self) -> &'static str {
        MODULE
    }

    fn display_name(&self) -> &'static str {
        "Stop Forum Spam"
    }

    fn settings(&self) -> &[SettingField] {
        &FIELDS
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn FraudCheck>, PortError> {
        settings.check(MODULE, &FIELDS)?;
        let review_from = percent(settings, "review_from", FAIL_FROM)?;
        let fail_from = percent(settings, "fail_from", FAIL_FROM)?;
        if fail_from < review_from {
            return Err(PortError::setting(MODULE, "fail_from", "is below \"Review from\""));
        }
        let base = settings.get("api_url").unwrap_or(ADDRESS);
        let line = self.pool.line(MODULE, "api_url", base)?;
        let tells_email = settings.flag("tells_email");
        let opened = Some(Opened { line, review_from, fail_from, tells_email });
        Ok(Arc::new(StopForumSpam { pool: self.pool.clone(), opened }))
    }

    fn check(&self, facts: OrderFacts) -> Asking<'_, Verdict> {
        Box::pin(async move {
            let opened = self.opened()?;
            let mut about = Vec::new();
            about.extend(facts.ip.map(|ip| ("ip", ip.to_string())));
            if opened.tells_email && !facts.email.is_empty() {
                about.push(("email", facts.email));
            }
            if about.is_empty() {
                return Ok(opened.verdict(&[]));
            }
            opened.ask(&about).await.map(|known| opened.verdict(&known))
        })
    }

    /// A question about nobody.
    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        Box::pin(async move {
            let opened = self.opened()?;
            let answer = opened.send(&[("ip", NOBODY.to_owned())]).await?;
            Ok(match refusal(&answer) {
                Some(refused) => ConnectionOutcome::Refused(refused),
                None => ConnectionOutcome::Reached { version: "Stop Forum Spam".to_owned() },
            })
        })
    }
}

/// What is known of one of the addresses.
struct Known {
    what: &'static str,
    /// How sure they are, in whole percent; 0 where it is not listed.
    confidence: u8,
    reports: u64,
}

impl Opened {
    async fn send(&self, about: &[(&'static str, String)]) -> Result<Value, PortError> {
        let form = about.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        let request = Request::new(Method::POST, &["api"]).query("json", "");
        let answer = self.line.send(request.form(form.collect())).await?;
        if !answer.is_success() {
            return Err(self.unreadable(format!("HTTP {}", answer.status)));
        }
        answer.json()
    }

    /// What is known of each address, in the order of the questions.
    async fn ask(&self, about: &[(&'static str, String)]) -> Result<Vec<Known>, PortError> {
        let answer = self.send(about).await?;
        if let Some(refused) = refusal(&answer) {
            let why = refused.message;
            return Err(PortError::NotSent { module: MODULE, why, retry_after_seconds: None });
        }
        let known = about.iter().map(|(what, _)| {
            let what = *what;
            let said = |name: &str| answer.get(what)?.get(name);
            let listed = said("appears").and_then(Value::as_u64);
            let listed = listed.ok_or_else(|| self.unreadable(format!("nothing about {what}")))?;
            let confidence = said("confidence").and_then(whole_percent);
            let confidence = match listed {
                0 => 0,
                _ => confidence.ok_or_else(|| self.unreadable("a listing without confidence"))?,
            };
            let reports = said("frequency").and_then(Value::as_u64).unwrap_or_default();
            Ok(Known { what, confidence, reports })
        });
        known.collect()
    }

    fn verdict(&self, known: &[Known]) -> Verdict {
        let score = known.iter().map(|each| each.confidence).max().unwrap_or_default();
        let decision = match score {
            score if score >= self.fail_from => FraudDecision::Fail,
            score if score >= self.review_from => FraudDecision::Review,
            _ => FraudDecision::Pass,
        };
        let told = known.iter().filter(|each| each.confidence >= self.review_from);
        let reasons = told.map(|each| {
            let (what, sure, often) = (sentence(each.what), each.confidence, each.reports);
            format!("{what} is known for spam: {sure} percent sure, {often} reports")
        });
        Verdict {
            score,
            decision,
            reasons: reasons.collect(),
            reference: None,
            details: BTreeMap::new(),
        }
    }

    fn unreadable(&self, why: impl Into<String>) -> PortError {
        self.line.unknown(UnknownCause::Unreadable, why)
    }
}

/// A setting between 1 and 100: a bound of nothing would stop every order.
fn percent(settings: &Settings, name: &str, usual: i64) -> Result<u8, PortError> {
    let given = settings.number(MODULE, name)?.unwrap_or(usual);
    let whole = u8::try_from(given).ok().filter(|whole| (1..=100).contains(whole));
    whole.ok_or_else(|| PortError::setting(MODULE, name, "is not between 1 and 100"))
}

/// The whole percents of `79.07`, which is a number or a text.
fn whole_percent(value: &Value) -> Option<u8> {
    let text = value.to_string();
    let whole = text.trim_matches('"').split('.').next()?.parse().ok()?;
    (whole <= 100).then_some(whole)
}

/// A "no" of theirs comes with HTTP 200.
fn refusal(answer: &Value) -> Option<Refused> {
    let said_yes = answer.get("success").and_then(Value::as_u64) == Some(1);
    let why = answer.get("error").and_then(Value::as_str).unwrap_or("They do not say why");
    (!said_yes).then(|| Refused::new("refused", why))
}

fn sentence(what: &str) -> &'static str {
    match what {
        "email" => "The mail address",
        _ => "The address on the network",
    }
}
