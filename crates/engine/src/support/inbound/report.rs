//! Reports of mail servers about mails that were not delivered (RFC 3464).

use mail_parser::{Message, MessageParser, MimeHeaders as _};

use super::message::ids;
use super::text::line;

/// The longest reason that is kept, in characters.
const REASON_CHARS_MAX: usize = 500;
/// Recipients of one report that are looked at.
const RECIPIENTS_MAX: usize = 100;

/// What a report says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Report {
    /// Somebody surely did not get it; not only later, or elsewhere.
    pub(super) failed: bool,
    /// Who, and why, in one line.
    pub(super) reason: String,
    /// The identities of the mails it may be about, without brackets.
    pub(super) about: Vec<String>,
}

/// The report that a mail is, if it is one about a delivery.
pub(super) fn of(message: &Message<'_>) -> Option<Report> {
    if !message.is_content_type("multipart", "report") {
        return None;
    }
    let subtype = |part: &mail_parser::MessagePart<'_>| {
        let kind = part.content_type()?;
        kind.subtype().map(str::to_ascii_lowercase)
    };
    let ends = |part: &mail_parser::MessagePart<'_>, end: &str| {
        subtype(part).is_some_and(|subtype| subtype.ends_with(end))
    };
    let status = message.parts.iter().find(|part| ends(part, "delivery-status"))?;
    let mut report = recipients(&String::from_utf8_lossy(status.contents()));
    for part in message.parts.iter().filter(|part| ends(part, "rfc822") || ends(part, "headers")) {
        // The mail that comes back, or its headers.
        if let Some(sent) = MessageParser::default().parse_headers(part.contents()) {
            report.about.extend(sent.message_id().map(str::to_owned));
        }
    }
    report.about.extend(ids(message.in_reply_to()));
    report.about.extend(ids(message.references()));
    Some(report)
}

/// Groups of fields, separated by blank lines: the first is about the report, each other one about
/// a recipient (RFC 3464 section 2.1).
fn recipients(text: &str) -> Report {
    let text = text.replace("\r\n", "\n");
    let mut report = Report::default();
    let mut reasons = Vec::new();
    for group in text.split("\n\n").take(RECIPIENTS_MAX) {
        let unfolded = group.replace("\n ", " ").replace("\n\t", " ");
        let field = |name: &str| {
            unfolded.lines().find_map(|line| {
                let (each, value) = line.split_once(':')?;
                each.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
            })
        };
        let behind_type = |value: String| match value.split_once(';') {
            Some((_, rest)) => rest.trim().to_owned(),
            None => value,
        };
        if !field("action").is_some_and(|action| action.to_ascii_lowercase().starts_with("failed"))
        {
            continue;
        }
        report.failed = true;
        let to = field("original-recipient").or_else(|| field("final-recipient"));
        let said = field("diagnostic-code").map(behind_type).or_else(|| field("status"));
        reasons.push(format!(
            "{}: {}",
            to.map(behind_type).unwrap_or_default(),
            said.unwrap_or_else(|| "not delivered".to_owned())
        ));
    }
    report.reason = line(&reasons.join("; "), REASON_CHARS_MAX);
    report
}

#[cfg(test)]
mod tests {
    use super::recipients;

    #[test]
    fn what_failed_is_told_from_what_waits() {
        let head = "Reporting-MTA: dns; mx.example.com\r\nArrival-Date: Thu\r\n\r\n";
        for (groups, failed, reason) in [
            (
                "Final-Recipient: rfc822; a@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n\
                 Diagnostic-Code: smtp; 550 no such\r\n user\r\n",
                true,
                "a@example.com: 550 no such user",
            ),
            ("Final-Recipient: rfc822; a@example.com\nAction: delayed\nStatus: 4.0.0\n", false, ""),
            (
                "Final-Recipient: rfc822;a@b.c\nAction: relayed\n\nfinal-recipient: rfc822;d@e.f\n\
                 action: Failed (bad)\nstatus: 5.0.0\n",
                true,
                "d@e.f: 5.0.0",
            ),
            ("", false, ""),
        ] {
            let report = recipients(&format!("{head}{groups}"));
            assert_eq!((report.failed, report.reason.as_str()), (failed, reason), "{groups}");
        }
    }
}
