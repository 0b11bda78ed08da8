//! A list in a request: `pid[0]=1`, `pid[]=1`, or just `pid=1` (quirks 1.8 and 1.9).

use super::Item;
use crate::{Node, Pairs, ParamError, ParamInfo};

/// Values in the order they were sent, each with the number in its brackets.
///
/// Parallel lists (`pid[2]` and `domain[2]`) belong together by that number, see [`List::at`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<T>(Vec<(u64, T)>);

impl<T> List<T> {
    /// The values in the order they were sent.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator {
        self.0.iter().map(|(_, value)| value)
    }

    /// The values with the numbers in their brackets.
    pub fn numbered(&self) -> impl DoubleEndedIterator<Item = (u64, &T)> + ExactSizeIterator {
        self.0.iter().map(|(index, value)| (*index, value))
    }

    /// The value with a number in its brackets.
    pub fn at(&self, index: u64) -> Option<&T> {
        self.0.iter().find(|(at, _)| *at == index).map(|(_, value)| value)
    }

    /// A list with given numbers in the brackets.
    pub fn from_numbered(values: Vec<(u64, T)>) -> Self {
        Self(values)
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The values themselves.
    pub fn into_vec(self) -> Vec<T> {
        self.0.into_iter().map(|(_, value)| value).collect()
    }
}

impl<T: Item> Item for List<T> {
    const REQUIRED: bool = false;
    const GROUP: &'static [ParamInfo] = T::GROUP;

    fn read(node: Node, name: &str) -> Result<Self, ParamError> {
        let branch = match node {
            Node::Branch(branch) => branch,
            // What Go and JSON write for a list without any groups.
            Node::Text(text) if text == "[]" && !T::GROUP.is_empty() => return Ok(Self::default()),
            Node::Text(text) => {
                return Ok(Self(vec![(0, T::read_member(Node::Text(text), name)?)]));
            }
        };
        let entries = branch.into_entries();
        let numbers: Vec<Option<u64>> = entries.iter().map(|(key, _)| number(key)).collect();
        // A key that is no number gets the next one, as if it had been left empty.
        let mut free = numbers.iter().flatten().max().map_or(0, |most| most.saturating_add(1));
        let mut values = Vec::new();
        for ((key, node), number) in entries.into_iter().zip(numbers) {
            let index = number.unwrap_or(free);
            free = free.saturating_add(u64::from(number.is_none()));
            let is_empty = matches!(&node, Node::Text(text) if text.is_empty());
            match T::read_member(node, &format!("{name}[{key}]")) {
                Ok(value) => values.push((index, value)),
                // An empty place in one of several parallel lists.
                Err(_) if is_empty => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Self(values))
    }

    fn write(&self, name: &str, out: &mut Pairs) {
        for (index, value) in &self.0 {
            value.write(&format!("{name}[{index}]"), out);
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn is_absent(&self) -> bool {
        self.0.is_empty()
    }
}

/// A key that is a number, plainly written.
fn number(key: &str) -> Option<u64> {
    key.parse().ok().filter(|number: &u64| number.to_string() == key)
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(values: Vec<T>) -> Self {
        values.into_iter().collect()
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self((0..).zip(values).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::List;
    use crate::{
        Form, Pairs,
        wire::{Field, Item},
    };

    fn take<T: Item>(input: &str) -> Result<List<T>, String> {
        let mut form = Form::parse(input.as_bytes()).unwrap();
        Field::take(&mut form, "pid").map_err(|error| error.to_string())
    }

    #[test]
    fn every_spelling() {
        for (input, expect) in [
            ("", Ok(vec![])),
            ("pid=", Ok(vec![])),
            ("pid=1", Ok(vec![(0, 1)])),
            ("pid[]=1&pid[]=2", Ok(vec![(0, 1), (1, 2)])),
            ("pid[0]=1&pid[1]=2", Ok(vec![(0, 1), (1, 2)])),
            ("pid[2]=1&pid[0]=2", Ok(vec![(2, 1), (0, 2)])),
            ("pid[x]=4", Ok(vec![(0, 4)])),
            ("pid[x]=4&pid[2]=5&pid[02]=6", Ok(vec![(3, 4), (2, 5), (4, 6)])),
            ("pid[0]=&pid[1]=7", Ok(vec![(1, 7)])),
            // PHP casts the text to the number it begins with.
            ("pid=5,+1", Ok(vec![(0, 5)])),
            ("pid[0]=5, 1", Ok(vec![(0, 5)])),
            ("pid[0]=1&pid[1]=b", Err("pid[1] must be a whole number")),
            ("pid[0][x]=1", Err("pid[0] must be a single value")),
        ] {
            let list = take::<u64>(input).map(|list| list.0);
            assert_eq!(list, expect.map_err(str::to_owned), "for {input}");
        }
    }

    #[test]
    fn parallel_lists_keep_their_places() {
        let list = take::<Option<u64>>("pid[0]=1&pid[1]=&pid[3]=4").unwrap();
        assert_eq!(list.0, [(0, Some(1)), (1, None), (3, Some(4))]);
        assert_eq!(list.at(3), Some(&Some(4)));
        assert_eq!(list.at(2), None);
        let mut pairs = Pairs::new();
        list.put("pid", &mut pairs);
        assert_eq!(pairs.to_urlencoded(), "pid%5B0%5D=1&pid%5B1%5D=&pid%5B3%5D=4");
        assert_eq!(take::<String>("pid=5, 1").unwrap().into_vec(), ["5, 1"]);
        // Only where groups belong is this none.
        assert_eq!(take::<String>("pid=[]").unwrap().into_vec(), ["[]"]);
    }
}
