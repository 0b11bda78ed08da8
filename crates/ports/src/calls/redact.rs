//! Taking secrets out of what is logged: known ones by their value, others by their name.
//!
//! Works on any text in which names stand before values: JSON, forms, XML, Rust's `Debug`, and
//! one of them quoted within another. What it takes too much is only missing in a log.

use crate::Secret;
use crate::payment::passes_luhn;

/// What stands where a secret was.
const REMOVED: &str = "(removed)";
/// Names that contain one of these hold secrets.
const PARTS: [&str; 15] = [
    "pass",
    "pwd",
    "secret",
    "token",
    "auth",
    "cvc",
    "cvv",
    "card",
    "credential",
    "signature",
    "cookie",
    "session",
    "eppcode",
    "transfercode",
    // What a machine sets up first has its password in it, at times in an encoding.
    "userdata",
];
/// Names that end in one of these, too; a ticket lets in to the screen of a machine.
const ENDS: [&str; 7] = ["key", "keys", "pw", "pin", "otp", "kvm", "ticket"];
/// Where whoever has the address is let in: a screen, a panel.
const ADDRESSES: [&str; 1] = ["link"];
/// Names that look like one and are none.
const HARMLESS: [&str; 3] = ["idempotencykey", "author", "authors"];
/// Known secrets shorter than this are left: they would be found everywhere.
const SECRET_BYTES_MIN: usize = 4;

/// The text without these secrets, without the values of names that speak of secrets, and without
/// card numbers.
pub fn redacted(text: &str, secrets: &[Secret]) -> String {
    let mut text = text.to_owned();
    let mut forms: Vec<String> = secrets.iter().flat_map(spellings).collect();
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    for form in forms {
        text = text.replace(&form, REMOVED);
    }
    without_card_numbers(&without_named(&text))
}

/// A secret as it is, in JSON, and in an address.
fn spellings(secret: &Secret) -> Vec<String> {
    let plain = secret.expose();
    if plain.len() < SECRET_BYTES_MIN {
        return Vec::new();
    }
    let quoted = format!("{plain:?}");
    let mut percent = String::new();
    for byte in plain.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => {
                percent.push(char::from(byte));
            }
            _ => percent.push_str(&format!("%{byte:02X}")),
        }
    }
    let plus = percent.replace("%20", "+");
    let quoted = quoted.trim_matches('"').to_owned();
    let lines = plain.lines().map(str::trim).filter(|line| line.len() >= 16).map(str::to_owned);
    [plain.to_owned(), quoted, percent, plus].into_iter().chain(lines).collect()
}

fn is_secret(name: &str) -> bool {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    let name: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    let parts = PARTS.iter().any(|part| name.contains(part));
    let ends = ENDS.iter().any(|end| name.ends_with(end));
    let whole = ADDRESSES.contains(&name.as_str());
    (parts || ends || whole) && !HARMLESS.contains(&name.as_str())
}

fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.' | '[' | ']' | '%')
}

fn without_named(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (taken, secret) = match first {
            '<' => element(rest),
            letter if is_name(letter) => named(rest),
            letter => (letter.len_utf8(), None),
        };
        kept.push_str(&rest[..taken]);
        rest = &rest[taken..];
        if let Some(bytes) = secret {
            kept.push_str(REMOVED);
            rest = &rest[bytes..];
        }
    }
    kept
}

/// How many bytes to keep, and how many behind them are a secret.
type Found = (usize, Option<usize>);

/// `<name …>secret</name>`.
fn element(text: &str) -> Found {
    let name_end = text[1..].find([' ', '>', '/', '\n', '<']).map_or(text.len(), |end| end + 1);
    let name = &text[1..name_end];
    let local = name.rsplit(':').next().unwrap_or(name);
    let head = text.find('>').map(|end| end + 1);
    match head {
        Some(head) if is_secret(local) && !text[..head].ends_with("/>") => {
            let close = format!("</{name}");
            let length = text[head..].find(&close).unwrap_or(text.len() - head);
            (head, (length > 0).then_some(length))
        }
        _ => (1, None),
    }
}

/// `name=secret`, `"name": "secret"`, `Name("secret")` and the like.
fn named(text: &str) -> Found {
    let name_end = text.find(|letter| !is_name(letter)).unwrap_or(text.len());
    if !is_secret(&text[..name_end]) {
        return (name_end, None);
    }
    let behind = &text[name_end..];
    let mut at = name_end + behind.len() - behind.trim_start_matches('\\').len();
    if text[at..].starts_with(['"', '\'']) {
        at += 1;
    }
    at = skip_spaces(text, at);
    let call = text[at..].starts_with('(');
    if !call && !text[at..].starts_with([':', '=']) {
        return (name_end, None);
    }
    at = skip_spaces(text, at + 1);
    if text[at..].starts_with("Some(") {
        at += "Some(".len();
    }
    if ["(secret)", "(none)", "None"].iter().any(|hidden| text[at..].starts_with(hidden)) {
        return (at, None);
    }
    let quoted = text[at..].trim_start_matches('\\').starts_with('"');
    if call && !quoted {
        return (name_end, None);
    }
    let length = value(&text[at..], quoted);
    (at, (length > 0).then_some(length))
}

