//! What a mail is wrapped in, looked at before it is parsed: how much of it there may be, and that
//! no mail hides in a mail.
//!
//! The parser keeps a mail in a mail as a tree, and a tree deep enough breaks whoever takes it
//! apart. Nothing here needs that tree, so inner mails are made plain files first.

/// The largest mail: the files of a message, grown by a third on their way, and its text.
pub const MAIL_BYTES_MAX: usize = 36 * 1024 * 1024;
/// The most parts of one mail.
const PARTS_MAX: usize = 1_000;
/// The most parts that hold parts: each may cost a look through the whole mail.
const WRAPS_MAX: usize = 50;
/// The most bytes of the headers of a mail or part.
const HEADER_BYTES_MAX: usize = 256 * 1024;

/// The types whose parts are mails (RFC 2046 section 5.2.1, 5.1.5; RFC 6532).
const INNER: [&[u8]; 3] = [b"rfc822", b"global", b"digest"];

/// The mail with its inner mails as plain files; `None` when it is more than a mail should be.
pub(super) fn unwrapped(raw: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(raw.len() + 64);
    let (mut parts, mut wraps, mut header) = (0_usize, 0_usize, Some(0_usize));
    let mut in_type = false;
    if raw.len() > MAIL_BYTES_MAX {
        return None;
    }
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        let blank = line.iter().all(u8::is_ascii_whitespace);
        // Headers are read at the top, and after anything that may separate parts.
        header = match header {
            _ if line.starts_with(b"--") => Some(0),
            Some(_) if blank => None,
            Some(bytes) => Some(bytes + line.len()),
            None => None,
        };
        if header.is_some_and(|bytes| bytes > HEADER_BYTES_MAX) {
            return None;
        }
        let names = line.contains(&b':') && has(line, b"content-type");
        in_type = names || in_type && line.first().is_some_and(|c| matches!(c, b' ' | b'\t'));
        parts += usize::from(names);
        wraps += usize::from(in_type && has(line, b"multipart"));
        if parts > PARTS_MAX || wraps > WRAPS_MAX {
            return None;
        }
        if in_type {
            flatten(line, &mut out);
        } else {
            out.extend_from_slice(line);
        }
    }
    Some(out)
}

/// Copies a line that names a type, with another name for the types of inner mails.
fn flatten(line: &[u8], out: &mut Vec<u8>) {
    let mut rest = line;
    while !rest.is_empty() {
        let inner = INNER.iter().find(|word| {
            rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        });
        let taken = inner.map_or(1, |word| word.len());
        if inner.is_some() {
            out.extend_from_slice(b"x-");
        }
        let (copied, after) = rest.split_at(taken);
        out.extend_from_slice(copied);
        rest = after;
    }
}

/// Whether a line contains a word in any case; the word is in lower case.
fn has(line: &[u8], word: &[u8]) -> bool {
    line.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::{HEADER_BYTES_MAX, MAIL_BYTES_MAX, unwrapped};

    #[test]
    fn inner_mails_become_files() {
        for (raw, expected) in [
            ("Content-Type: message/RFC822\r\n\r\nx", "Content-Type: message/x-RFC822\r\n\r\nx"),
            ("content-type:\n message / rfc822\n\nx", "content-type:\n message / x-rfc822\n\nx"),
            ("Content-Type : message/global\n\n", "Content-Type : message/x-global\n\n"),
            ("Content-Type: multipart/digest\n\n", "Content-Type: multipart/x-digest\n\n"),
            ("Subject: rfc822\n\nglobal: digest\n", "Subject: rfc822\n\nglobal: digest\n"),
        ] {
            let out = unwrapped(raw.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }

    #[test]
    fn more_than_a_mail_should_be_is_not_parsed() {
        let many = |line: &str, times: usize| format!("Subject: x\n\n{}", line.repeat(times));
        for (what, raw) in [
            ("parts", many("--b\nContent-Type: text/plain\n\nx\n", 1_001)),
            ("wraps", many("--b\nContent-Type: multipart/mixed; boundary=b\n\n", 51)),
            ("headers", format!("{}\nx", "X-A: b\n".repeat(HEADER_BYTES_MAX / 7 + 1))),
            ("bytes", "a".repeat(MAIL_BYTES_MAX + 1)),
        ] {
            assert!(unwrapped(raw.as_bytes()).is_none(), "{what}");
        }
        assert!(unwrapped(many("--b\nContent-Type: text/plain\n\nx\n", 100).as_bytes()).is_some());
        assert!(unwrapped("Subject: x\n\n".as_bytes()).is_some());
    }
}
