//! The second factor of users and of staff: one-time codes by time (RFC 6238) and codes for a
//! lost device.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use store::people::Whose;
use store::people::staff::SignInRow;
use store::people::two_factor::{self as rows, HolderRow};
use subtle::ConstantTimeEq;

use super::attempts::{self, ANYWHERE};
use super::{log_of, security_mails};
use crate::system::settings::{COMPANY_NAME, STAFF_TWO_FACTOR, Settings};
use crate::system::templates::{TWO_FACTOR_OFF, TWO_FACTOR_ON};
use crate::{Act, Allowed, Fault, Result, conflict, not_allowed, not_found};

/// Seconds for which a code is shown.
const STEP_SECONDS: i64 = 30;
/// Steps by which clocks may differ, either way.
const STEPS_OFF: i64 = 1;
/// Digits of a code.
const DIGITS: usize = 6;
/// Bytes of a secret: as many as the hash has (RFC 4226, 4).
const SECRET_BYTES: usize = 20;
/// Codes for a lost device.
const BACKUP_CODES: usize = 10;
/// Letters and digits of such a code.
const BACKUP_LENGTH: usize = 12;
/// Where the Arabic, Persian and Bengali digits begin, as code points of Unicode.
const ZEROS: [u32; 3] = [0x0660, 0x06f0, 0x09e6];
/// The refusal of a code, whatever was wrong with it.
const WRONG: &str = "Invalid Code";

/// A secret that does not count yet.
#[derive(Clone)]
pub struct Started {
    /// In base 32.
    pub secret: String,
    /// For programs that show codes.
    pub uri: String,
}

/// Whether a member of staff still owes the second factor that the company asks of its staff.
#[must_use]
pub fn owes(settings: &Settings, staff: &SignInRow) -> bool {
    settings.on(STAFF_TWO_FACTOR) && staff.two_factor_secret.is_empty()
}

/// What a member of staff may do now: what its role permits or, as long as it owes a second
/// factor, nothing.
#[must_use]
pub fn permitted(settings: &Settings, staff: &SignInRow) -> Allowed {
    if owes(settings, staff) {
        return Allowed::Only(Default::default());
    }
    Allowed::from_json(&staff.actions)
}

/// Makes a secret; it counts once [`confirm`] saw a code of it.
///
/// # Errors
/// Not found; a conflict when a second factor is in force.
pub async fn start(act: &mut Act, whose: Whose) -> Result<Started> {
    let row = locked(act, whose).await?;
    if !row.two_factor_secret.is_empty() {
        return Err(conflict("Two-Factor Authentication is already enabled"));
    }
    let chance = &*act.engine.world().chance;
    let mut bytes = [0; SECRET_BYTES];
    chance.fill(&mut bytes);
    let secret = base32(&bytes);
    let sealed = act.engine.secrets().seal(chance, &pending_place(whose), &secret)?;
    rows::begin(&mut act.conn, whose, &sealed).await?;
    let issuer = percent(act.settings.text(COMPANY_NAME));
    let uri = format!(
        "otpauth://totp/{issuer}:{}?secret={secret}&issuer={issuer}&digits={DIGITS}&period={STEP_SECONDS}",
        percent(&row.email),
    );
    Ok(Started { secret, uri })
}

/// Makes the second factor count, and gives backup codes.
///
/// # Errors
/// Not found; a conflict when nothing was started; not allowed when the code is wrong.
pub async fn confirm(act: &mut Act, whose: Whose, code: &str) -> Result<Vec<String>> {
    locked(act, whose).await?;
    let kept =
        rows::lock(&mut act.conn, whose).await?.filter(|kept| !kept.pending_secret.is_empty());
    let Some(kept) = kept else {
        return Err(conflict("Two-Factor Authentication has not been started"));
    };
    let secret = act.engine.secrets().open(&pending_place(whose), &kept.pending_secret)?;
    accept(act, whose, &secret, kept.last_step, &meant(code)).await?;
    let chance = &*act.engine.world().chance;
    let sealed = act.engine.secrets().seal(chance, &place(whose), &secret)?;
    let codes: Vec<_> = (0..BACKUP_CODES).map(|_| chance.base62(BACKUP_LENGTH)).collect();
    let at = act.at();
    rows::put(&mut act.conn, whose, &sealed, at).await?;
    let fingerprints: Vec<_> = codes.iter().map(|code| fingerprint(act, whose, code)).collect();
    rows::set_codes(&mut act.conn, whose, &fingerprints).await?;
    security_mails::tell(act, whose, TWO_FACTOR_ON, &[]).await?;
    log_of(act, whose, "Two-Factor Authentication Enabled").await?;
    Ok(codes)
}

