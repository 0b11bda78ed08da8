//! Part of a change that may also take away what is there.

use super::{Field, Scalar};
use crate::{Form, Node, Pairs, ParamError};

/// Absent keeps what is there; empty takes it away; anything else replaces it. `Option` reads
/// empty as absent, as the vendor's actions do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// As it was.
    #[default]
    Keep,
    /// Nothing any more.
    Clear,
    /// This from now on.
    To(T),
}

impl Change<String> {
    /// The text from now on, empty for none; `None` keeps what is there.
    pub fn text(self) -> Option<String> {
        match self {
            Self::Keep => None,
            Self::Clear => Some(String::new()),
            Self::To(text) => Some(text),
        }
    }
}

impl<T> From<T> for Change<T> {
    fn from(value: T) -> Self {
        Self::To(value)
    }
}

impl<T: Scalar> Field for Change<T> {
    const REQUIRED: bool = false;

    fn take(form: &mut Form, name: &str) -> Result<Self, ParamError> {
        match form.take(name) {
            None => Ok(Self::Keep),
            Some(Node::Text(text)) if text.is_empty() => Ok(Self::Clear),
            Some(Node::Text(text)) => {
                T::read_text(&text).map(Self::To).map_err(|why| ParamError::new(name, why))
            }
            Some(Node::Branch(_)) => Err(ParamError::new(name, "must be a single value")),
        }
    }

    fn put(&self, name: &str, out: &mut Pairs) {
        match self {
            Self::Keep => {}
            Self::Clear => out.push(name, ""),
            Self::To(value) => out.push(name, value.write_text()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Change;
    use crate::wire::Field;
    use crate::{Form, Pairs};

    #[test]
    fn absent_empty_and_given_are_three_things() {
        for (input, expected) in [
            ("", Ok(Change::Keep)),
            ("b=1", Ok(Change::Keep)),
            ("a=", Ok(Change::Clear)),
            ("a=7", Ok(Change::To(7_u64))),
            ("a=x", Err("a must be a whole number".to_owned())),
            ("a[0]=7", Err("a must be a single value".to_owned())),
        ] {
            let mut form = Form::parse(input.as_bytes()).unwrap();
            let read = Change::<u64>::take(&mut form, "a").map_err(|error| error.to_string());
            assert_eq!(read, expected, "{input}");
            if let Ok(change) = read {
                let mut pairs = Pairs::new();
                change.put("a", &mut pairs);
                let written = pairs.iter().map(|(name, value)| format!("{name}={value}"));
                let written = written.collect::<String>();
                assert_eq!(written, if input == "b=1" { "" } else { input });
            }
        }
    }
}
