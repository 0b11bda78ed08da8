//! The keys of a provider (RFC 7517), and the signatures that they are good for (RFC 7518).

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::signature::{self, RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey};
use ring::signature::{EcdsaVerificationAlgorithm, VerificationAlgorithm};
use serde::Deserialize;
use serde_json::Value;

/// Keys of one provider that are looked at.
const KEYS_MAX: usize = 64;

/// The algorithms that are believed: each with a public key, none with a shared one, and never
/// `none` (RFC 8725, 3.1 and 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Algorithm {
    Rs256,
    Rs384,
    Rs512,
    Ps256,
    Ps384,
    Ps512,
    Es256,
    Es384,
    Ed25519,
}

/// A public key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Key {
    kty: String,
    kid: Option<String>,
    r#use: Option<String>,
    alg: Option<String>,
    crv: String,
    n: String,
    e: String,
    x: String,
    y: String,
}

impl Algorithm {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "RS256" => Self::Rs256,
            "RS384" => Self::Rs384,
            "RS512" => Self::Rs512,
            "PS256" => Self::Ps256,
            "PS384" => Self::Ps384,
            "PS512" => Self::Ps512,
            "ES256" => Self::Es256,
            "ES384" => Self::Es384,
            // The older name and that of RFC 9864.
            "EdDSA" | "Ed25519" => Self::Ed25519,
            _ => return None,
        })
    }

    fn rsa(self) -> Option<&'static RsaParameters> {
        Some(match self {
            Self::Rs256 => &signature::RSA_PKCS1_2048_8192_SHA256,
            Self::Rs384 => &signature::RSA_PKCS1_2048_8192_SHA384,
            Self::Rs512 => &signature::RSA_PKCS1_2048_8192_SHA512,
            Self::Ps256 => &signature::RSA_PSS_2048_8192_SHA256,
            Self::Ps384 => &signature::RSA_PSS_2048_8192_SHA384,
            Self::Ps512 => &signature::RSA_PSS_2048_8192_SHA512,
            Self::Es256 | Self::Es384 | Self::Ed25519 => return None,
        })
    }

    /// Curve, bytes of a coordinate, and the way to check.
    fn curve(self) -> Option<(&'static str, usize, &'static EcdsaVerificationAlgorithm)> {
        match self {
            Self::Es256 => Some(("P-256", 32, &signature::ECDSA_P256_SHA256_FIXED)),
            Self::Es384 => Some(("P-384", 48, &signature::ECDSA_P384_SHA384_FIXED)),
            _ => None,
        }
    }
}

impl Key {
    /// Whether the key may be the one that signed: by its name, if one is given, by what it is for
    /// and by what it is.
    pub(super) fn fits(&self, kid: Option<&str>, name: &str, algorithm: Algorithm) -> bool {
        let kind = match (algorithm.rsa(), algorithm.curve()) {
            (Some(_), _) => self.kty == "RSA",
            (None, Some((curve, ..))) => self.kty == "EC" && self.crv == curve,
            (None, None) => self.kty == "OKP" && self.crv == "Ed25519",
        };
        kind && kid.is_none_or(|kid| self.kid.as_deref() == Some(kid))
            && self.r#use.as_deref().is_none_or(|what| what == "sig")
            && self.alg.as_deref().is_none_or(|alg| alg == name)
    }

    /// Whether the key made this signature over the message.
    pub(super) fn signed(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        self.check(algorithm, message, signature).is_some()
    }

    fn check(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> Option<()> {
        if let Some(parameters) = algorithm.rsa() {
            let (n, e) = (bytes(&self.n)?, bytes(&self.e)?);
            let key = RsaPublicKeyComponents { n: plain(&n), e: plain(&e) };
            return key.verify(parameters, message, signature).ok();
        }
        let (way, point): (&'static dyn VerificationAlgorithm, Vec<u8>) = match algorithm.curve() {
            Some((_, size, way)) => {
                let (x, y) = (bytes(&self.x)?, bytes(&self.y)?);
                if x.len() != size || y.len() != size {
                    return None;
                }
                (way, [&[4], x.as_slice(), y.as_slice()].concat())
            }
            None => (&signature::ED25519, bytes(&self.x)?),
        };
        UnparsedPublicKey::new(way, point).verify(message, signature).ok()
    }
}

/// The keys of a document; what is no key that we understand is passed over.
pub(super) fn read(document: &Value) -> Vec<Key> {
    let rows = document["keys"].as_array().into_iter().flatten().take(KEYS_MAX);
    rows.filter_map(|row| serde_json::from_value(row.clone()).ok()).collect()
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()
}

/// A number without zeros in front.
fn plain(number: &[u8]) -> &[u8] {
    let start = number.iter().position(|byte| *byte != 0).unwrap_or(number.len());
    &number[start..]
}
