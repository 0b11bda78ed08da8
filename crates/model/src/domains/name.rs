//! The form of domain names (RFC 1035, RFC 5890).

use std::fmt;

/// A domain name to be registered: lower case, in ASCII, at least two labels.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DomainName(String);

/// Why a text is not such a name; the sentence is for the outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NameRefusal {
    /// Only one label.
    #[error("The domain name has no ending.")]
    NoTld,
    /// Two dots in a row, or one at the start.
    #[error("The domain name has an empty part.")]
    EmptyLabel,
    /// A part of more than 63 characters.
    #[error("A part of the domain name is longer than 63 characters.")]
    LongLabel,
    /// More than 253 characters.
    #[error("The domain name is longer than 253 characters.")]
    TooLong,
    /// A hyphen where none may be.
    #[error("A part of the domain name has a hyphen in a place where none may be.")]
    Hyphen,
    /// A part that begins as punycode does and is none.
    #[error("A part of the domain name is no valid punycode.")]
    Punycode,
    /// A letter that must be written as punycode.
    #[error("International characters must be given as punycode (xn--).")]
    NotAscii,
    /// Anything but letters, digits and hyphens.
    #[error("The domain name has a character that is not allowed.")]
    Character,
    /// An ending of digits only.
    #[error("The ending of the domain name is a number.")]
    NumericTld,
}