/// Uses a code up: one by time, or one for a lost device.
///
/// # Errors
/// Not found; not allowed when the code is wrong or was used; a limit when codes are tried out.
pub async fn check(act: &mut Act, whose: Whose, code: &str) -> Result<()> {
    let row = locked(act, whose).await?;
    if row.two_factor_secret.is_empty() {
        return Err(conflict("Two-Factor Authentication is not enabled"));
    }
    let code = &*meant(code);
    if code.len() == DIGITS {
        let secret = act.engine.secrets().open(&place(whose), &row.two_factor_secret)?;
        let last = rows::lock(&mut act.conn, whose).await?.map_or(0, |kept| kept.last_step);
        return accept(act, whose, &secret, last, code).await;
    }
    let account = account(whose);
    attempts::admit_code(&act.engine, &account)?;
    let at = act.at();
    let text = backup_text(whose, code);
    let codes = rows::codes(&mut act.conn, whose).await?;
    let known = codes.iter().find(|kept| act.engine.secrets().is_fingerprint_of(kept, &text));
    if let Some(known) = known
        && rows::use_code(&mut act.conn, whose, known, at).await?
    {
        attempts::succeeded(&act.engine, &account, ANYWHERE);
        return log_of(act, whose, "Two-Factor Backup Code Used").await;
    }
    attempts::failed(&act.engine, &account, ANYWHERE);
    Err(not_allowed(WRONG))
}

/// Takes the second factor away; the caller has checked that this is wanted.
///
/// # Errors
/// Not found; a conflict when there is none, or when a member of staff would do without the one
/// that the company asks for.
pub async fn end(act: &mut Act, whose: Whose) -> Result<()> {
    let row = locked(act, whose).await?;
    if row.two_factor_secret.is_empty() {
        return Err(conflict("Two-Factor Authentication is not enabled"));
    }
    let own = matches!(whose, Whose::Staff(staff) if act.caller.actor.staff() == Some(staff));
    if own && act.settings.on(STAFF_TWO_FACTOR) {
        return Err(conflict("Two-Factor Authentication is required of staff"));
    }
    let at = act.at();
    rows::put(&mut act.conn, whose, "", at).await?;
    rows::forget(&mut act.conn, whose).await?;
    security_mails::tell(act, whose, TWO_FACTOR_OFF, &[]).await?;
    log_of(act, whose, "Two-Factor Authentication Disabled").await
}

/// A code as it was meant: programs show it in two groups, and some keyboards have digits of their
/// own.
fn meant(code: &str) -> String {
    let digit = |each: char| {
        ZEROS.iter().find_map(|zero| char::from_digit(u32::from(each).checked_sub(*zero)?, 10))
    };
    let typed = code.chars().filter(|each| !each.is_whitespace());
    typed.map(|each| digit(each).unwrap_or(each)).collect()
}

async fn locked(act: &mut Act, whose: Whose) -> Result<HolderRow> {
    let found = rows::holder(&mut act.conn, whose).await?;
    found.ok_or_else(|| match whose {
        Whose::User(_) => not_found("User Not Found"),
        Whose::Staff(_) => not_found("Admin ID Not Found"),
    })
}

/// Uses a code by time up, if it is right and none of its step was used before.
async fn accept(act: &mut Act, whose: Whose, secret: &str, last: i64, code: &str) -> Result<()> {
    let account = account(whose);
    attempts::admit_code(&act.engine, &account)?;
    let key = from_base32(secret).ok_or_else(|| Fault::broken("a secret that is no base 32"))?;
    let now = act.at() / STEP_SECONDS;
    let steps = (now - STEPS_OFF)..=(now + STEPS_OFF);
    let step = steps.filter(|step| *step > last).find(|step| {
        at_step(&key, *step)
            .is_some_and(|right| bool::from(right.as_bytes().ct_eq(code.as_bytes())))
    });
    if let Some(step) = step
        && rows::used(&mut act.conn, whose, step).await?
    {
        attempts::succeeded(&act.engine, &account, ANYWHERE);
        return Ok(());
    }
    attempts::failed(&act.engine, &account, ANYWHERE);
    Err(not_allowed(WRONG))
}

