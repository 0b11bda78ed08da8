//! `minfraud`: MaxMind's judgement of orders.
//!
//! Followed: <https://dev.maxmind.com/minfraud/api-documentation/requests/> and `/responses/`
//! (v2.0, read in July 2026). Every question costs money, so an order is asked about once; no
//! answer is no verdict. A connection is tested with what is no question: `JSON_INVALID` is the
//! documented answer to a body that is no object, `AUTHORIZATION_INVALID` (401),
//! `INSUFFICIENT_FUNDS` (402) and `PERMISSION_REQUIRED` (403) are those to an account that is not
//! taken. Which of them comes first is not documented, so the same is sent without a license key,
//! too: only where that is refused (`LICENSE_KEY_REQUIRED`, 401) does the first answer say that the
//! account is taken.

use std::collections::BTreeMap;
use std::sync::Arc;

use ports::fraud::{FraudCheck, FraudDecision, OrderFacts, Verdict};
use ports::provisioning::ConnectionOutcome;
use ports::{
    Asking, PortError, Refused, Secret, SettingField, SettingKind, Settings, UnknownCause,
};
use reqwest::Method;
use serde_json::{Value, json};

use crate::http::{Line, Pool, Request};

const MODULE: &str = "minfraud";

const FIELDS: [SettingField; 6] = [
    SettingField::text("account_id", "Account ID", "Of the account at MaxMind.")
        .kind(SettingKind::Number)
        .required(),
    SettingField::text("license_key", "License key", "With the permission for minFraud.")
        .kind(SettingKind::Secret)
        .required(),
    SettingField::text(
        "service",
        "Service",
        "insights tells more about the address, and costs more.",
    )
    .kind(SettingKind::Choice(&["score", "insights"]))
    .default_value("score"),
    SettingField::text("review_score", "Review from score", "A person looks from this score on.")
        .kind(SettingKind::Number)
        .default_value("20"),
    SettingField::text("fail_score", "Fail from score", "The order fails from this score on.")
        .kind(SettingKind::Number)
        .default_value("70"),
    SettingField::text("api_url", "API address", "https://sandbox.maxmind.com is for tests.")
        .leads()
        .default_value("https://minfraud.maxmind.com"),
];

/// The fraud check `minfraud`.
#[derive(Clone)]
pub struct MinFraud {
    pool: Pool,
    account: Option<Account>,
}

/// What the settings say.
#[derive(Clone)]
struct Account {
    line: Line,
    id: String,
    key: Secret,
    service: String,
    review_score: i64,
    fail_score: i64,
}

impl MinFraud {
    /// A check without an account; `open` gives it one.
    pub fn new(pool: Pool) -> MinFraud {
        MinFraud { pool, account: None }
    }

    fn account(&self) -> Result<&Account, PortError> {
        let account = self.account.as_ref();
        account.ok_or_else(|| PortError::setting(MODULE, "account_id", "is missing"))
    }
}

impl FraudCheck for MinFraud {
    fn module(&self) -> &'static str {
        MODULE
    }

    fn display_name(&self) -> &'static str {
        "MaxMind minFraud"
    }

    fn settings(&self) -> &[SettingField] {
        &FIELDS
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn FraudCheck>, PortError> {
        settings.check(MODULE, &FIELDS)?;
        let number = |name: &str, usual: i64| {
            settings.number(MODULE, name).map(|number| number.unwrap_or(usual))
        };
        let base = settings.get("api_url").unwrap_or("https://minfraud.maxmind.com");
        let account = Account {
            line: self.pool.line(MODULE, "api_url", base)?,
            id: settings.need(MODULE, "account_id")?.trim().to_owned(),
            key: Secret::new(settings.need(MODULE, "license_key")?.trim()),
            service: settings.get("service").unwrap_or("score").to_owned(),
            review_score: number("review_score", 20)?,
            fail_score: number("fail_score", 70)?,
        };
        Ok(Arc::new(MinFraud { account: Some(account), pool: self.pool.clone() }))
    }

    fn check(&self, facts: OrderFacts) -> Asking<'_, Verdict> {
        Box::pin(async move {
            let account = self.account()?;
            let path = ["minfraud", "v2.0", account.service.as_str()];
            let request = Request::new(Method::POST, &path).json(transaction(&facts));
            let answer = account.line.send(request.basic(&account.id, &account.key)).await?;
            let body = answer.json()?;
            match (answer.status, text(&body, "/code")) {
                (200, _) => account.verdict(&body),
                (401, _) => {
                    Err(PortError::setting(MODULE, "license_key", "is not taken for this account"))
                }
                (402 | 403, "PERMISSION_REQUIRED") => {
                    Err(PortError::setting(MODULE, "service", "is not open to this account"))
                }
                (402, _) => Err(PortError::NotSent {
                    module: MODULE,
                    why: "the account has no funds left".to_owned(),
                    retry_after_seconds: None,
                }),
                (status, code) => Err(account.unreadable(status, code)),
            }
        })
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        Box::pin(async move {
            let account = self.account()?;
            let (status, body) = account.ask_nothing(&account.key).await?;
            match (status, text(&body, "/code")) {
                (400, "JSON_INVALID" | "REQUEST_INVALID") => {}
                (401..=403, code) if !code.is_empty() => {
                    let said = text(&body, "/error");
                    let why = if said.is_empty() { "The account is not taken" } else { said };
                    return Ok(ConnectionOutcome::Refused(Refused::new(code, why)));
                }
                (status, code) => return Err(account.unreadable(status, code)),
            }
            match account.ask_nothing(&Secret::default()).await? {
                (401, _) => Ok(ConnectionOutcome::Reached {
                    version: format!("MaxMind minFraud {}, v2.0", account.service),
                }),
                (status, _) => {
                    let why = format!("HTTP {status} without a license key: ours proves nothing");
                    Err(account.line.unknown(UnknownCause::Unreadable, why))
                }
            }
        })
    }
}

