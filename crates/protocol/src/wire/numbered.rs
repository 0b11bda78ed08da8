//! Groups of parameters with a number behind them: `itemdescription1`, `itemamount1`, … (1.10).
//!
//! Who sends JSON says the same as a list: `item[0][description]`, `item[0][amount]`, …

use std::collections::BTreeMap;

use super::Field;

use crate::{Form, Node, Pairs, ParamError, ParamInfo, Params};

/// Groups in the order of their numbers; gaps are allowed, written numbers begin at 1.
///
/// The field's name is the beginning of each parameter, the members of `T` are the middle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered<T>(pub Vec<T>);

impl<T: Params> Field for Numbered<T> {
    const REQUIRED: bool = false;
    const GROUP: &'static [ParamInfo] = T::PARAMS;

    fn take(form: &mut Form, prefix: &str) -> Result<Self, ParamError> {
        let mut found: BTreeMap<u32, Vec<(&str, String)>> = BTreeMap::new();
        for name in form.names_from(prefix) {
            let Some((middle, number)) = split(name, prefix) else { continue };
            if let Some(member) = T::PARAMS.iter().find(|member| member.name == middle) {
                found.entry(number).or_default().push((member.name, name.to_owned()));
            }
        }
        let mut groups = Vec::with_capacity(found.len());
        for (number, members) in found {
            let mut group = Form::default();
            for (member, name) in members {
                if let Some(node) = form.take(&name) {
                    group.put(member, node);
                }
            }
            groups.push(T::decode(&mut group).map_err(|error| {
                ParamError::new(format!("{prefix}{}{number}", error.field), error.why)
            })?);
        }
        groups.extend(listed(form, prefix)?);
        Ok(Self(groups))
    }

    fn put(&self, prefix: &str, out: &mut Pairs) {
        for (number, group) in (1..).zip(&self.0) {
            let mut members = Pairs::new();
            group.encode(&mut members);
            for (member, value) in members.into_vec() {
                out.push(format!("{prefix}{member}{number}"), value);
            }
        }
    }
}

/// The groups that were sent as a list under the field's own name.
fn listed<T: Params>(form: &mut Form, prefix: &str) -> Result<Vec<T>, ParamError> {
    if prefix.is_empty() || form.text(prefix).is_some() {
        return Ok(Vec::new());
    }
    let Some(Node::Branch(list)) = form.take(prefix) else { return Ok(Vec::new()) };
    let group = |(index, node): (String, Node)| {
        let mut group = Form::default();
        let Node::Branch(members) = node else {
            return Err(ParamError::new(format!("{prefix}[{index}]"), "must be a group"));
        };
        for (member, node) in members.into_entries() {
            group.put(member, node);
        }
        T::decode(&mut group).map_err(|error| {
            ParamError::new(format!("{prefix}[{index}][{}]", error.field), error.why)
        })
    };
    list.into_entries().into_iter().map(group).collect()
}

/// Splits `itemamount12` into `amount` and 12; a leading zero is not a number of ours.
fn split<'a>(name: &'a str, prefix: &str) -> Option<(&'a str, u32)> {
    let rest = name.strip_prefix(prefix)?;
    let middle = rest.trim_end_matches(|digit: char| digit.is_ascii_digit());
    let digits = &rest[middle.len()..];
    let number: u32 = digits.parse().ok()?;
    (number.to_string() == digits).then_some((middle, number))
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> From<Vec<T>> for Numbered<T> {
    fn from(groups: Vec<T>) -> Self {
        Self(groups)
    }
}

impl<T> FromIterator<T> for Numbered<T> {
    fn from_iter<I: IntoIterator<Item = T>>(groups: I) -> Self {
        Self(groups.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Numbered};
    use crate::{Form, Pairs, Params, wire::Flag};

    #[derive(Debug, Clone, Default, PartialEq, derive::Params)]
    struct Line {
        description: String,
        qty: Option<u64>,
        taxed: Flag,
    }

    fn check(input: &str, expect: &str) {
        let mut form = Form::parse(input.as_bytes()).unwrap();
        let found = match Numbered::<Line>::take(&mut form, "item") {
            Err(error) => error.to_string(),
            Ok(lines) => {
                let mut pairs = Pairs::new();
                lines.put("item", &mut pairs);
                pairs.to_urlencoded()
            }
        };
        assert_eq!(found, expect, "for {input}");
    }

    #[test]
    fn suffixes() {
        assert_eq!(Line::PARAMS.len(), 3);
        check("", "");
        check("itemid=3&itemother1=4", "");
        check(
            "itemdescription2=b&itemdescription10=c&itemtaxed10=1&itemqty2=5",
            "itemdescription1=b&itemqty1=5&itemtaxed1=0&itemdescription2=c&itemtaxed2=1",
        );
        check("itemqty3=5", "itemdescription3 is required");
        check("itemdescription1=a&itemqty1=x", "itemqty1 must be a whole number");
        check("itemdescription01=a", "");
    }

    #[test]
    fn lists() {
        check(
            "item[0][description]=b&item[0][qty]=5&item[1][description]=c&itemdescription4=a",
            "itemdescription1=a&itemtaxed1=0&itemdescription2=b&itemqty2=5&itemtaxed2=0\
             &itemdescription3=c&itemtaxed3=0",
        );
        check("item[3][qty]=5", "item[3][description] is required");
        check("item[0]=x", "item[0] must be a group");
        check("item=x", "");
    }
}