/// The code of a time step (RFC 4226, 5.3).
fn at_step(key: &[u8], step: i64) -> Option<String> {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).ok()?;
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest.last()? & 0x0f);
    let four = digest.get(offset..offset + 4)?;
    let number = u32::from_be_bytes(four.try_into().ok()?) & 0x7fff_ffff;
    Some(format!("{:0DIGITS$}", number % 1_000_000))
}

/// How somebody is called where each kind has numbers of its own: users by number alone, as
/// what was sealed before staff had a second factor says it.
fn called(whose: Whose) -> String {
    match whose {
        Whose::User(user) => user.to_string(),
        Whose::Staff(staff) => format!("staff {staff}"),
    }
}

fn account(whose: Whose) -> String {
    format!("second factor {}", called(whose))
}

fn place(whose: Whose) -> String {
    match whose {
        Whose::User(user) => format!("users.two_factor_secret:{user}"),
        Whose::Staff(staff) => format!("staff.two_factor_secret:{staff}"),
    }
}

fn pending_place(whose: Whose) -> String {
    match whose {
        Whose::User(user) => format!("user_two_factor.pending_secret:{user}"),
        Whose::Staff(staff) => format!("staff_two_factor.pending_secret:{staff}"),
    }
}

fn backup_text(whose: Whose, code: &str) -> String {
    format!("backup code of {}: {code}", called(whose))
}

fn fingerprint(act: &Act, whose: Whose, code: &str) -> String {
    act.engine.secrets().fingerprint(&backup_text(whose, code))
}

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Base 32 without padding (RFC 4648, 6); the length is a multiple of five bytes.
fn base32(bytes: &[u8]) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| (byte >> (7 - at % 8)) & 1);
    (0..bytes.len() * 8 / 5)
        .map(|digit| (0..5).fold(0, |value, at| value << 1 | bit(digit * 5 + at)))
        .filter_map(|value| ALPHABET.get(usize::from(value)))
        .map(|letter| char::from(*letter))
        .collect()
}

fn from_base32(text: &str) -> Option<Vec<u8>> {
    let values = text.bytes().map(|letter| ALPHABET.iter().position(|each| *each == letter));
    let values = values.collect::<Option<Vec<_>>>()?;
    let bit = |at: usize| values.get(at / 5).map_or(0, |value| (value >> (4 - at % 5)) & 1);
    let byte = |index: usize| (0..8).fold(0, |value, at| value << 1 | bit(index * 8 + at));
    (0..values.len() * 5 / 8).map(|index| u8::try_from(byte(index)).ok()).collect()
}

/// Percent-encodes all but unreserved characters (RFC 3986, 2.3).
fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::{STEP_SECONDS, at_step, base32, from_base32, meant, percent};

    /// RFC 6238, appendix B, the last six of its eight digits.
    #[test]
    fn codes_are_those_of_the_rfc() {
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000_i64, "353130"),
        ] {
            let found = at_step(b"12345678901234567890", second / STEP_SECONDS);
            assert_eq!(found.as_deref(), Some(code), "{second}");
        }
    }

    #[test]
    fn codes_are_read_as_they_were_meant() {
        for (typed, expected) in [
            ("123456", "123456"),
            (" 123 456\n", "123456"),
            ("123\u{a0}456", "123456"),
            ("\u{661}\u{662}\u{663} \u{6f4}\u{6f5}\u{9ec}", "123456"),
            ("h3PnCjKn B238", "h3PnCjKnB238"),
            ("", ""),
        ] {
            assert_eq!(meant(typed), expected, "{typed}");
        }
    }

    #[test]
    fn base_32_goes_both_ways() {
        let text = base32(b"12345678901234567890");
        assert_eq!(text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(from_base32(&text).as_deref(), Some(&b"12345678901234567890"[..]));
        assert_eq!(from_base32("a1"), None);
        assert_eq!(percent("Ä & B@c"), "%C3%84%20%26%20B%40c");
    }
}
