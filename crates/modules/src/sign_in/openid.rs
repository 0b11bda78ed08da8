//! OpenID Connect: any provider that describes itself.
//!
//! Followed: OpenID Connect Core 1.0 and Discovery 1.0 (both with errata 2), the code flow with
//! RFC 7636 (PKCE, S256), RFC 9207 (`iss` in the answer), RFC 7517 (keys) and RFC 8725.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ports::sign_in::{Back, Identity, Journey, Provider, SignIn};
use ports::{Asking, Clock, PortError, Refused, Secret, UnknownCause};
use reqwest::{Method, Url};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::keys::{self, Key};
use super::token::{self, Claims, Expected, Wrong};
use crate::http::{Answer, Line, Pool, Request};

const MODULE: &str = "openid";
/// Seconds for which a provider's description is believed.
const BELIEVED: i64 = 10 * 60;
/// Keys are fetched again for one that is not known, at most every so many seconds.
const KEYS_AGAIN: i64 = 5;
/// Providers that are remembered.
const PROVIDERS_MAX: usize = 100;
/// Longer texts of a provider are not taken (characters).
const CHARS_MAX: usize = 255;

/// Providers as they describe themselves, remembered for some minutes.
pub struct OpenIdConnect {
    clock: Arc<dyn Clock>,
    pool: Pool,
    known: Mutex<HashMap<String, Known>>,
}

/// What is remembered of a provider.
#[derive(Debug, Clone)]
struct Known {
    about: About,
    /// Unix seconds.
    asked_at: i64,
    keys: Vec<Key>,
    keys_at: i64,
}

/// A provider's description.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct About {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    userinfo_endpoint: Option<String>,
    jwks_uri: String,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    authorization_response_iss_parameter_supported: bool,
}

/// What the token endpoint answers.
#[derive(Deserialize)]
struct Tokens {
    id_token: Option<String>,
    access_token: Option<String>,
}

impl OpenIdConnect {
    /// Asks over these connections.
    pub fn new(clock: Arc<dyn Clock>, pool: Pool) -> Self {
        Self { clock, pool, known: Mutex::default() }
    }

    fn now(&self) -> i64 {
        self.clock.now().as_second()
    }

