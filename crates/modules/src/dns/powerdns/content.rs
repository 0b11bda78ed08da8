//! Values of records, as people write them and as zone files do (RFC 1035 section 5.1).

use ports::dns::ZoneRecordKind;

/// Longest piece of a text (RFC 1035 section 3.3).
const PIECE_BYTES_MAX: usize = 255;

/// A name with its final dot.
pub(super) fn absolute(name: &str) -> String {
    format!("{}.", name.trim_end_matches('.').to_ascii_lowercase())
}

/// A value as in a zone file.
pub(super) fn written(kind: ZoneRecordKind, value: &str) -> String {
    let value = value.trim();
    match kind {
        ZoneRecordKind::A | ZoneRecordKind::Aaaa => value.to_owned(),
        ZoneRecordKind::Cname | ZoneRecordKind::Ns => absolute(value),
        ZoneRecordKind::Mx | ZoneRecordKind::Srv => match value.rsplit_once(' ') {
            Some((numbers, name)) => format!("{numbers} {}", absolute(name)),
            None => value.to_owned(),
        },
        ZoneRecordKind::Caa => match value.splitn(3, ' ').collect::<Vec<_>>().as_slice() {
            [flags, tag, text] => format!("{flags} {tag} {}", quoted(text.as_bytes())),
            _ => value.to_owned(),
        },
        ZoneRecordKind::Txt => {
            let pieces = value.as_bytes().chunks(PIECE_BYTES_MAX).map(quoted);
            let pieces: Vec<String> = pieces.collect();
            if pieces.is_empty() { "\"\"".to_owned() } else { pieces.join(" ") }
        }
    }
}

/// A value as people write it.
pub(super) fn spoken(kind: ZoneRecordKind, value: &str) -> String {
    match kind {
        ZoneRecordKind::A | ZoneRecordKind::Aaaa => value.to_owned(),
        ZoneRecordKind::Cname | ZoneRecordKind::Ns | ZoneRecordKind::Mx | ZoneRecordKind::Srv => {
            value.trim_end_matches('.').to_owned()
        }
        ZoneRecordKind::Caa => match value.splitn(3, ' ').collect::<Vec<_>>().as_slice() {
            [flags, tag, text] => format!("{flags} {tag} {}", unquoted(text)),
            _ => value.to_owned(),
        },
        ZoneRecordKind::Txt => unquoted(value),
    }
}

/// A piece in quotes, of which every byte that is not plain is a number.
fn quoted(piece: &[u8]) -> String {
    let each = |byte: &u8| match byte {
        b'"' | b'\\' => format!("\\{}", char::from(*byte)),
        b' '..=b'~' => char::from(*byte).to_string(),
        other => format!("\\{other:03}"),
    };
    format!("\"{}\"", piece.iter().map(each).collect::<String>())
}

/// The pieces of a text, put together.
fn unquoted(value: &str) -> String {
    let (mut bytes, mut inside) = (Vec::new(), false);
    let mut rest = value.bytes().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'"' => inside = !inside,
            b'\\' => {
                let mut number = None;
                if rest.peek().is_some_and(u8::is_ascii_digit) {
                    let digits: Vec<u8> = rest.by_ref().take(3).collect();
                    number = std::str::from_utf8(&digits).ok().and_then(|it| it.parse().ok());
                }
                bytes.extend(number.or_else(|| rest.next()));
            }
            _ if inside => bytes.push(byte),
            b' ' => {}
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ZoneRecordKind::{Caa, Cname, Mx, Srv, Txt};

    #[test]
    fn values_are_written_and_read_again() {
        let long = "ä".repeat(200);
        for (kind, value, expected) in [
            (Cname, "Shop.Example.NET", Some("shop.example.net.")),
            (Mx, "10 mail.example.net", Some("10 mail.example.net.")),
            (Srv, "1 2 443 a.example.net", Some("1 2 443 a.example.net.")),
            (Caa, "0 issue ca.example; x=1", Some("0 issue \"ca.example; x=1\"")),
            (Txt, "v=spf1 -all", Some("\"v=spf1 -all\"")),
            (Txt, "a \"b\" \\ c", Some("\"a \\\"b\\\" \\\\ c\"")),
            (Txt, "ü", Some("\"\\195\\188\"")),
            (Txt, "", Some("\"\"")),
            (Txt, &long, None),
        ] {
            let done = written(kind, value);
            assert!(expected.is_none_or(|expected| done == expected), "{done}");
            assert_eq!(spoken(kind, &done).to_lowercase(), value.to_lowercase(), "{done}");
        }
    }
}
