//! Yes or no in answers, in each of the vendor's five spellings (quirks 4).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    flag::read_bool,
    loose::{self, Loose},
};
use crate::Answer;

macro_rules! boolean {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $write:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub bool);

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $write(self.0).serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                read(deserializer).map(Self)
            }
        }

        impl Answer for $name {
            const KIND: &'static str = $kind;
        }

        impl From<bool> for $name {
            fn from(value: bool) -> Self {
                Self(value)
            }
        }

        impl From<$name> for bool {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

boolean!(
    /// `true` or `false`.
    Bool, "boolean", |yes: bool| yes
);
boolean!(
    /// `1` or `0`.
    BoolNum, "1 or 0", u8::from
);
boolean!(
    /// `"1"` or `"0"`.
    BoolText, "\"1\" or \"0\"", |yes| if yes { "1" } else { "0" }
);
boolean!(
    /// `"true"` or `"false"`, as text.
    TrueFalse, "\"true\" or \"false\"", |yes| if yes { "true" } else { "false" }
);
boolean!(
    /// `"on"` or `""`, as an HTML check box sends it.
    OnOff, "\"on\" or \"\"", |yes| if yes { "on" } else { "" }
);

fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    loose::read(deserializer, |value| match value {
        Loose::Nothing => Ok(false),
        Loose::Bool(value) => Ok(value),
        Loose::Int(number) => Ok(number != 0),
        Loose::Float(number) => Ok(number != 0.0),
        Loose::Text(text) => {
            read_bool(&text).ok_or_else(|| format!("true or false is expected, not {text:?}"))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Bool, BoolNum, BoolText, OnOff, TrueFalse};

    #[test]
    fn reads_every_spelling() {
        for (json, expect) in [
            ("true", Some(true)),
            ("1", Some(true)),
            (r#""1""#, Some(true)),
            (r#""on""#, Some(true)),
            (r#""true""#, Some(true)),
            (r#""Yes""#, Some(true)),
            ("false", Some(false)),
            ("0", Some(false)),
            (r#""0""#, Some(false)),
            (r#""off""#, Some(false)),
            (r#""""#, Some(false)),
            ("null", Some(false)),
            ("[]", Some(false)),
            (r#""maybe""#, None),
        ] {
            let value = serde_json::from_str::<Bool>(json).ok();
            assert_eq!(value.map(bool::from), expect, "for {json}");
        }
    }

    #[test]
    fn writes_one_spelling() {
        let both = (
            [Bool(true), Bool(false)],
            [BoolNum(true), BoolNum(false)],
            [BoolText(true), BoolText(false)],
            [TrueFalse(true), TrueFalse(false)],
            [OnOff(true), OnOff(false)],
        );
        assert_eq!(
            serde_json::to_string(&both).unwrap(),
            r#"[[true,false],[1,0],["1","0"],["true","false"],["on",""]]"#
        );
    }
}