    fn remembered(&self, issuer: &str) -> Option<Known> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(issuer).filter(|known| self.now() - known.asked_at < BELIEVED).cloned()
    }

    fn remember(&self, issuer: &str, what: Known) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= PROVIDERS_MAX {
            known.clear();
        }
        known.insert(issuer.to_owned(), what);
    }

    /// The provider's description, and its keys as they were last.
    async fn about(&self, issuer: &str) -> Result<Known, PortError> {
        if let Some(known) = self.remembered(issuer) {
            return Ok(known);
        }
        let (line, _) = self.line("issuer", issuer)?;
        let request = Request::new(Method::GET, &[".well-known", "openid-configuration"]);
        let answer = line.send(request).await?;
        if !answer.is_success() {
            let why = format!("HTTP {} instead of a description below it", answer.status);
            return Err(PortError::setting(MODULE, "issuer", why));
        }
        let about: About = serde_json::from_value(answer.json()?).map_err(unreadable)?;
        // Otherwise one provider could speak for another (Discovery 1.0, 4.3).
        if about.issuer != issuer {
            return Err(PortError::setting(
                MODULE,
                "issuer",
                format!("calls itself {}", cut(&about.issuer)),
            ));
        }
        for (what, address) in [
            ("authorization_endpoint", &about.authorization_endpoint),
            ("token_endpoint", &about.token_endpoint),
            ("jwks_uri", &about.jwks_uri),
        ] {
            if address.is_empty() {
                return Err(PortError::setting(
                    MODULE,
                    "issuer",
                    format!("its description has no {what}"),
                ));
            }
        }
        let known = Known { about, asked_at: self.now(), keys: Vec::new(), keys_at: 0 };
        self.remember(issuer, known.clone());
        Ok(known)
    }

    /// The provider's keys, fetched now.
    async fn fetch_keys(&self, issuer: &str, known: &Known) -> Result<Vec<Key>, PortError> {
        let answer = self.get("jwks_uri", &known.about.jwks_uri, None).await?;
        if !answer.is_success() {
            let why = format!("HTTP {} instead of the provider's keys", answer.status);
            return Err(unknown(why));
        }
        let keys = keys::read(&answer.json()?);
        let known = Known { keys: keys.clone(), keys_at: self.now(), ..known.clone() };
        self.remember(issuer, known);
        Ok(keys)
    }

    /// A line to an address, with what stands in its query.
    fn line(&self, what: &str, address: &str) -> Result<(Line, Vec<(String, String)>), PortError> {
        let mut url = Url::parse(address.trim())
            .map_err(|_| PortError::setting(MODULE, what, "is not a URL"))?;
        let query = url.query_pairs().into_owned().collect();
        url.set_query(None);
        Ok((self.pool.line(MODULE, what, url.as_str())?, query))
    }

    async fn get(
        &self,
        what: &str,
        address: &str,
        bearer: Option<&str>,
    ) -> Result<Answer, PortError> {
        let (line, query) = self.line(what, address)?;
        let mut request = at(Method::GET, address);
        for (name, value) in query {
            request = request.query(&name, value);
        }
        if let Some(token) = bearer {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        line.send(request).await
    }

    /// Exchanges the code for tokens (RFC 6749, 4.1.3).
    async fn exchange(
        &self,
        about: &About,
        provider: &Provider,
        journey: &Journey,
        code: &Secret,
    ) -> Result<Result<Tokens, Refused>, PortError> {
        let (line, query) = self.line("token_endpoint", &about.token_endpoint)?;
        let mut form = vec![
            ("grant_type".to_owned(), "authorization_code".to_owned()),
            ("code".to_owned(), code.expose().to_owned()),
            ("redirect_uri".to_owned(), journey.redirect_uri.clone()),
            ("code_verifier".to_owned(), journey.verifier.expose().to_owned()),
        ];
        let mut request = at(Method::POST, &about.token_endpoint);
        for (name, value) in query {
            request = request.query(&name, value);
        }
        // Basic is what every provider takes that does not say otherwise (Discovery 1.0, 3).
        let ways = about.token_endpoint_auth_methods_supported.as_deref().unwrap_or_default();
        let offers = |way: &str| ways.iter().any(|each| each == way);
        let basic = ways.is_empty() || offers("client_secret_basic");
        if basic && !provider.client_secret.is_empty() {
            let secret = Secret::new(escaped(provider.client_secret.expose()));
            request = request.basic(&escaped(&provider.client_id), &secret);
        } else {
            form.push(("client_id".to_owned(), provider.client_id.clone()));
            if !provider.client_secret.is_empty() {
                let secret = provider.client_secret.expose().to_owned();
                form.push(("client_secret".to_owned(), secret));
            }
        }
        let answer = line.send(request.form(form)).await?;
        if !answer.is_success() {
            return Ok(Err(refused(&answer)));
        }
        Ok(Ok(serde_json::from_value(answer.json()?).map_err(unreadable)?))
    }

    /// The token's claims, by the keys that are known or, where none fits, by those of now.
    async fn believed(
        &self,
        provider: &Provider,
        known: &Known,
        token: &str,
        nonce: &str,
    ) -> Result<Result<(Claims, Value), Refused>, PortError> {
        let expected = Expected {
            issuer: &provider.issuer,
            client_id: &provider.client_id,
            nonce,
            now: self.now(),
        };
        let mut read = token::read(token, &known.keys, expected);
        let may_ask = known.keys.is_empty() || self.now() - known.keys_at >= KEYS_AGAIN;
        if read.as_ref().err() == Some(&Wrong::UnknownKey) && may_ask {
            let keys = self.fetch_keys(&provider.issuer, known).await?;
            read = token::read(token, &keys, expected);
        }
        Ok(read.map_err(|wrong| match wrong {
            Wrong::UnknownKey => Refused::new("unknown_key", "the ID token has an unknown key"),
            Wrong::Said(why) => Refused::new("invalid_token", why),
        }))
    }

    async fn come_back(
        &self,
        provider: &Provider,
        journey: &Journey,
        back: &Back,
    ) -> Result<Result<Identity, Refused>, PortError> {
        let known = self.about(&provider.issuer).await?;
        let about = &known.about;
        // An answer of another provider must not be taken to this one (RFC 9207, 2.4).
        let other = match &back.issuer {
            Some(issuer) => *issuer != provider.issuer,
            None => about.authorization_response_iss_parameter_supported,
        };
        if other {
            return Ok(Err(Refused::new("issuer", "the answer comes from another provider")));
        }
        let tokens = match self.exchange(about, provider, journey, &back.code).await? {
            Ok(tokens) => tokens,
            Err(refused) => return Ok(Err(refused)),
        };
        let Some(id_token) = tokens.id_token else {
            return Ok(Err(Refused::new("invalid_token", "the provider gave no ID token")));
        };
        let nonce = journey.nonce.expose();
        let (claims, mut said) = match self.believed(provider, &known, &id_token, nonce).await? {
            Ok(believed) => believed,
            Err(refused) => return Ok(Err(refused)),
        };
        if said["email"].is_null()
            && let (Some(address), Some(token)) = (&about.userinfo_endpoint, &tokens.access_token)
        {
            let answer = self.get("userinfo_endpoint", address, Some(token)).await?;
            // Without it there is no address; the person is known all the same.
            if answer.is_success()
                && let Ok(more) = answer.json()
                && more["sub"].as_str() == Some(&claims.sub)
            {
                said = more;
            }
        }
        if claims.sub.chars().count() > CHARS_MAX {
            return Ok(Err(Refused::new("invalid_token", "the provider's name is too long")));
        }
        Ok(Ok(identity(&provider.issuer, claims.sub, &said)))
    }
}

