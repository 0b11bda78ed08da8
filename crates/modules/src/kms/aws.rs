//! `aws-kms`: the Key Management Service of Amazon, or what speaks like it.
//!
//! Followed: <https://docs.aws.amazon.com/kms/latest/APIReference/> (`GenerateDataKey`, `Encrypt`,
//! `Decrypt`; JSON 1.1 over one address). What a key is for goes along as encryption context.

use std::sync::Arc;

use ports::kms::{Generated, KeyService};
use ports::{Asking, Clock, PortError, Refused, Secret, UnknownCause};
use reqwest::Method;
use serde_json::{Value, json};

use crate::aws::Signer;
use crate::http::{Answer, Line, Pool, Request};

const MODULE: &str = "aws-kms";
const CONTENT: &str = "application/x-amz-json-1.1";

/// Where the service is and who asks it.
#[derive(Debug, Clone)]
pub struct Account {
    /// Number, address (`arn:…`) or `alias/…` of the key that wraps.
    pub key: String,
    /// `eu-central-1`
    pub region: String,
    /// `https://…`; empty for Amazon's own.
    pub endpoint: String,
    /// Access key ID.
    pub access_key: String,
    /// Its other half.
    pub secret_key: Secret,
    /// Of keys that are lent for a time; may be empty.
    pub session_token: Secret,
}

/// The module `aws-kms`.
#[derive(Clone)]
pub struct AwsKms {
    clock: Arc<dyn Clock>,
    line: Line,
    signer: Signer,
    key: String,
}

impl AwsKms {
    /// Asks over these connections.
    ///
    /// # Errors
    /// `Configuration` names what is wrong: `endpoint`.
    pub fn new(clock: Arc<dyn Clock>, pool: &Pool, account: Account) -> Result<Self, PortError> {
        let base = match account.endpoint.trim() {
            "" => format!("https://kms.{}.amazonaws.com", account.region),
            address => address.to_owned(),
        };
        let line = pool.line(MODULE, "endpoint", &base)?;
        let signer = Signer {
            access_key: account.access_key,
            secret_key: account.secret_key,
            session_token: account.session_token,
            region: account.region,
            service: "kms",
        };
        Ok(Self { clock, line, signer, key: account.key })
    }

    async fn ask(&self, operation: &str, body: Value) -> Result<Result<Value, Refused>, PortError> {
        let (body, target) = (body.to_string(), format!("TrentService.{operation}"));
        let mut request = Request::new(Method::POST, &[]).hides_body();
        let url = self.line.url(&request)?;
        let more = [("content-type", CONTENT), ("x-amz-target", target.as_str())];
        for (name, value) in
            self.signer.sign(&Method::POST, &url, &more, body.as_bytes(), self.clock.now())
        {
            request = request.header(name, value);
        }
        let answer = self.line.send(request.bytes(body.into_bytes())).await?;
        if answer.is_success() { answer.json().map(Ok) } else { Ok(Err(refused(&answer))) }
    }
}

impl KeyService for AwsKms {
    fn module(&self) -> &'static str {
        MODULE
    }

    fn generate<'a>(&'a self, about: &'a str) -> Asking<'a, Result<Generated, Refused>> {
        Box::pin(async move {
            let context = json!({ "hostler": about });
            let body = json!({
                "KeyId": self.key, "KeySpec": "AES_256", "EncryptionContext": context,
            });
            let said = match self.ask("GenerateDataKey", body).await? {
                Ok(said) => said,
                Err(refused) => return Ok(Err(refused)),
            };
            let (key, wrapped) = (text(&said, "Plaintext")?, text(&said, "CiphertextBlob")?);
            Ok(Ok(Generated { key: key.into(), wrapped }))
        })
    }

    fn wrap<'a>(&'a self, about: &'a str, key: &'a Secret) -> Asking<'a, Result<String, Refused>> {
        Box::pin(async move {
            let context = json!({ "hostler": about });
            let body = json!({
                "KeyId": self.key, "Plaintext": key.expose(), "EncryptionContext": context,
            });
            match self.ask("Encrypt", body).await? {
                Ok(said) => text(&said, "CiphertextBlob").map(Ok),
                Err(refused) => Ok(Err(refused)),
            }
        })
    }

    fn unwrap<'a>(
        &'a self,
        about: &'a str,
        wrapped: &'a str,
    ) -> Asking<'a, Result<Secret, Refused>> {
        Box::pin(async move {
            // The service knows by which of its keys; another one of ours may have wrapped it.
            let context = json!({ "hostler": about });
            let body = json!({ "CiphertextBlob": wrapped, "EncryptionContext": context });
            match self.ask("Decrypt", body).await? {
                Ok(said) => text(&said, "Plaintext").map(|key| Ok(key.into())),
                Err(refused) => Ok(Err(refused)),
            }
        })
    }
}

fn text(said: &Value, name: &str) -> Result<String, PortError> {
    let found = said[name].as_str().map(str::to_owned);
    found.ok_or_else(|| PortError::Unknown {
        module: MODULE,
        cause: UnknownCause::Unreadable,
        why: format!("an answer without {name}"),
    })
}

/// Errors are JSON with a type, behind `#` where it has a name space; some come as XML.
fn refused(answer: &Answer) -> Refused {
    let said = answer.json().unwrap_or_default();
    let body = String::from_utf8_lossy(&answer.body).into_owned();
    let inside = |name: &str| {
        let (_, rest) = body.split_once(&format!("<{name}>"))?;
        Some(rest.split_once("</")?.0.to_owned())
    };
    let code = said["__type"].as_str().and_then(|code| code.rsplit('#').next());
    let code = code.map(str::to_owned).or_else(|| inside("Code"));
    let message = said["message"].as_str().or(said["Message"].as_str()).map(str::to_owned);
    let message = message.or_else(|| inside("Message")).unwrap_or_default();
    let message: String = message.chars().take(300).collect();
    Refused::new(code.unwrap_or_else(|| format!("HTTP {}", answer.status)), message)
}
