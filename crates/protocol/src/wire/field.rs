//! How a typed value stands in a form: as one text, as one name, or as several names.

use crate::{Form, Node, Pairs, ParamError, ParamInfo};

/// A value written as one text.
pub trait Scalar: Sized {
    /// Whether a request without it is refused.
    const REQUIRED: bool = true;
    /// Reads the text; the error is to be read after the parameter's name.
    fn read_text(text: &str) -> Result<Self, String>;
    /// Reads a member of a list, where PHP's casts are relied on (quirk 1.9).
    fn read_member_text(text: &str) -> Result<Self, String> {
        Self::read_text(text)
    }
    /// Writes the text so that it reads back as the same value.
    fn write_text(&self) -> String;
    /// What an absent or empty parameter means; `None` when it must be there.
    fn absent() -> Option<Self> {
        None
    }
}

/// A value under one name, with or without brackets.
pub trait Item: Sized {
    /// Whether a request without it is refused.
    const REQUIRED: bool = true;
    /// The members of the structs inside.
    const GROUP: &'static [ParamInfo] = &[];
    /// Reads the node of a name; `name` is only for errors.
    fn read(node: Node, name: &str) -> Result<Self, ParamError>;
    /// Reads a member of a list.
    fn read_member(node: Node, name: &str) -> Result<Self, ParamError> {
        Self::read(node, name)
    }
    /// Reads an empty text that is a value; as if it were absent, where there is no such value.
    fn read_emptied(name: &str) -> Result<Self, ParamError> {
        Self::absent().ok_or_else(|| ParamError::missing(name))
    }
    /// Writes it under a name.
    fn write(&self, name: &str, out: &mut Pairs);
    /// What an absent or empty parameter means; `None` when it must be there.
    fn absent() -> Option<Self>;
    /// Whether nothing is to be sent.
    fn is_absent(&self) -> bool {
        false
    }
}

/// A field of a request: takes what it needs from the form.
pub trait Field: Sized {
    /// Whether a request without it is refused.
    const REQUIRED: bool;
    /// The members of a numbered group.
    const GROUP: &'static [ParamInfo] = &[];
    /// Takes the field out of the form.
    fn take(form: &mut Form, name: &str) -> Result<Self, ParamError>;
    /// Adds the field to the pairs of a request.
    fn put(&self, name: &str, out: &mut Pairs);
}

impl<T: Scalar> Item for T {
    const REQUIRED: bool = T::REQUIRED;

    fn read(node: Node, name: &str) -> Result<Self, ParamError> {
        match node {
            Node::Text(text) => T::read_text(&text).map_err(|why| ParamError::new(name, why)),
            Node::Branch(_) => Err(ParamError::new(name, "must be a single value")),
        }
    }

    fn read_member(node: Node, name: &str) -> Result<Self, ParamError> {
        match node {
            Node::Text(text) => {
                T::read_member_text(&text).map_err(|why| ParamError::new(name, why))
            }
            branch @ Node::Branch(_) => T::read(branch, name),
        }
    }

    fn write(&self, name: &str, out: &mut Pairs) {
        out.push(name, self.write_text());
    }

    fn absent() -> Option<Self> {
        T::absent()
    }
}

impl<T: Item> Item for Option<T> {
    const REQUIRED: bool = false;
    const GROUP: &'static [ParamInfo] = T::GROUP;

    fn read(node: Node, name: &str) -> Result<Self, ParamError> {
        match node {
            Node::Text(text) if text.is_empty() => Ok(None),
            node => T::read(node, name).map(Some),
        }
    }

    fn read_emptied(name: &str) -> Result<Self, ParamError> {
        T::read(Node::Text(String::new()), name).map(Some)
    }

