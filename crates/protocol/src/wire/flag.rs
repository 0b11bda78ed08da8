//! Yes or no in a request, in every spelling clients use (quirk 1.11).

use super::Scalar;

/// Yes or no; absent is no. `Option<Flag>` tells absent from no, for partial updates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flag(pub bool);

/// The same, but sent as `on` or `off`, for the parameters that are compared with `on`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OnOffFlag(pub bool);

/// Reads every spelling of yes and no.
pub(super) fn read_bool(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "1" | "true" | "on" | "yes" | "y" => Some(true),
        "0" | "false" | "off" | "no" | "n" | "" => Some(false),
        _ => None,
    }
}

impl Scalar for Flag {
    const REQUIRED: bool = false;

    fn read_text(text: &str) -> Result<Self, String> {
        read_bool(text).map(Self).ok_or_else(|| "must be true or false".to_owned())
    }

    fn write_text(&self) -> String {
        if self.0 { "1" } else { "0" }.to_owned()
    }

    fn absent() -> Option<Self> {
        Some(Self(false))
    }
}

impl Scalar for OnOffFlag {
    const REQUIRED: bool = false;

    fn read_text(text: &str) -> Result<Self, String> {
        Flag::read_text(text).map(|flag| Self(flag.0))
    }

    fn write_text(&self) -> String {
        if self.0 { "on" } else { "off" }.to_owned()
    }

    fn absent() -> Option<Self> {
        Some(Self(false))
    }
}

impl From<bool> for Flag {
    fn from(value: bool) -> Self {
        Self(value)
    }
}

impl From<Flag> for bool {
    fn from(flag: Flag) -> Self {
        flag.0
    }
}

impl From<bool> for OnOffFlag {
    fn from(value: bool) -> Self {
        Self(value)
    }
}

impl From<OnOffFlag> for bool {
    fn from(flag: OnOffFlag) -> Self {
        flag.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Flag, OnOffFlag};
    use crate::{Form, wire::Field};

    #[test]
    fn every_spelling() {
        for (input, expect) in [
            ("f=1", Some(true)),
            ("f=true", Some(true)),
            ("f=True", Some(true)),
            ("f=on", Some(true)),
            ("f=yes", Some(true)),
            ("f=0", Some(false)),
            ("f=false", Some(false)),
            ("f=off", Some(false)),
            ("f=no", Some(false)),
            ("f=", None),
            ("", None),
        ] {
            let mut form = Form::parse(input.as_bytes()).unwrap();
            let flag = <Option<Flag> as Field>::take(&mut form.clone(), "f").unwrap();
            assert_eq!(flag.map(bool::from), expect, "for {input}");
            let flag = <OnOffFlag as Field>::take(&mut form, "f").unwrap();
            assert_eq!(flag.0, expect.unwrap_or(false), "for {input}");
        }
        let mut form = Form::parse(b"f=maybe").unwrap();
        let error = Flag::take(&mut form, "f").unwrap_err();
        assert_eq!(error.to_string(), "f must be true or false");
    }
}
