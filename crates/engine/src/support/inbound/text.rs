//! The texts of mails as they are kept: without controls, of a length.

/// The longest text of a message, in bytes; the rest is left out, and the text says so.
const TEXT_BYTES_MAX: usize = 512 * 1024;
const CUT: &str = "\n\n[The rest of this message was too long and was left out.]";

/// One line: no breaks, no controls, no more than so many characters.
pub(super) fn line(text: &str, chars_max: usize) -> String {
    let plain: String =
        text.chars().map(|c| if is_odd(c) || c == '\n' { ' ' } else { c }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").chars().take(chars_max).collect()
}

/// A text of lines: one kind of break, no controls, no blank ends.
pub(super) fn plain(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = unix.chars().filter(|c| !is_odd(*c)).collect();
    let lines: Vec<&str> = kept.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// The text, cut where it is too long.
pub(super) fn shortened(mut text: String) -> String {
    if text.len() > TEXT_BYTES_MAX {
        text.truncate(text.floor_char_boundary(TEXT_BYTES_MAX));
        text.push_str(CUT);
    }
    text
}

/// The ticket that a subject names: `Re: [Ticket ID: ABC-123456] Help`.
pub(super) fn ticket_in(subject: &str) -> Option<&str> {
    let (start, end) = tag(subject)?;
    let inside = subject.get(start + TAG.len()..end)?.trim().trim_start_matches('#').trim();
    (!inside.is_empty()).then_some(inside)
}

/// The subject without the tickets that it names: a new ticket has a number of its own.
pub(super) fn without_ticket(subject: &str) -> String {
    let mut rest = subject.to_owned();
    while let Some((start, end)) = tag(&rest) {
        rest.replace_range(start..=end, " ");
    }
    line(&rest, usize::MAX)
}

const TAG: &str = "[ticket id:";

fn tag(subject: &str) -> Option<(usize, usize)> {
    // Only ASCII is folded, so that places stay the same.
    let start = subject.to_ascii_lowercase().find(TAG)?;
    let end = start + subject.get(start..)?.find(']')?;
    Some((start, end))
}

/// Controls, and what turns text around; tabs and line breaks are none.
fn is_odd(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    turns || c.is_control() && !matches!(c, '\n' | '\t')
}

#[cfg(test)]
mod tests {
    use super::{TEXT_BYTES_MAX, line, plain, shortened, ticket_in, without_ticket};

    #[test]
    fn subjects_name_tickets() {
        for (subject, ticket, without) in [
            ("Re: [Ticket ID: ABC-1] Help", Some("ABC-1"), "Re: Help"),
            ("AW: [ticket id:#42]  Help", Some("42"), "AW: Help"),
            ("[Ticket ID: 1] [Ticket ID: 2]", Some("1"), ""),
            ("[Ticket ID: ] Help", None, "Help"),
            ("[Ticket ID: 1", None, "[Ticket ID: 1"),
            ("Größe [Ticket ID: 7]", Some("7"), "Größe"),
            ("Help", None, "Help"),
        ] {
            assert_eq!(ticket_in(subject), ticket, "{subject}");
            assert_eq!(without_ticket(subject), without, "{subject}");
        }
    }

    #[test]
    fn texts_have_no_controls() {
        assert_eq!(plain("\r\na\0b  \r\nc\rd\u{202e}e\n\n"), "ab\nc\nde");
        assert_eq!(line("a\r\n\tb\u{7}  c", 5), "a b c");
        assert_eq!(line("abcdef", 3), "abc");
        let long = shortened("ö".repeat(TEXT_BYTES_MAX));
        assert!(long.len() < TEXT_BYTES_MAX + 100 && long.ends_with("left out.]"));
        assert_eq!(shortened("short".to_owned()), "short");
    }
}
