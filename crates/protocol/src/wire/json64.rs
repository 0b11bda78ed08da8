//! Parameters that are base64 of JSON: the attachments of tickets (quirk 1.13).

use std::ops::Deref;

use serde_json::Value;

use super::{
    Item,
    php::written,
    php_serialized::{decode_base64, encode_base64},
};
use crate::{Branch, Node, Pairs, ParamError, ParamInfo};

/// A value sent as base64 of JSON; plain brackets are read too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Json64<T>(pub T);

impl<T: Item> Item for Json64<T> {
    const GROUP: &'static [ParamInfo] = T::GROUP;

    fn read(node: Node, name: &str) -> Result<Self, ParamError> {
        let text = match node {
            Node::Text(text) => text,
            branch @ Node::Branch(_) => return T::read(branch, name).map(Self),
        };
        let json: Value = serde_json::from_slice(&decode_base64(&text, name)?)
            .map_err(|_| ParamError::new(name, "must be base64 of JSON"))?;
        let node = node_of(json);
        node.hold_nul(name)?;
        T::read(node, name).map(Self)
    }

    fn write(&self, name: &str, out: &mut Pairs) {
        let node = written(|name, out| self.0.write(name, out));
        out.push(name, encode_base64(json_of(node).to_string()));
    }

    fn absent() -> Option<Self> {
        None
    }
}

/// JSON as a node of a form: all scalars become text.
fn node_of(json: Value) -> Node {
    match json {
        Value::Null | Value::Bool(false) => Node::Text(String::new()),
        Value::Bool(true) => Node::Text("1".to_owned()),
        Value::Number(number) => Node::Text(number.to_string()),
        Value::String(text) => Node::Text(text),
        Value::Array(values) => {
            let keyed = (0..)
                .zip(values)
                .map(|(index, value): (u64, _)| (index.to_string(), node_of(value)));
            Node::Branch(keyed.collect())
        }
        Value::Object(entries) => {
            Node::Branch(entries.into_iter().map(|(key, value)| (key, node_of(value))).collect())
        }
    }
}

/// A node as JSON: the keys 0, 1, 2, … make an array, any others an object.
fn json_of(node: Node) -> Value {
    let branch: Branch = match node {
        Node::Text(text) => return Value::String(text),
        Node::Branch(branch) => branch,
    };
    let entries = branch.into_entries();
    let is_list = entries.iter().enumerate().all(|(place, (key, _))| *key == place.to_string());
    if is_list {
        return entries.into_iter().map(|(_, node)| json_of(node)).collect();
    }
    Value::Object(entries.into_iter().map(|(key, node)| (key, json_of(node))).collect())
}

impl<T> Deref for Json64<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Json64<T> {
    fn from(inner: T) -> Self {
        Self(inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{Json64, encode_base64};
    use crate::{
        Form, Pairs,
        wire::{Field, Group, List},
    };

    #[derive(Debug, Clone, Default, PartialEq, derive::Params)]
    struct File {
        name: String,
        data: String,
    }

    type Files = Json64<List<Group<File>>>;

    fn take(value: &str) -> Result<Files, String> {
        let mut form = Form::from_pairs([("a", value)]).unwrap();
        Files::take(&mut form, "a").map_err(|error| error.to_string())
    }

    #[test]
    fn attachments() {
        let text = encode_base64(r#"[{"name":"a.txt","data":"aGk="}]"#);
        let files = take(&text).unwrap();
        assert_eq!(files.iter().next().unwrap().name, "a.txt");
        let mut pairs = Pairs::new();
        files.put("a", &mut pairs);
        assert_eq!(take(&pairs.into_vec()[0].1), Ok(files));
    }

    #[test]
    fn refuses_by_name() {
        for (json, expect) in [
            ("{", "a must be base64 of JSON"),
            ("\"x\"", "a must have keys in brackets"),
            (r#"[{"name":"a"}]"#, "a[0][data] is required"),
        ] {
            assert_eq!(take(&encode_base64(json)), Err(expect.to_owned()), "for {json}");
        }
    }
}
