//! Parameters that are `base64(serialize(…))`, and the structs inside them (quirk 1.12).

use std::ops::Deref;

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use super::{Item, Php};
use crate::{FORM_NAME_BYTES_MAX, Form, Node, Pairs, ParamError, ParamInfo, Params};

/// A value sent as base64 of PHP's `serialize()`; plain brackets are read too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PhpSerialized<T>(pub T);

/// A struct whose fields are keys in brackets: `lineitem[0][desc]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group<T>(pub T);

/// Base64 as clients send it: with or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Decodes base64; line breaks are ignored and a `+` that became a space is restored.
pub(super) fn decode_base64(text: &str, name: &str) -> Result<Vec<u8>, ParamError> {
    let kept = text.trim().chars().filter(|c| !matches!(c, '\r' | '\n'));
    let clean: String = kept.map(|c| if c == ' ' { '+' } else { c }).collect();
    BASE64.decode(clean).map_err(|_| ParamError::new(name, "must be base64"))
}

pub(super) fn encode_base64(bytes: impl AsRef<[u8]>) -> String {
    BASE64.encode(bytes)
}

/// What is packed in base64 of PHP's `serialize()`.
fn unpacked(text: &str, name: &str) -> Result<Node, ParamError> {
    let php = Php::parse(&decode_base64(text, name)?);
    let php = php.map_err(|why| ParamError::new(name, format!("cannot be read: {why}")))?;
    let node = php.into_node();
    node.hold_nul(name)?;
    Ok(node)
}

/// The keys and values of a PHP array, if that is what is packed there and its keys are no longer
/// than those in brackets can be.
pub(super) fn unpacked_array(text: &str, name: &str) -> Option<Node> {
    let Node::Branch(branch) = unpacked(text, name).ok()? else { return None };
    let entries = branch.into_entries();
    let fits = |key: &str| name.len() + key.len() + "[]".len() <= FORM_NAME_BYTES_MAX;
    let all_fit = entries.iter().all(|(key, _)| fits(key));
    all_fit.then(|| Node::Branch(entries.into_iter().collect()))
}

impl<T: Item> Item for PhpSerialized<T> {
    const GROUP: &'static [ParamInfo] = T::GROUP;

    fn read(node: Node, name: &str) -> Result<Self, ParamError> {
        let node = match node {
            Node::Text(text) => unpacked(&text, name)?,
            branch @ Node::Branch(_) => branch,
        };
        T::read(node, name).map(Self)
    }

    fn write(&self, name: &str, out: &mut Pairs) {
        let php = Php::from_written(|name, out| self.0.write(name, out));
        out.push(name, encode_base64(php.serialize()));
    }

    fn absent() -> Option<Self> {
        None
    }
}

impl<T: Params> Item for Group<T> {
    const REQUIRED: bool = false;
    const GROUP: &'static [ParamInfo] = T::PARAMS;

    fn read(node: Node, name: &str) -> Result<Self, ParamError> {
        let Node::Branch(branch) = node else {
            return Err(ParamError::new(name, "must have keys in brackets"));
        };
        let mut form = Form::default();
        for (key, node) in branch.into_entries() {
            form.put(key, node);
        }
        T::decode(&mut form)
            .map(Self)
            .map_err(|error| ParamError::new(format!("{name}[{}]", error.field), error.why))
    }

    fn write(&self, name: &str, out: &mut Pairs) {
        let mut members = Pairs::new();
        self.0.encode(&mut members);
        for (member, value) in members.into_vec() {
            let (first, rest) = member.split_at(member.find('[').unwrap_or(member.len()));
            out.push(format!("{name}[{first}]{rest}"), value);
        }
    }

    /// All members absent, if none of them is required.
    fn absent() -> Option<Self> {
        T::decode(&mut Form::default()).ok().map(Self)
    }
}

impl<T> Deref for PhpSerialized<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Deref for Group<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for PhpSerialized<T> {
    fn from(inner: T) -> Self {
        Self(inner)
    }
}

impl<T> From<T> for Group<T> {
    fn from(inner: T) -> Self {
        Self(inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{PhpSerialized, encode_base64};
    use crate::{
        Form, Pairs,
        wire::{Field, Keyed, List},
    };

    type Fields = PhpSerialized<Keyed<String, u64>>;

    fn take<T: Field>(value: &str) -> Result<T, String> {
        let mut form = Form::from_pairs([("f", value)]).unwrap();
        T::take(&mut form, "f").map_err(|error| error.to_string())
    }

    #[test]
    fn maps_in_base64() {
        let text = encode_base64(r#"a:2:{i:1;s:3:"a+b";i:7;i:5;}"#);
        let fields: Fields = take(&text).unwrap();
        assert_eq!(fields.get(&1).unwrap(), "a+b");
        assert_eq!(fields.get(&7).unwrap(), "5");
        let mut pairs = Pairs::new();
        fields.put("f", &mut pairs);
        assert_eq!(take::<Fields>(&pairs.into_vec()[0].1), Ok(fields));
        assert!(take::<Fields>(&text.replace('+', " ")).is_ok());
        assert!(take::<Fields>(text.trim_end_matches('=')).is_ok());
    }

    #[test]
    fn lists_of_maps() {
        let text = encode_base64(r#"a:1:{i:1;s:1:"a";}"#);
        let form = Form::from_pairs([("f[0]", text.as_str()), ("f[2]", text.as_str())]);
        let list = List::<Fields>::take(&mut form.unwrap(), "f").unwrap();
        assert_eq!(list.at(2).unwrap().get(&1).unwrap(), "a");
    }

    #[test]
    fn refuses_by_name() {
        for (value, expect) in [
            ("", "f is required"),
            ("***", "f must be base64"),
            ("aTo1", "f cannot be read: the serialized data is malformed"),
            ("aTo1Ow==", "f must have a key in brackets"),
            (
                "YToxOntpOjA7cjoxO30=",
                "f cannot be read: the serialized data holds objects or references",
            ),
            ("YToxOntzOjE6ImEiO047fQ==", "f[a] must be a whole number"),
        ] {
            assert_eq!(take::<Fields>(value), Err(expect.to_owned()), "for {value}");
        }
    }
}