impl Account {
    /// Sends what is no question, a list where an object is wanted, and gives status and answer.
    async fn ask_nothing(&self, key: &Secret) -> Result<(u16, Value), PortError> {
        let path = ["minfraud", "v2.0", self.service.as_str()];
        let request = Request::new(Method::POST, &path).json(json!([]));
        let answer = self.line.send(request.basic(&self.id, key)).await?;
        Ok((answer.status, answer.json()?))
    }

    fn unreadable(&self, status: u16, code: &str) -> PortError {
        self.line.unknown(UnknownCause::Unreadable, format!("HTTP {status}: {code}"))
    }

    fn verdict(&self, body: &Value) -> Result<Verdict, PortError> {
        let score = body.get("risk_score").filter(|score| score.is_number()).map(Value::to_string);
        let whole = score.as_deref().and_then(|score| score.split('.').next()?.parse::<u8>().ok());
        let (Some(score), Some(whole)) = (score, whole.filter(|whole| *whole <= 100)) else {
            return Err(self.line.unknown(UnknownCause::Unreadable, "an answer without a score"));
        };
        let by_score = match i64::from(whole) {
            whole if whole >= self.fail_score => FraudDecision::Fail,
            whole if whole >= self.review_score => FraudDecision::Review,
            _ => FraudDecision::Pass,
        };
        // A rule of the operator at MaxMind weighs more than our bounds, and never less.
        let by_rule = match text(body, "/disposition/action") {
            "reject" => FraudDecision::Fail,
            "manual_review" => FraudDecision::Review,
            _ => FraudDecision::Pass,
        };
        let decision = by_score.max(by_rule);
        let mut reasons = Vec::new();
        if by_score != FraudDecision::Pass {
            reasons.push(format!("The risk score is {score} of 99"));
        }
        if by_rule != FraudDecision::Pass {
            let rule = text(body, "/disposition/rule_label");
            reasons.push(format!(
                "A rule at MaxMind says {} ({rule})",
                text(body, "/disposition/action")
            ));
        }
        let warnings = body.get("warnings").and_then(Value::as_array).into_iter().flatten();
        reasons.extend(warnings.map(|warning| text(warning, "/warning").to_owned()));
        reasons.retain(|reason| !reason.trim().is_empty());
        let shown =
            [("Risk of the address", "/ip_address/risk"), ("Queries left", "/queries_remaining")];
        let shown = shown.into_iter().filter_map(|(label, path)| {
            let value = body.pointer(path).filter(|value| value.is_number())?;
            Some((label.to_owned(), value.to_string()))
        });
        let id = text(body, "/id");
        Ok(Verdict {
            score: whole,
            decision,
            reasons,
            reference: (!id.is_empty()).then(|| id.to_owned()),
            details: shown.collect::<BTreeMap<_, _>>(),
        })
    }
}

/// What MaxMind is told of an order; what is empty or not in its form is left out.
fn transaction(facts: &OrderFacts) -> Value {
    let filled = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let country = |text: &str| filled(text).filter(|code| code.len() == 2);
    let (first, last) = facts.name.split_once(' ').unwrap_or((&facts.name, ""));
    let domain = facts.email.rsplit_once('@').and_then(|(_, domain)| filled(domain));
    let region = filled(&facts.state).map(|region| region.to_ascii_uppercase());
    let region = region.filter(|it| it.len() <= 4 && it.bytes().all(|b| b.is_ascii_alphanumeric()));
    // A number in JSON, with the very digits of the amount.
    let amount = serde_json::from_str::<Value>(&facts.total.to_string()).ok();
    let mut all = json!({
        "event": { "type": "purchase", "transaction_id": facts.order.to_string() },
        "account": { "user_id": facts.client.to_string() },
        "email": { "address": filled(&facts.email), "domain": domain },
        "billing": {
            "first_name": filled(first),
            "last_name": filled(last),
            "city": filled(&facts.city),
            "region": region,
            "postal": filled(&facts.postcode),
            "country": country(&facts.country),
            "phone_number": filled(&facts.phone),
        },
        "order": { "amount": amount, "currency": facts.total.currency.code() },
    });
    if let Some(ip) = facts.ip {
        all["device"] = json!({ "ip_address": ip.to_string() });
    }
    for part in all.as_object_mut().into_iter().flat_map(serde_json::Map::values_mut) {
        if let Some(part) = part.as_object_mut() {
            part.retain(|_, value| !value.is_null());
        }
    }
    all
}

fn text<'a>(value: &'a Value, path: &str) -> &'a str {
    value.pointer(path).and_then(Value::as_str).unwrap_or_default()
}
