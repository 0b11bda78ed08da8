//! `fraudrecord`: what other hosting companies reported of a client.
//!
//! Followed: <https://fraudrecord.com/developers/> and <https://fraudrecord.com/security/> (the API
//! with `_action=query`). Nothing leaves in clear: every value is hashed 32 000 times, and others
//! find it only if they hash the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::hex::hex;
use ports::fraud::{FraudCheck, FraudDecision, OrderFacts, Verdict};
use ports::provisioning::ConnectionOutcome;
use ports::{
    Asking, PortError, Refused, Secret, SettingField, SettingKind, Settings, UnknownCause,
};
use reqwest::Method;
use sha1::{Digest, Sha1};

use crate::http::{Line, Pool, Request};

const MODULE: &str = "fraudrecord";
/// How often a value is hashed.
const ROUNDS: usize = 32_000;
/// What no value hashes to, as far as anybody knows.
const NOBODY: &str = "0000000000000000000000000000000000000000";
const ADDRESS: &str = "https://www.fraudrecord.com";

const FIELDS: [SettingField; 4] = [
    SettingField::text("api_code", "API code", "Of a reporter profile: 16 letters and digits.")
        .kind(SettingKind::Secret)
        .required(),
    SettingField::text("review_points", "Review from points", "A person looks from so many on.")
        .kind(SettingKind::Number)
        .default_value("1"),
    SettingField::text("fail_points", "Fail from points", "The order fails from so many on.")
        .kind(SettingKind::Number)
        .default_value("20"),
    SettingField::text("api_url", "API address", "Another one is for tests.")
        .leads()
        .default_value(ADDRESS),
];

/// The fraud check `fraudrecord`.
#[derive(Clone)]
pub struct FraudRecord {
    pool: Pool,
    account: Option<Account>,
}

/// What the settings say.
#[derive(Clone)]
struct Account {
    line: Line,
    code: Secret,
    review_points: i64,
    fail_points: i64,
}

impl FraudRecord {
    /// A check without an account; `open` gives it one.
    pub fn new(pool: Pool) -> FraudRecord {
        FraudRecord { pool, account: None }
    }

    fn account(&self) -> Result<&Account, PortError> {
        let account = self.account.as_ref();
        account.ok_or_else(|| PortError::setting(MODULE, "api_code", "is missing"))
    }
}

impl FraudCheck for FraudRecord {
    fn module(&self) -> &'static str {
        MODULE
    }

    fn display_name(&self) -> &'static str {
        "FraudRecord"
    }

    fn settings(&self) -> &[SettingField] {
        &FIELDS
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn FraudCheck>, PortError> {
        settings.check(MODULE, &FIELDS)?;
        let points = |name: &str, usual: i64| {
            settings.number(MODULE, name).map(|points| points.unwrap_or(usual))
        };
        let code = settings.need(MODULE, "api_code")?.trim();
        if code.len() != 16 || !code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(PortError::setting(MODULE, "api_code", "is not 16 letters and digits"));
        }
        let base = settings.get("api_url").unwrap_or(ADDRESS);
        let account = Account {
            line: self.pool.line(MODULE, "api_url", base)?,
            code: code.into(),
            review_points: points("review_points", 1)?,
            fail_points: points("fail_points", 20)?,
        };
        Ok(Arc::new(FraudRecord { account: Some(account), pool: self.pool.clone() }))
    }

    fn check(&self, facts: OrderFacts) -> Asking<'_, Verdict> {
        Box::pin(async move {
            // Some milliseconds of nothing but calculating, for each value.
            let hashed = tokio::task::spawn_blocking(move || variables(&facts)).await;
            let form = hashed.map_err(|error| PortError::NotSent {
                module: MODULE,
                why: error.to_string(),
                retry_after_seconds: None,
            })?;
            self.account()?.ask(form).await
        })
    }

    /// A question about nobody: it costs nothing, and nobody is reported.
    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        Box::pin(async move {
            let form = vec![("email".to_owned(), NOBODY.to_owned())];
            match self.account()?.ask(form).await {
                Ok(_) => Ok(ConnectionOutcome::Reached { version: "FraudRecord".to_owned() }),
                Err(PortError::Configuration { setting, why, .. }) => {
                    Ok(ConnectionOutcome::Refused(Refused::new(setting, why)))
                }
                Err(error) => Err(error),
            }
        })
    }
}

