//! A map in a request: `itemdescription[13]=…`, `pricing[1][monthly]=…` (quirk 1.8).

use super::{Item, Scalar, php_serialized::unpacked_array};
use crate::{Node, Pairs, ParamError, ParamInfo};

/// Values by the key in their brackets, in the order they were sent.
///
/// `Keyed<Amount, u64>` has numbers as keys, `Keyed<Keyed<Amount>, u64>` is two brackets deep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyed<T, K = String>(Vec<(K, T)>);

impl<T, K: PartialEq> Keyed<T, K> {
    /// Keys and values in the order they were sent.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &T)> + ExactSizeIterator {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&T> {
        self.0.iter().find(|(at, _)| at == key).map(|(_, value)| value)
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keys and values themselves.
    pub fn into_vec(self) -> Vec<(K, T)> {
        self.0
    }
}

impl<T: Item, K: Scalar> Item for Keyed<T, K> {
    const REQUIRED: bool = false;
    const GROUP: &'static [ParamInfo] = T::GROUP;

    fn read(node: Node, name: &str) -> Result<Self, ParamError> {
        // Some clients pack every map as those that the documentation wants packed (1.12).
        let node = match node {
            Node::Text(text) => unpacked_array(&text, name).unwrap_or(Node::Text(text)),
            branch @ Node::Branch(_) => branch,
        };
        let Node::Branch(branch) = node else {
            let wording = format!("Expecting parameter '{name}' to be an array");
            let error = ParamError::new(name, "must have a key in brackets");
            return Err(ParamError { wording: Some(wording.into()), ..error });
        };
        let mut values = Vec::new();
        for (key, node) in branch.into_entries() {
            let name = format!("{name}[{key}]");
            let key = read_key(&key).map_err(|why| ParamError::new(&name, why))?;
            let is_empty = matches!(&node, Node::Text(text) if text.is_empty());
            match T::read(node, &name) {
                Ok(value) => values.push((key, value)),
                // An input that was left empty.
                Err(_) if is_empty => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Self(values))
    }

    fn write(&self, name: &str, out: &mut Pairs) {
        for (key, value) in &self.0 {
            value.write(&format!("{name}[{}]", key.write_text()), out);
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn is_absent(&self) -> bool {
        self.0.is_empty()
    }
}

/// Reads a key; `07` is not 7, so that no two keys mean the same. What ends a bracket stands in
/// none.
fn read_key<K: Scalar>(text: &str) -> Result<K, String> {
    let key = K::read_text(text)?;
    let is_usual = key.write_text() == text && !text.contains(']');
    if is_usual { Ok(key) } else { Err("has an unusual key".to_owned()) }
}

impl<T, K> Default for Keyed<T, K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T, K> From<Vec<(K, T)>> for Keyed<T, K> {
    fn from(values: Vec<(K, T)>) -> Self {
        Self(values)
    }
}

impl<T, K> FromIterator<(K, T)> for Keyed<T, K> {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Keyed;
    use crate::{Form, Pairs, wire::Field};

    fn take<T: Field>(input: &str) -> Result<T, String> {
        let mut form = Form::parse(input.as_bytes()).unwrap();
        T::take(&mut form, "p").map_err(|error| error.to_string())
    }

    #[test]
    fn keys_of_text_and_numbers() {
        let by_name: Keyed<u64> = take("p[example.com]=1&p[b.example]=2").unwrap();
        assert_eq!(by_name.0, [("example.com".to_owned(), 1), ("b.example".to_owned(), 2)]);
        let by_id: Keyed<String, u64> = take("p[13]=x&p[2]=").unwrap();
        assert_eq!(by_id.0, [(13, "x".to_owned()), (2, String::new())]);
        let by_id: Keyed<u64, u64> = take("p[13]=&p[2]=5").unwrap();
        assert_eq!(by_id.0, [(2, 5)]);
        let nested: Keyed<Keyed<u64>, u64> = take("p[1][monthly]=5&p[1][yearly]=50").unwrap();
        let mut pairs = Pairs::new();
        nested.put("p", &mut pairs);
        let expect = [("p[1][monthly]", "5"), ("p[1][yearly]", "50")];
        assert_eq!(pairs.iter().collect::<Vec<_>>(), expect);
        assert_eq!(take::<Keyed<u64>>(""), Ok(Keyed::default()));
    }

    #[test]
    fn what_is_packed_is_read_too() {
        // serialize(["a" => "1", "b" => 2]) and serialize([])
        let packed = take::<Keyed<u64>>("p=YToyOntzOjE6ImEiO3M6MToiMSI7czoxOiJiIjtpOjI7fQ==");
        assert_eq!(packed, Ok(Keyed(vec![("a".to_owned(), 1), ("b".to_owned(), 2)])));
        assert_eq!(take::<Keyed<u64>>("p=YTowOnt9"), Ok(Keyed::default()));
        for (input, expect) in [
            // serialize(["a" => "b"])
            ("p=YToxOntzOjE6ImEiO3M6MToiYiI7fQ==", "p[a] must be a whole number"),
            // serialize(["a]" => 1])
            ("p=YToxOntzOjI6ImFdIjtpOjE7fQ==", "p[a]] has an unusual key"),
            // serialize(5) and serialize(new A)
            ("p=aTo1Ow==", "p must have a key in brackets"),
            ("p=TzoxOiJBIjowOnt9", "p must have a key in brackets"),
        ] {
            assert_eq!(take::<Keyed<u64>>(input), Err(expect.to_owned()), "for {input}");
        }
    }

    #[test]
    fn refuses_by_name() {
        for (input, expect) in [
            ("p=1", "p must have a key in brackets"),
            ("p[x]=1", "p[x] must be a whole number"),
            ("p[07]=1", "p[07] has an unusual key"),
            ("p[1]=b", "p[1] must be a whole number"),
        ] {
            assert_eq!(take::<Keyed<u64, u64>>(input), Err(expect.to_owned()), "for {input}");
        }
    }
}
