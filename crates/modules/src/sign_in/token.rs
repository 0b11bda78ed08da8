//! ID tokens: signed by the provider, for us, for this journey, and still good (OpenID Connect
//! Core 1.0, 3.1.3.7; RFC 8725).

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::{Number, Value};
use subtle::ConstantTimeEq;

use super::keys::{Algorithm, Key};

/// Longer tokens are not read (bytes).
const TOKEN_BYTES_MAX: usize = 16 * 1024;
/// Seconds by which clocks may differ.
const SKEW: i64 = 60;
/// A token was made for the journey that it ends, so it is this young (seconds).
const AGE_MAX: i64 = 10 * 60;

/// What a token must say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a str,
    pub(super) nonce: &'a str,
    /// Unix seconds.
    pub(super) now: i64,
}

/// Why a token is not believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrong {
    /// None of the keys can have signed it: they may be old.
    UnknownKey,
    /// It is not for us, not for now, or not signed.
    Said(&'static str),
}

/// What is asked of the claims.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Claims {
    iss: String,
    pub(super) sub: String,
    aud: Value,
    azp: Option<String>,
    exp: Option<Number>,
    iat: Option<Number>,
    nbf: Option<Number>,
    nonce: String,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    crit: Option<Value>,
}

/// Reads a token that is believed: what it says, and all of it for what is optional.
pub(super) fn read(
    token: &str,
    keys: &[Key],
    expected: Expected<'_>,
) -> Result<(Claims, Value), Wrong> {
    let broken = Wrong::Said("the ID token cannot be read");
    if token.len() > TOKEN_BYTES_MAX {
        return Err(broken);
    }
    let mut parts = token.split('.');
    let (Some(header), Some(body), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(broken);
    };
    let decoded = |part: &str| BASE64_URL_SAFE_NO_PAD.decode(part).map_err(|_| broken.clone());
    let said: Header = serde_json::from_slice(&decoded(header)?).map_err(|_| broken.clone())?;
    let signature = decoded(signature)?;
    let typed = said.typ.as_deref().is_none_or(|typ| typ.eq_ignore_ascii_case("JWT"));
    if said.crit.is_some() || !typed {
        return Err(Wrong::Said("the ID token has a header that nobody here understands"));
    }
    let algorithm = Algorithm::named(&said.alg);
    let algorithm = algorithm.ok_or(Wrong::Said("the ID token is not signed as it must be"))?;
    let mut fitting = keys.iter().filter(|key| key.fits(said.kid.as_deref(), &said.alg, algorithm));
    let key = fitting.next().ok_or(Wrong::UnknownKey)?;
    if fitting.next().is_some() {
        return Err(Wrong::Said("the ID token does not say by which key it is signed"));
    }
    let message = format!("{header}.{body}");
    if !key.signed(algorithm, message.as_bytes(), &signature) {
        return Err(Wrong::Said("the signature of the ID token is wrong"));
    }
    let body = decoded(body)?;
    // The struct first: unlike a map of values, it refuses what stands there twice.
    let claims: Claims = serde_json::from_slice(&body).map_err(|_| broken.clone())?;
    let all: Value = serde_json::from_slice(&body).map_err(|_| broken.clone())?;
    check(&claims, expected)?;
    Ok((claims, all))
}

fn check(claims: &Claims, expected: Expected<'_>) -> Result<(), Wrong> {
    let said = |why| Err(Wrong::Said(why));
    if claims.iss != expected.issuer {
        return said("the ID token is of another issuer");
    }
    if claims.sub.is_empty() {
        return said("the ID token names nobody");
    }
    let (for_us, others) = audience(&claims.aud, expected.client_id);
    let party = claims.azp.as_deref();
    if !for_us || party.is_some_and(|azp| azp != expected.client_id) {
        return said("the ID token is for somebody else");
    }
    if others && party.is_none() {
        return said("the ID token is for several and does not say for whom");
    }
    let (now, instant) = (expected.now, |number: &Option<Number>| number.as_ref().and_then(whole));
    let (Some(exp), Some(iat)) = (instant(&claims.exp), instant(&claims.iat)) else {
        return said("the ID token does not say from when to when it is good");
    };
    if exp.saturating_add(SKEW) <= now || now.saturating_sub(iat) > AGE_MAX + SKEW {
        return said("the ID token is too old");
    }
    let early = |at: i64| at.saturating_sub(SKEW) > now;
    if early(iat) || (claims.nbf.is_some() && instant(&claims.nbf).is_none_or(early)) {
        return said("the ID token is not good yet: do the clocks differ?");
    }
    if !bool::from(claims.nonce.as_bytes().ct_eq(expected.nonce.as_bytes())) {
        return said("the ID token belongs to another log-in");
    }
    Ok(())
}

/// Whether we are among those it is for, and whether there are others.
fn audience(aud: &Value, client_id: &str) -> (bool, bool) {
    match aud {
        Value::String(one) => (one == client_id, false),
        Value::Array(all) => {
            let ours = all.iter().filter(|each| each.as_str() == Some(client_id)).count();
            (ours > 0, all.len() > ours)
        }
        _ => (false, false),
    }
}

/// Seconds; some providers write them with a fraction.
fn whole(number: &Number) -> Option<i64> {
    let text = number.to_string();
    text.split('.').next().unwrap_or_default().parse().ok()
}

#[cfg(test)]
mod tests;