impl Account {
    async fn ask(&self, mut form: Vec<(String, String)>) -> Result<Verdict, PortError> {
        form.push(("_action".to_owned(), "query".to_owned()));
        form.push(("_api".to_owned(), self.code.expose().to_owned()));
        let request = Request::new(Method::POST, &["api"]).folder().form(form);
        let answer = self.line.send(request).await?;
        let said = String::from_utf8_lossy(&answer.body).trim().to_owned();
        match said.as_str() {
            "ERR:API" => Err(PortError::setting(MODULE, "api_code", "is not taken by FraudRecord")),
            _ if answer.is_success() => self.verdict(&said),
            _ => Err(self.unreadable(format!("HTTP {}", answer.status))),
        }
    }

    /// `<report>points-reports-reliability-code</report>`
    fn verdict(&self, said: &str) -> Result<Verdict, PortError> {
        let report = said.strip_prefix("<report>").and_then(|it| it.strip_suffix("</report>"));
        let parts: Vec<&str> = report.unwrap_or_default().split('-').collect();
        let [points, reports, reliability, code] = parts.as_slice() else {
            return Err(self.unreadable(format!("no report but {said:.40}")));
        };
        let points: i64 = points.parse().map_err(|_| self.unreadable("a report without points"))?;
        let decision = match points {
            points if points >= self.fail_points => FraudDecision::Fail,
            points if points >= self.review_points => FraudDecision::Review,
            _ => FraudDecision::Pass,
        };
        let reasons = match decision {
            FraudDecision::Pass => Vec::new(),
            _ => vec![format!("{reports} reports of other companies, {points} points together")],
        };
        let page = format!("{ADDRESS}/api/?showreport={code}");
        let details = [
            ("Reports", (*reports).to_owned()),
            ("Reliability, of 10", (*reliability).to_owned()),
            ("Report", page),
        ];
        Ok(Verdict {
            score: u8::try_from(points.clamp(0, 100)).unwrap_or(100),
            decision,
            reasons,
            reference: Some((*code).to_owned()),
            details: details.map(|(label, text)| (label.to_owned(), text)).into_iter().collect(),
        })
    }

    fn unreadable(&self, why: impl Into<String>) -> PortError {
        self.line.unknown(UnknownCause::Unreadable, why)
    }
}

/// What is asked about, hashed; what is empty is left out.
fn variables(facts: &OrderFacts) -> Vec<(String, String)> {
    let digits: String = facts.phone.chars().filter(char::is_ascii_digit).collect();
    let all = BTreeMap::from([
        ("name", facts.name.clone()),
        ("email", facts.email.clone()),
        ("phone", digits),
        ("ip", facts.ip.map(|ip| ip.to_string()).unwrap_or_default()),
    ]);
    let filled = all.into_iter().filter(|(_, value)| !value.trim().is_empty());
    filled.map(|(name, value)| (name.to_owned(), hashed(&value))).collect()
}

/// <https://fraudrecord.com/security/>
fn hashed(value: &str) -> String {
    let mut text: String = value.split_whitespace().collect::<String>().to_lowercase();
    for _ in 0..ROUNDS {
        text = hex(&Sha1::digest(format!("fraudrecord-{text}").as_bytes()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::hashed;

    #[test]
    fn values_are_hashed_as_the_vendor_shows() {
        let expected = "ddb48c18cf40686416e811256b47c6f96485d70a";
        assert_eq!(hashed("john@compuserve.net"), expected);
        assert_eq!(hashed(" John@Compuserve.NET\n"), expected);
    }
}
