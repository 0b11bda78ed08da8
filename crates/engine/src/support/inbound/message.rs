//! A mail as it is read: who wrote it, what about, its text and files.

use mail_parser::{Address, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders as _};
use sha2::{Digest as _, Sha256};

use super::automatic::{self, Automatic};
use super::report::{self, Report};
use super::text::{line, plain, shortened};
use super::wrapping::unwrapped;
use crate::support::files::Sent;

/// The longest name, subject or address that is kept, in characters.
const LINE_CHARS_MAX: usize = 250;
/// Identities that are looked at in `References`: a long conversation names its root first.
const REFERENCES_MAX: usize = 100;
/// Addresses that are looked at among the recipients.
const RECIPIENTS_MAX: usize = 100;
/// The most pieces of text that are put together.
const TEXTS_MAX: usize = 50;

/// A mail that arrived.
#[derive(Debug, Clone, Default)]
pub(super) struct Incoming {
    /// Its identity without brackets; empty for none, or one that cannot be quoted.
    pub(super) message_id: String,
    /// The sender's name for itself.
    pub(super) from_name: String,
    /// The sender's address.
    pub(super) from: String,
    /// Folded addresses it says it is for, the surest first.
    pub(super) recipients: Vec<String>,
    /// One line.
    pub(super) subject: String,
    /// The text, of HTML where there is nothing else.
    pub(super) text: String,
    /// The files.
    pub(super) files: Vec<Sent>,
    /// The identities that it answers, without brackets.
    pub(super) references: Vec<String>,
    /// Why it is no mail of a person, if it is none.
    pub(super) automatic: Option<Automatic>,
    /// It came over a list: nothing goes back by itself.
    pub(super) over_a_list: bool,
    /// What it says of a mail that was not delivered.
    pub(super) report: Option<Report>,
    /// Every `Authentication-Results`, the uppermost first.
    pub(super) verdicts: Vec<String>,
}

/// Reads a mail; `None` when it cannot be read, or is more than a mail should be.
pub(super) fn read(raw: &[u8]) -> Option<Incoming> {
    let flat = unwrapped(raw)?;
    // The parser does not panic as far as anybody knows; if it does, the mail is kept and the
    // next one is read.
    std::panic::catch_unwind(|| MessageParser::default().parse(&flat).map(|found| taken(&found)))
        .ok()
        .flatten()
}

/// Reads only the headers, for the log.
pub(super) fn read_headers(raw: &[u8]) -> Incoming {
    let head = raw.get(..raw.len().min(64 * 1024)).unwrap_or_default();
    let read = || MessageParser::default().parse_headers(head).map(|found| headers(&found));
    std::panic::catch_unwind(read).ok().flatten().unwrap_or_default()
}

/// What makes two mails the same: the identity, and what people see. A mail that goes two ways
/// differs in its trace only; a stranger who repeats an identity does not keep the real mail out.
pub(super) fn fingerprint(mail: &Incoming, raw: &[u8]) -> String {
    let mut hash = Sha256::new();
    if mail.message_id.is_empty() {
        hash.update(raw);
    } else {
        for piece in [&mail.message_id, &mail.from, &mail.subject, &mail.text] {
            hash.update(piece.len().to_le_bytes());
            hash.update(piece);
        }
        for file in &mail.files {
            hash.update(file.bytes.len().to_le_bytes());
            hash.update(&file.bytes);
        }
    }
    model::hex::hex(&hash.finalize())
}

fn taken(message: &Message<'_>) -> Incoming {
    let mut mail = headers(message);
    mail.text = shortened(plain(&text_of(message)));
    mail.report = report::of(message);
    // A report of a mail server has no files: what it sends back is our own mail.
    if mail.report.is_none() {
        mail.files = message.attachments().filter_map(file).collect();
    }
    mail
}

fn headers(message: &Message<'_>) -> Incoming {
    let sender = message.from().and_then(Address::first);
    let name = sender.and_then(|from| from.name()).unwrap_or_default();
    let from = sender.and_then(|from| from.address()).unwrap_or_default();
    let mut references = ids(message.in_reply_to());
    references.extend(ids(message.references()));
    references.truncate(REFERENCES_MAX);
    Incoming {
        message_id: message
            .message_id()
            .filter(|id| is_quotable(id))
            .unwrap_or_default()
            .to_owned(),
        from_name: line(name, LINE_CHARS_MAX),
        from: line(from, LINE_CHARS_MAX),
        recipients: recipients(message),
        subject: line(message.subject().unwrap_or_default(), LINE_CHARS_MAX),
        references,
        automatic: automatic::of(message, from),
        over_a_list: automatic::is_over_a_list(message),
        verdicts: automatic::raw_values(message, "authentication-results"),
        ..Incoming::default()
    }
}

/// Whether an identity may stand in a header of ours.
fn is_quotable(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && !"<>".contains(c);
    id.len() <= LINE_CHARS_MAX && id.contains('@') && id.chars().all(plain)
}

pub(super) fn ids(value: &HeaderValue<'_>) -> Vec<String> {
    match value {
        HeaderValue::Text(id) => vec![id.to_string()],
        HeaderValue::TextList(ids) => ids.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

/// What the mail servers on the way wrote down comes before what the sender wrote.
fn recipients(message: &Message<'_>) -> Vec<String> {
    let traced = ["x-original-to", "delivered-to", "envelope-to", "x-envelope-to"];
    let traced = traced.iter().flat_map(|name| automatic::raw_values(message, name));
    let traced =
        traced.map(|value| value.trim_matches(['<', '>', ' ', '\t', '\r', '\n']).to_owned());
    let named = message.all_to().chain(message.all_cc()).flat_map(Address::iter);
    let named = named.filter_map(|to| to.address().map(str::to_owned));
    let folded = traced.chain(named).map(|to| model::people::email::fold(&to));
    folded.filter(|to| !to.is_empty()).take(RECIPIENTS_MAX).collect()
}

/// The plain text; where it says nothing, the HTML as text.
fn text_of(message: &Message<'_>) -> String {
    let texts = |html: bool| {
        let ids = if html { &message.html_body } else { &message.text_body };
        let parts = ids.iter().take(TEXTS_MAX).filter_map(|id| message.part(*id));
        let texts: Vec<String> = parts.filter_map(text_of_part).collect();
        texts.join("\n\n")
    };
    let plain = texts(false);
    if plain.trim().is_empty() { texts(true) } else { plain }
}

fn text_of_part(part: &MessagePart<'_>) -> Option<String> {
    let text = part.text_contents().filter(|_| part.is_text())?;
    if part.is_text_html() { Some(super::html::to_text(text)) } else { Some(text.to_owned()) }
}

fn file(part: &MessagePart<'_>) -> Option<Sent> {
    if part.is_multipart() {
        return None;
    }
    let kind = part.content_type();
    let is = |main: &str| kind.is_some_and(|kind| kind.ctype() == main);
    let name = match part.attachment_name() {
        Some(name) => name.to_owned(),
        None if is("message") => "message.eml".to_owned(),
        None => match kind.and_then(|kind| kind.subtype()) {
            Some(kind) if kind.chars().all(|c| c.is_ascii_alphanumeric()) => format!("file.{kind}"),
            _ => "file".to_owned(),
        },
    };
    let bytes = part.contents().to_vec();
    // An HTML version beside the plain text is no file.
    let unnamed_text = part.is_text_html() && part.attachment_name().is_none();
    (!bytes.is_empty() && !unnamed_text).then_some(Sent { name, bytes })
}