impl SignIn for OpenIdConnect {
    fn begin<'a>(&'a self, provider: &'a Provider, journey: &'a Journey) -> Asking<'a, String> {
        Box::pin(async move {
            let about = self.about(&provider.issuer).await?.about;
            let what = "authorization_endpoint";
            // The browser goes there, so it must be what we would go to as well.
            self.line(what, &about.authorization_endpoint)?;
            let mut url = Url::parse(&about.authorization_endpoint)
                .map_err(|_| PortError::setting(MODULE, what, "is not a URL"))?;
            let hash = Sha256::digest(journey.verifier.expose().as_bytes());
            url.query_pairs_mut().extend_pairs([
                ("response_type", "code"),
                ("client_id", &provider.client_id),
                ("redirect_uri", &journey.redirect_uri),
                ("scope", "openid email profile"),
                ("state", &journey.state),
                ("nonce", journey.nonce.expose()),
                ("code_challenge", &BASE64_URL_SAFE_NO_PAD.encode(hash)),
                ("code_challenge_method", "S256"),
            ]);
            Ok(url.into())
        })
    }

    fn finish<'a>(
        &'a self,
        provider: &'a Provider,
        journey: &'a Journey,
        back: &'a Back,
    ) -> Asking<'a, Result<Identity, Refused>> {
        Box::pin(self.come_back(provider, journey, back))
    }

    fn test_connection<'a>(&'a self, provider: &'a Provider) -> Asking<'a, String> {
        Box::pin(async move {
            let known = self.about(&provider.issuer).await?;
            let keys = self.fetch_keys(&provider.issuer, &known).await?;
            if keys.is_empty() {
                return Err(PortError::setting(MODULE, "issuer", "publishes no keys"));
            }
            Ok(format!("{}, {} keys", known.about.issuer, keys.len()))
        })
    }
}

fn identity(issuer: &str, subject: String, said: &Value) -> Identity {
    let text = |name: &str| cut(said[name].as_str().unwrap_or_default().trim());
    // Some write it as a text.
    let email_verified = said["email_verified"] == true || said["email_verified"] == "true";
    let (mut first_name, mut last_name) = (text("given_name"), text("family_name"));
    if first_name.is_empty() && last_name.is_empty() {
        let name = text("name");
        let (first, last) = name.rsplit_once(' ').unwrap_or((&name, ""));
        (first_name, last_name) = (first.trim().to_owned(), last.to_owned());
    }
    let email = text("email");
    Identity { issuer: issuer.to_owned(), subject, email, email_verified, first_name, last_name }
}

/// A request for exactly the address that a line was made for.
fn at(method: Method, address: &str) -> Request {
    let request = Request::new(method, &[]);
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if path.ends_with('/') { request.folder() } else { request }
}

/// As a form has it: name and secret are escaped before they are joined (RFC 6749, 2.3.1).
fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn refused(answer: &Answer) -> Refused {
    let said = answer.json().unwrap_or_default();
    let code = said["error"].as_str().map_or_else(|| format!("HTTP {}", answer.status), cut);
    let message = said["error_description"].as_str().map_or_else(|| code.clone(), cut);
    Refused::new(code, message)
}

fn cut(text: &str) -> String {
    text.chars().take(CHARS_MAX).collect()
}

fn unknown(why: String) -> PortError {
    PortError::Unknown { module: MODULE, cause: UnknownCause::Unreadable, why }
}

fn unreadable(error: serde_json::Error) -> PortError {
    unknown(error.to_string())
}