    fn write(&self, name: &str, out: &mut Pairs) {
        match self {
            Some(value) => value.write(name, out),
            None => out.push(name, ""),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Item> Field for T {
    const REQUIRED: bool = T::REQUIRED;
    const GROUP: &'static [ParamInfo] = T::GROUP;

    fn take(form: &mut Form, name: &str) -> Result<Self, ParamError> {
        match form.take(name) {
            None => T::absent().ok_or_else(|| ParamError::missing(name)),
            Some(Node::Text(text)) if text.is_empty() && form.is_emptied(name) => {
                T::read_emptied(name)
            }
            Some(Node::Text(text)) if text.is_empty() => {
                T::absent().ok_or_else(|| ParamError::missing(name))
            }
            Some(node) => T::read(node, name),
        }
    }

    fn put(&self, name: &str, out: &mut Pairs) {
        if !self.is_absent() {
            self.write(name, out);
        }
    }
}

/// Takes a text that has to be sent, and may be empty.
///
/// # Errors
/// When it was not sent, or is a list.
pub fn even_empty(form: &mut Form, name: &str) -> Result<String, ParamError> {
    match form.take(name) {
        None => Err(ParamError::missing(name)),
        Some(Node::Text(text)) => Ok(text),
        Some(Node::Branch(_)) => Err(ParamError::new(name, "must be a single value")),
    }
}

impl Scalar for String {
    fn read_text(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }

    fn write_text(&self) -> String {
        self.clone()
    }
}

macro_rules! whole_number {
    ($($number:ty)*) => {$(
        impl Scalar for $number {
            fn read_text(text: &str) -> Result<Self, String> {
                let text = without_zeros(text.trim());
                text.parse().map_err(|_| match text.parse::<i128>() {
                    Ok(_) => "is out of range".to_owned(),
                    Err(_) => "must be a whole number".to_owned(),
                })
            }

            fn read_member_text(text: &str) -> Result<Self, String> {
                let (first, _) = text.split_once(',').unwrap_or((text, ""));
                Self::read_text(first)
            }

            fn write_text(&self) -> String {
                self.to_string()
            }
        }
    )*};
}

whole_number!(u8 u16 u32 u64 i32 i64);

/// A whole number without the zeros behind its point: programs whose only numbers are decimals
/// send `12.00`, which PHP takes for 12.
fn without_zeros(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|byte| byte == b'0') && !zeros.is_empty() => {
            whole
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::Field;
    use crate::wire::{Csv, WireDate};
    use crate::{Form, Pairs};

    fn take<T: Field>(input: &str) -> Result<T, String> {
        let mut form = Form::parse(input.as_bytes()).unwrap();
        T::take(&mut form, "a").map_err(|error| error.to_string())
    }

    #[test]
    fn whole_numbers() {
        for (input, expect) in [
            ("a=7", Ok(7)),
            ("a=+7+", Ok(7)),
            ("a=007", Ok(7)),
            ("a=", Err("a is required")),
            ("", Err("a is required")),
            ("a=x", Err("a must be a whole number")),
            ("a=12.00", Ok(12)),
            ("a=1.5", Err("a must be a whole number")),
            ("a=1.", Err("a must be a whole number")),
            ("a=.0", Err("a must be a whole number")),
            ("a=1.0.0", Err("a must be a whole number")),
            ("a=-1", Err("a is out of range")),
            ("a=99999999999999999999", Err("a is out of range")),
            ("a[0]=7", Err("a must be a single value")),
        ] {
            assert_eq!(take::<u64>(input), expect.map_err(str::to_owned), "for {input}");
        }
        assert_eq!(take::<i64>("a=-1"), Ok(-1));
    }

    #[test]
    fn empty_is_a_value_where_a_page_says_so() {
        fn emptied<T: Field>(input: &str) -> Result<T, String> {
            let mut form = Form::parse(input.as_bytes()).unwrap();
            form.empty("a");
            T::take(&mut form, "a").map_err(|error| error.to_string())
        }
        let text = |text: &str| Ok(Some(text.to_owned()));
        assert_eq!(emptied::<Option<String>>("a="), text(""));
        assert_eq!(emptied::<Option<String>>("a=b"), text("b"));
        assert_eq!(emptied::<Option<String>>(""), Ok(None));
        assert_eq!(emptied::<Option<Csv<u64>>>("a="), Ok(Some(Csv(Vec::new()))));
        assert_eq!(emptied::<Option<WireDate>>("a="), Ok(Some(WireDate(None))));
        assert_eq!(emptied::<Option<u64>>("a="), Err("a must be a whole number".to_owned()));
        assert_eq!(emptied::<String>("a="), Err("a is required".to_owned()));
    }

    #[test]
    fn empty_is_absent() {
        assert_eq!(take::<Option<u64>>("a="), Ok(None));
        assert_eq!(take::<Option<u64>>(""), Ok(None));
        assert_eq!(take::<Option<String>>("a="), Ok(None));
        assert_eq!(take::<Option<String>>("a=+"), Ok(Some(" ".to_owned())));
        assert_eq!(take::<String>("a="), Err("a is required".to_owned()));
        let mut pairs = Pairs::new();
        None::<u64>.put("a", &mut pairs);
        Some(3_u64).put("b", &mut pairs);
        assert_eq!(pairs.to_urlencoded(), "b=3");
    }
}
