//! What a device says, and whether it is true (Web Authentication Level 3, 7.1 and 7.2).
//!
//! Nothing is asked of who made the device (attestation `none`), so what a browser says of a new
//! key is as good as the authenticator's own encoding of it, and no CBOR is read. Signatures are
//! checked by ring, which TLS brings along.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey,
    VerificationAlgorithm,
};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Algorithms that are asked for, best first, by their COSE numbers: ECDSA over P-256, Ed25519,
/// and RSA, which older Windows has.
pub const ALGORITHMS: [i64; 3] = [-7, -8, -257];
/// Longer texts are not read (bytes).
const SHOWN_BYTES_MAX: usize = 32 * 1024;

const USER_PRESENT: u8 = 1;
const USER_VERIFIED: u8 = 1 << 2;
const HAS_CREDENTIAL: u8 = 1 << 6;

/// `PublicKeyCredential.toJSON()` of a browser.
#[derive(Debug, Deserialize)]
pub(super) struct Shown {
    /// The device's name for the key, in base 64 for addresses.
    pub(super) id: String,
    pub(super) response: Response,
}

/// Its response, of either ceremony. Each text is base 64 for addresses.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Response {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    authenticator_data: String,
    pub(super) public_key: Option<String>,
    signature: Option<String>,
    pub(super) user_handle: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

/// Which ceremony.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Create,
    Get,
}

/// What was found true.
#[derive(Debug)]
pub(super) struct Proven {
    /// The challenge as we made it.
    pub(super) challenge: String,
    /// How often the device has signed; 0 where it does not count.
    pub(super) count: i64,
}

/// Reads what a browser said; `None` when it is no such text.
pub(super) fn read(text: &str) -> Option<Shown> {
    (text.len() <= SHOWN_BYTES_MAX).then(|| serde_json::from_str(text).ok()).flatten()
}

/// The name that devices know us by: the host of an origin, such as `https://shop.example:8443`.
#[must_use]
pub fn party(origin: &str) -> &str {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    host.split(['/', ':']).next().unwrap_or_default()
}

/// Judges a new key: for our origin, made by a person whom the device knows.
pub(super) fn created(shown: &Shown, origin: &str) -> Option<Proven> {
    let (proven, data, _) = common(shown, origin, Kind::Create)?;
    // AAGUID, length of the name, name.
    let has = data.get(32)? & HAS_CREDENTIAL != 0;
    let length = usize::from(u16::from_be_bytes(data.get(53..55)?.try_into().ok()?));
    let named = data.get(55..55 + length)?;
    let key = BASE64.decode(shown.response.public_key.as_deref()?).ok()?;
    (has && BASE64.encode(named) == shown.id && verifier(&key).is_some()).then_some(proven)
}

/// Judges a signature by a key that was kept.
pub(super) fn signed(shown: &Shown, origin: &str, public_key: &str) -> Option<Proven> {
    let (proven, mut data, client) = common(shown, origin, Kind::Get)?;
    let key = BASE64.decode(public_key).ok()?;
    let signature = BASE64.decode(shown.response.signature.as_deref()?).ok()?;
    data.extend_from_slice(&Sha256::digest(&client));
    let (algorithm, point) = verifier(&key)?;
    UnparsedPublicKey::new(algorithm, point).verify(&data, &signature).ok()?;
    Some(proven)
}

/// What both ceremonies ask for; gives the authenticator's and the browser's data beside it.
fn common(shown: &Shown, origin: &str, kind: Kind) -> Option<(Proven, Vec<u8>, Vec<u8>)> {
    let client = BASE64.decode(&shown.response.client_data).ok()?;
    let said: ClientData = serde_json::from_slice(&client).ok()?;
    let wanted = match kind {
        Kind::Create => "webauthn.create",
        Kind::Get => "webauthn.get",
    };
    if said.r#type != wanted || said.origin != origin || said.cross_origin {
        return None;
    }
    let data = BASE64.decode(&shown.response.authenticator_data).ok()?;
    let flags = data.get(32)?;
    let here = flags & USER_PRESENT != 0 && flags & USER_VERIFIED != 0;
    let ours = data.get(..32)? == Sha256::digest(party(origin).as_bytes()).as_slice();
    if !here || !ours {
        return None;
    }
    let count = u32::from_be_bytes(data.get(33..37)?.try_into().ok()?);
    let challenge = String::from_utf8(BASE64.decode(said.challenge).ok()?).ok()?;
    Some((Proven { challenge, count: i64::from(count) }, data, client))
}