impl DomainName {
    /// Reads a name in any case, with or without the root's dot at the end.
    pub fn parse(text: &str) -> Result<DomainName, NameRefusal> {
        let text = text.trim();
        let text = text.strip_suffix('.').unwrap_or(text);
        if !text.is_ascii() {
            return Err(NameRefusal::NotAscii);
        }
        if text.len() > 253 {
            return Err(NameRefusal::TooLong);
        }
        let name = text.to_ascii_lowercase();
        name.split('.').try_for_each(check_label)?;
        let (_, tld) = name.rsplit_once('.').ok_or(NameRefusal::NoTld)?;
        if tld.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NameRefusal::NumericTld);
        }
        let is_none =
            |label: &str| label.starts_with("xn--") && idna::domain_to_unicode(label).1.is_err();
        if name.split('.').any(is_none) {
            return Err(NameRefusal::Punycode);
        }
        Ok(DomainName(name))
    }

    /// Reads a name as people write it, with international letters or in punycode (RFC 5891,
    /// UTS 46).
    pub fn from_people(text: &str) -> Result<DomainName, NameRefusal> {
        let text = text.trim();
        if text.is_ascii() {
            return DomainName::parse(text);
        }
        DomainName::parse(&to_ascii(text).ok_or(NameRefusal::Character)?)
    }

    /// The name as people read it: international letters instead of punycode. What decodes to
    /// nothing good stays as it is (UTS 46).
    pub fn for_people(&self) -> String {
        for_people(&self.0)
    }

    /// The whole name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Splits into the registrable label and an ending that is on sale, such as
    /// (`example`, `co.uk`); `None` if no ending fits or there are further labels before it.
    pub fn split<'a>(&'a self, endings: &[&str]) -> Option<(&'a str, &'a str)> {
        let bare = |ending: &str| ending.trim_start_matches('.').to_ascii_lowercase();
        let (label, ending) = self.0.split_once('.')?;
        let is_sold = endings.iter().any(|each| bare(each) == ending);
        is_sold.then_some((label, ending))
    }

    /// Whether a label is an international one in punycode.
    pub fn is_international(&self) -> bool {
        self.0.split('.').any(|label| label.starts_with("xn--"))
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Checks a host name for a server or name server: the same form, any number of labels.
pub fn is_host_name(text: &str) -> bool {
    DomainName::parse(text).is_ok()
}

/// A name or host name of any kind as people read it; what is no punycode stays as it is.
pub fn for_people(name: &str) -> String {
    if !name.contains("xn--") {
        return name.to_owned();
    }
    let (shown, read) = idna::domain_to_unicode(name);
    if read.is_ok() { shown } else { name.to_owned() }
}

/// A host name as people write it, in ASCII: with one label or more. `None` if it is none.
pub fn host_from_people(text: &str) -> Option<String> {
    let text = text.trim();
    let ascii = if text.is_ascii() { text.to_ascii_lowercase() } else { to_ascii(text)? };
    // A single label is one with whatever comes behind it.
    let whole = if ascii.contains('.') { ascii.clone() } else { format!("{ascii}.example") };
    DomainName::parse(&whole).ok().map(|_| ascii)
}

fn to_ascii(text: &str) -> Option<String> {
    idna::domain_to_ascii(text).ok()
}

fn check_label(label: &str) -> Result<(), NameRefusal> {
    if label.is_empty() {
        return Err(NameRefusal::EmptyLabel);
    }
    if label.len() > 63 {
        return Err(NameRefusal::LongLabel);
    }
    if !label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return Err(NameRefusal::Character);
    }
    // RFC 5891, 4.2.3.1: hyphens third and fourth are kept for encodings, of which there is one.
    let reserved = label.get(2..4) == Some("--") && !label.starts_with("xn--");
    if label.starts_with('-') || label.ends_with('-') || reserved || label == "xn--" {
        return Err(NameRefusal::Hyphen);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    #[test]
    fn names_are_read_or_refused_by_reason() {
        let long_label = format!("{}.com", "a".repeat(64));
        let long_name = format!("{}com", "abcdefgh.".repeat(28));
        for (text, expected) in [
            ("Example.COM", Ok("example.com")),
            (" example.co.uk. ", Ok("example.co.uk")),
            ("xn--bcher-kva.example", Ok("xn--bcher-kva.example")),
            ("1-2.net", Ok("1-2.net")),
            ("example", Err(NameRefusal::NoTld)),
            ("", Err(NameRefusal::EmptyLabel)),
            (".com", Err(NameRefusal::EmptyLabel)),
            ("a..com", Err(NameRefusal::EmptyLabel)),
            ("-a.com", Err(NameRefusal::Hyphen)),
            ("a-.com", Err(NameRefusal::Hyphen)),
            ("ab--cd.com", Err(NameRefusal::Hyphen)),
            ("xn--.com", Err(NameRefusal::Hyphen)),
            ("xn--zz.com", Err(NameRefusal::Punycode)),
            ("a.xn--p1ai", Ok("a.xn--p1ai")),
            ("bücher.example", Err(NameRefusal::NotAscii)),
            ("a_b.com", Err(NameRefusal::Character)),
            ("a b.com", Err(NameRefusal::Character)),
            ("a.com/x", Err(NameRefusal::Character)),
            ("192.168.0.1", Err(NameRefusal::NumericTld)),
            (&long_label, Err(NameRefusal::LongLabel)),
            (&long_name, Err(NameRefusal::TooLong)),
        ] {
            let found = DomainName::parse(text);
            assert_eq!(found.as_ref().map(DomainName::as_str), expected.as_ref().map(|t| *t));
        }
    }

    #[test]
    fn names_split_at_the_ending_on_sale() {
        let endings = [".com", "co.uk", ".UK"];
        for (name, expected) in [
            ("example.com", Some(("example", "com"))),
            ("example.co.uk", Some(("example", "co.uk"))),
            ("example.uk", Some(("example", "uk"))),
            ("www.example.com", None),
            ("example.org", None),
        ] {
            assert_eq!(DomainName::parse(name).unwrap().split(&endings), expected, "{name}");
        }
        assert!(DomainName::parse("xn--bcher-kva.example").unwrap().is_international());
        assert!(is_host_name("ns1.example.com") && !is_host_name("ns1"));
    }

    #[test]
    fn people_write_international_letters() {
        for (text, expected) in [
            (" Bücher.example. ", Some("xn--bcher-kva.example")),
            ("xn--bcher-kva.example", Some("xn--bcher-kva.example")),
            ("مثال.إختبار", Some("xn--mgbh0fb.xn--kgbechtv")),
            ("Mail.Example.COM", Some("mail.example.com")),
            ("bücher", None),
            ("bü_cher.example", None),
            ("bü cher.example", None),
            ("ü..example", None),
        ] {
            let found = DomainName::from_people(text).ok();
            assert_eq!(found.as_ref().map(DomainName::as_str), expected, "{text}");
        }
    }

    #[test]
    fn people_read_international_letters() {
        for (name, expected) in [
            ("xn--bcher-kva.example", "bücher.example"),
            ("xn--mgbh0fb.xn--kgbechtv", "مثال.إختبار"),
            ("www.xn--mnchen-3ya.co.uk", "www.münchen.co.uk"),
            ("example.com", "example.com"),
            // Nothing good.
            ("xn--zzzzzzzzzzzz99999.com", "xn--zzzzzzzzzzzz99999.com"),
            ("", ""),
        ] {
            assert_eq!(for_people(name), expected, "{name}");
        }
    }

    #[test]
    fn hosts_have_one_label_or_more() {
        for (text, expected) in [
            ("Web1", Some("web1")),
            (" Müller ", Some("xn--mller-kva")),
            ("www.Bücher.example", Some("www.xn--bcher-kva.example")),
            ("a b", None),
            ("bü cher.example", None),
            ("-a", None),
            ("", None),
        ] {
            assert_eq!(host_from_people(text).as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_name_that_was_read_reads_the_same_again(text in any::<String>()) {
            if let Ok(name) = DomainName::parse(&text) {
                prop_assert_eq!(DomainName::parse(name.as_str()), Ok(name.clone()));
            }
        }
    }
}