fn skip_spaces(text: &str, at: usize) -> usize {
    at + text[at..].len() - text[at..].trim_start_matches(' ').len()
}

/// The length of the value that a text begins with.
fn value(text: &str, quoted: bool) -> usize {
    if quoted {
        return string(text);
    }
    if text.starts_with(['{', '[']) {
        return nested(text);
    }
    let end = |letter: char| letter.is_whitespace() || "&,;})]<\"\\".contains(letter);
    text.find(end).unwrap_or(text.len())
}

/// The length of a string with its quotes, which may themselves be escaped.
fn string(text: &str) -> usize {
    let depth = text.len() - text.trim_start_matches('\\').len();
    let mut slashes = 0;
    for (at, letter) in text.char_indices().skip(depth + 1) {
        match letter {
            '\\' => slashes += 1,
            '"' if depth == 0 && slashes % 2 == 0 => return at + 1,
            '"' if depth > 0 && slashes == depth => return at + 1,
            _ => slashes = 0,
        }
    }
    text.len()
}

/// The length of an object or list.
fn nested(text: &str) -> usize {
    let (mut depth, mut skip) = (0_u32, 0);
    for (at, letter) in text.char_indices() {
        if at < skip {
            continue;
        }
        match letter {
            '"' => skip = at + string(&text[at..]),
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + letter.len_utf8();
        }
    }
    text.len()
}

/// Card numbers have 13 to 19 digits and a check digit.
fn without_card_numbers(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(digits);
        let is_card = (13..=19).contains(&digits) && passes_luhn(run);
        kept.push_str(if is_card { REMOVED } else { run });
        let text = behind.find(|letter: char| letter.is_ascii_digit()).unwrap_or(behind.len());
        kept.push_str(&behind[..text]);
        rest = &behind[text..];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::redacted;
    use crate::Secret;

    #[test]
    fn secrets_are_taken_out_by_their_names() {
        let table = [
            (
                r#"{"name":"a","password":"b\"c","x":1}"#,
                r#"{"name":"a","password":(removed),"x":1}"#,
            ),
            (r#"{"root_pass": "b", "label": "c"}"#, r#"{"root_pass": (removed), "label": "c"}"#),
            (r#"{"apiKey":["a]",{"b":1}],"c":2}"#, r#"{"apiKey":(removed),"c":2}"#),
            (r#"{"token":12345}"#, r#"{"token":(removed)}"#),
            (r#"{"token":null,"a":true}"#, r#"{"token":(removed),"a":true}"#),
            (
                "user=a&pass=b+c&card[number]=4&d=e",
                "user=a&pass=(removed)&card[number]=(removed)&d=e",
            ),
            ("<domain:pw>x&lt;</domain:pw><a>b</a>", "<domain:pw>(removed)</domain:pw><a>b</a>"),
            ("<authInfo><pw>x</pw></authInfo>", "<authInfo>(removed)</authInfo>"),
            ("<pw/><name>x</name>", "<pw/><name>x</name>"),
            (r#"source: Token("tok_1"), n: 2"#, "source: Token((removed)), n: 2"),
            (r#"password: Some("x"), n: 2"#, "password: Some((removed)), n: 2"),
            (r#"text: "{\"token\":\"a\",\"b\":1}""#, r#"text: "{\"token\":(removed),\"b\":1}""#),
            (r#"url: "https://a/?token=b&c=d""#, r#"url: "https://a/?token=(removed)&c=d""#),
            (r#"link: Some("https://a/?b"), n: 2"#, "link: Some((removed)), n: 2"),
            (r#"{"links":{"next":"b"}}"#, r#"{"links":{"next":"b"}}"#),
            (
                r#"{"user_data":"Yg==","userData":"b"}"#,
                r#"{"user_data":(removed),"userData":(removed)}"#,
            ),
            ("idempotency_key: \"a\"", "idempotency_key: \"a\""),
            ("passwords are kept; the token is there", "passwords are kept; the token is there"),
            (
                "paid with 4242424242424242 and 4242424242424241",
                "paid with (removed) and 4242424242424241",
            ),
            ("password: \"without an end", "password: (removed)"),
            ("grüße=ä&pass=ö", "grüße=ä&pass=(removed)"),
            ("", ""),
        ];
        for (text, clean) in table {
            assert_eq!(redacted(text, &[]), clean);
        }
    }

    #[test]
    fn known_secrets_are_taken_out_wherever_they_stand() {
        let secrets = [Secret::new("a \"b/c"), Secret::new("abc")];
        for text in ["x a \"b/c y", "x a \\\"b/c y", "x a%20%22b%2Fc y", "x a+%22b%2Fc y"] {
            assert_eq!(redacted(text, &secrets), "x (removed) y");
        }
        assert_eq!(redacted("abc", &secrets), "abc", "too short to look for");
    }
}
