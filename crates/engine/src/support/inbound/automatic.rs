//! Whether a person wrote a mail: what programs answer must not be answered by a program.

use mail_parser::{Message, MimeHeaders as _};

/// Why a mail is no mail of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Automatic {
    /// It says so (RFC 3834 section 5, and the habits before it).
    Says,
    /// A mail server wrote it.
    Server,
}

/// Precedences of mails that are sent to many, or by nobody.
const PRECEDENCES: [&str; 3] = ["bulk", "junk", "auto_reply"];
/// Headers that only automatic answers have.
const MARKS: [&str; 4] = ["x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply-from"];
/// Who writes for mail servers (RFC 5321 section 4.5.1).
const SERVERS: [&str; 2] = ["mailer-daemon@", "mailerdaemon@"];

/// Why the mail is none of a person, if it is none.
pub(super) fn of(message: &Message<'_>, from: &str) -> Option<Automatic> {
    let first = |name: &str| raw_values(message, name).into_iter().next();
    let word = |text: String| {
        let word = text.split([';', ' ', '(']).next().unwrap_or_default();
        word.trim().to_ascii_lowercase()
    };
    if first("return-path").is_some_and(|path| path.replace(' ', "") == "<>")
        || SERVERS.iter().any(|server| from.to_ascii_lowercase().starts_with(server))
        || message.is_content_type("multipart", "report")
    {
        return Some(Automatic::Server);
    }
    let submitted = first("auto-submitted").map(word);
    let precedence = first("precedence").map(word);
    let says = submitted.is_some_and(|word| !word.is_empty() && word != "no")
        || precedence.is_some_and(|word| PRECEDENCES.contains(&word.as_str()))
        || MARKS.iter().any(|name| first(name).is_some());
    says.then_some(Automatic::Says)
}

/// Whether a mail came over a list (RFC 2919, RFC 2369), such as the group that a company's address
/// may be: a person wrote it, but an answer by itself would go round.
pub(super) fn is_over_a_list(message: &Message<'_>) -> bool {
    ["list-id", "list-post", "list-unsubscribe", "precedence"]
        .iter()
        .any(|name| !raw_values(message, name).is_empty())
}

/// The values of a header as they stand there, the uppermost first; the name is in lower case.
pub(super) fn raw_values(message: &Message<'_>, name: &str) -> Vec<String> {
    let all = message.headers_raw();
    let named = all.filter(|(each, _)| each.eq_ignore_ascii_case(name));
    let unfolded = |value: &str| value.split_whitespace().collect::<Vec<_>>().join(" ");
    named.map(|(_, value)| unfolded(value)).collect()
}

/// Whether the company's own mail server found that the sender's domain did not send the mail
/// (RFC 8601, RFC 7489). Only the uppermost verdict under its name counts: others are the sender's.
pub(super) fn is_forged(verdicts: &[String], own_server: &str) -> bool {
    let own = own_server.trim();
    let named = |verdict: &&String| {
        let server = verdict.split([';', ' ']).next().unwrap_or_default();
        server.eq_ignore_ascii_case(own)
    };
    let Some(verdict) = verdicts.iter().find(named).filter(|_| !own.is_empty()) else {
        return false;
    };
    let verdict = verdict.to_ascii_lowercase();
    verdict.split(';').any(|result| result.trim().starts_with("dmarc=fail"))
}

#[cfg(test)]
mod tests {
    use super::is_forged;

    #[test]
    fn only_the_own_server_is_believed() {
        let fail = "mx.example.com; spf=pass; dmarc=fail (p=reject) header.from=a.example";
        let pass = "mx.example.com; dmarc=pass header.from=a.example";
        for (verdicts, own, expected) in [
            (vec![fail], "mx.example.com", true),
            (vec![fail], "MX.example.com", true),
            (vec![fail], "", false),
            (vec![fail], "mx.example.org", false),
            (vec![pass, fail], "mx.example.com", false),
            (vec!["evil.example; dmarc=fail", pass], "mx.example.com", false),
            (vec![], "mx.example.com", false),
        ] {
            let verdicts: Vec<String> = verdicts.into_iter().map(str::to_owned).collect();
            assert_eq!(is_forged(&verdicts, own), expected, "{verdicts:?} {own}");
        }
    }
}
