//! Keeps secrets out of what is quoted: an error page may echo the request.

use std::sync::Arc;

use form_urlencoded::byte_serialize;
use protocol::ActionInfo;

use crate::Config;

/// The most characters of a body that are quoted.
const EXCERPT_CHARS_MAX: usize = 200;
/// The most bytes that are searched for what is quoted.
const EXCERPT_BYTES_MAX: usize = 4096;
/// The most characters of a refusal that are passed on.
const MESSAGE_CHARS_MAX: usize = 4096;
/// Shorter values would blank out half of every text.
const NEEDLE_BYTES_MIN: usize = 4;
/// Parts of the names of parameters whose values are never quoted.
const PRIVATE_NAMES: &[&str] =
    &["password", "pw", "secret", "cardnum", "card_number", "cvv", "accountnumber", "bankacct"];

/// Knows the texts that must not appear, as they are and as a form encodes them.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    /// Our own, shared by all calls.
    ours: Arc<[String]>,
    /// What is looked through for private ones when something is quoted, which is seldom.
    asked: Option<Asked>,
}

/// A request, as far as it is known here what of it is private.
#[derive(Clone)]
struct Asked {
    action: Option<&'static ActionInfo>,
    form: Arc<str>,
}

impl Redactor {
    /// Hides our own credentials.
    pub(crate) fn of(config: &Config) -> Self {
        let mut ours = Vec::new();
        for (name, value) in config.credentials.pairs() {
            if name != "username" {
                ours.extend(needles(value));
            }
        }
        if let Some(key) = &config.access_key {
            ours.extend(needles(key.expose()));
        }
        Self { ours: ours.into(), asked: None }
    }

    /// Hides also the private parameters of a form: those that the protocol calls secret, and
    /// those whose names say so.
    pub(crate) fn and_of(&self, action: Option<&'static ActionInfo>, form: &Arc<str>) -> Self {
        let asked = Asked { action, form: Arc::clone(form) };
        Self { ours: Arc::clone(&self.ours), asked: Some(asked) }
    }

    /// The beginning of a body on one line.
    pub(crate) fn excerpt(&self, body: &[u8]) -> String {
        let text = String::from_utf8_lossy(&body[..body.len().min(EXCERPT_BYTES_MAX)]);
        let text = self.without_secrets(&text);
        let chars = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c });
        chars.take(EXCERPT_CHARS_MAX).collect()
    }

    /// The server's own sentence.
    pub(crate) fn message(&self, message: &str) -> String {
        self.without_secrets(message).chars().take(MESSAGE_CHARS_MAX).collect()
    }

    fn without_secrets(&self, text: &str) -> String {
        let mut text = text.to_owned();
        let private = self.asked.iter().flat_map(Asked::private).collect::<Vec<_>>();
        for needle in self.ours.iter().chain(&private) {
            if text.contains(needle) {
                text = text.replace(needle, "(secret)");
            }
        }
        text
    }
}

impl Asked {
    /// What of it must not appear.
    fn private(&self) -> Vec<String> {
        let params = self.action.map_or(&[][..], |action| action.params);
        let is_secret =
            |name: &str| params.iter().any(|param| param.name == name && param.is_secret());
        let mut private = Vec::new();
        for (name, value) in form_urlencoded::parse(self.form.as_bytes()) {
            if is_secret(&name) || sounds_private(&name) {
                private.extend(needles(&value));
            }
        }
        private
    }
}

/// A text as it is, and as a form encodes it.
fn needles(value: &str) -> impl Iterator<Item = String> {
    let long = (value.len() >= NEEDLE_BYTES_MIN).then_some(value);
    let encoded = long.map(|value| byte_serialize(value.as_bytes()).collect::<String>());
    encoded.filter(|encoded| encoded != value).into_iter().chain(long.map(str::to_owned))
}

fn sounds_private(name: &str) -> bool {
    let holds = |part: &&str| {
        name.as_bytes().windows(part.len()).any(|found| found.eq_ignore_ascii_case(part.as_bytes()))
    };
    PRIVATE_NAMES.iter().any(holds)
}

#[cfg(test)]
mod tests {
    use super::Redactor;
    use crate::{Config, Credentials};

    #[test]
    fn quotes_without_secrets() {
        let key = Credentials::ApiKey { identifier: "identifier1".into(), secret: "s$cr(t".into() };
        let config =
            Config { access_key: Some("key!!".into()), ..Config::new("https://x.example", key) };
        let form = "password2=hunter2&cvv=123&firstname=Jane&iban_pw=d%20d+%2Bd";
        let redactor = Redactor::of(&config).and_of(None, &form.into());
        for (body, expect) in [
            ("  plain\n\ttext ", "plain  text"),
            ("identifier=identifier1&secret=s%24cr%28t&", "identifier=(secret)&secret=(secret)&"),
            (
                "[secret] => s$cr(t [accesskey] => key!!",
                "[secret] => (secret) [accesskey] => (secret)",
            ),
            ("hunter2 Jane 123", "(secret) Jane 123"),
            ("d d +d and d+d+%2Bd", "(secret) and (secret)"),
        ] {
            assert_eq!(redactor.excerpt(body.as_bytes()), expect);
        }
        assert_eq!(redactor.excerpt(&vec![b'x'; 10_000]).len(), 200);
        assert_eq!(redactor.message("no hunter2"), "no (secret)");
    }
}