/// The algorithm and the key of a `SubjectPublicKeyInfo` (RFC 5280, 4.1); `None` for another kind.
fn verifier(key: &[u8]) -> Option<(&'static dyn VerificationAlgorithm, &[u8])> {
    const P256: &[u8] = &[
        0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
        0x3d, 0x03, 0x01, 0x07,
    ];
    const EDWARDS: &[u8] = &[0x06, 0x03, 0x2b, 0x65, 0x70];
    const RSA: &[u8] =
        &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    let (info, after) = element(key, 0x30)?;
    let (kind, rest) = element(info, 0x30)?;
    let (bits, beyond) = element(rest, 0x03)?;
    if !after.is_empty() || !beyond.is_empty() {
        return None;
    }
    // No bits of the last byte are left out.
    let (0, bits) = bits.split_first().map(|(unused, bits)| (*unused, bits))? else { return None };
    match kind {
        P256 => Some((&ECDSA_P256_SHA256_ASN1, bits)),
        EDWARDS => Some((&ED25519, bits)),
        RSA => Some((&RSA_PKCS1_2048_8192_SHA256, bits)),
        _ => None,
    }
}

/// The content of a DER element with this tag, and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (first, rest) = der.split_first()?;
    let (short, rest) = rest.split_first()?;
    let (length, rest) = match *short {
        short if short < 0x80 => (usize::from(short), rest),
        long => {
            let (bytes, rest) = rest.split_at_checked(usize::from(long & 0x7f))?;
            let fits = (1..=3).contains(&bytes.len());
            let length = bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
            (fits.then_some(length)?, rest)
        }
    };
    (*first == tag).then(|| rest.split_at_checked(length)).flatten()
}

#[cfg(test)]
mod tests {
    use super::{BASE64, Response, Shown, created, party, read, signed};
    use base64::Engine as _;
    use ring::rand::SystemRandom;
    use ring::signature::{Ed25519KeyPair, KeyPair};
    use sha2::{Digest, Sha256};

    const ORIGIN: &str = "https://shop.example:8443";

    /// What a device says that holds this key.
    fn shown(key: &Ed25519KeyPair, kind: &str, origin: &str, flags: u8) -> Shown {
        let challenge = BASE64.encode("ours");
        let client = format!(
            r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{origin}","crossOrigin":false}}"#
        );
        let mut data = Sha256::digest("shop.example").to_vec();
        data.push(flags);
        data.extend([0, 0, 0, 7]);
        if kind == "webauthn.create" {
            data.extend([0; 16]);
            data.extend([0, 4]);
            data.extend(b"name");
        }
        let mut info = vec![0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0];
        info.extend(key.public_key().as_ref());
        let signature = key.sign(&[&*data, &*Sha256::digest(&client)].concat());
        let response = Response {
            client_data: BASE64.encode(client),
            authenticator_data: BASE64.encode(data),
            public_key: Some(BASE64.encode(info)),
            signature: Some(BASE64.encode(signature)),
            user_handle: None,
        };
        Shown { id: BASE64.encode("name"), response }
    }

    fn key() -> Ed25519KeyPair {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Ed25519KeyPair::from_pkcs8(document.as_ref()).unwrap()
    }

    #[test]
    fn a_key_of_ours_is_taken_and_nothing_else() {
        let key = key();
        for (kind, origin, flags, taken) in [
            ("webauthn.create", ORIGIN, 0x45, true),
            ("webauthn.get", ORIGIN, 0x45, false),
            ("webauthn.create", "https://evil.example", 0x45, false),
            // Nobody was there; a person whom the device does not know; no key.
            ("webauthn.create", ORIGIN, 0x44, false),
            ("webauthn.create", ORIGIN, 0x41, false),
            ("webauthn.create", ORIGIN, 0x05, false),
        ] {
            let found = created(&shown(&key, kind, origin, flags), ORIGIN);
            assert_eq!(found.is_some(), taken, "{kind} {origin} {flags:x}");
        }
        let mut other = shown(&key, "webauthn.create", ORIGIN, 0x45);
        other.id = BASE64.encode("another");
        assert!(created(&other, ORIGIN).is_none(), "the name is signed for");
    }

    #[test]
    fn a_signature_counts_for_its_key_and_its_words() {
        let (key, other) = (key(), key());
        let good = shown(&key, "webauthn.get", ORIGIN, 0x05);
        let kept = good.response.public_key.clone().unwrap();
        let proven = signed(&good, ORIGIN, &kept).unwrap();
        assert_eq!((&*proven.challenge, proven.count), ("ours", 7));
        let foreign = shown(&other, "webauthn.get", ORIGIN, 0x05);
        assert!(signed(&foreign, ORIGIN, &kept).is_none());
        let mut bent = shown(&key, "webauthn.get", ORIGIN, 0x05);
        let mut data = BASE64.decode(&bent.response.authenticator_data).unwrap();
        data[36] = 8;
        bent.response.authenticator_data = BASE64.encode(data);
        assert!(signed(&bent, ORIGIN, &kept).is_none());
        for kept in ["", "AA", "MCowBQYDK2VwAyEA"] {
            assert!(signed(&good, ORIGIN, kept).is_none(), "{kept}");
        }
    }

    #[test]
    fn what_is_no_such_text_is_not_read() {
        for text in ["", "{}", "[]", r#"{"id":"a","response":{}}"#] {
            assert!(read(text).is_none(), "{text}");
        }
        let origins = [(ORIGIN, "shop.example"), ("http://localhost", "localhost"), ("", "")];
        for (origin, name) in origins {
            assert_eq!(party(origin), name);
        }
    }
}
