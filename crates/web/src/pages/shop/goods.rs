//! What lies in a cart: products as they were configured, and domain names.

use model::domains::addon::Booked;
use protocol::wire::{Csv, Keyed, PhpSerialized};
use protocol::{ConfigChoice, Form};
use serde::{Deserialize, Serialize};

use crate::asked;

/// Characters of a name that is kept.
const NAME_CHARS_MAX: usize = 100;
/// Characters of the value of a custom field that is kept; the whole cart must fit into a cookie.
const VALUE_CHARS_MAX: usize = 1_000;

/// One thing of a cart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "k")]
pub(in crate::pages) enum Line {
    /// A product.
    #[serde(rename = "p")]
    Product(Goods),
    /// A domain name to register or transfer.
    #[serde(rename = "d")]
    Domain(Name),
}

/// A product with what was chosen of it. Choices are pairs: keys that are numbers are not read
/// again from a cookie.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Goods {
    pub(in crate::pages) id: u64,
    pub(in crate::pages) cycle: String,
    pub(in crate::pages) host: String,
    /// Option and choice.
    pub(in crate::pages) options: Vec<(u64, u64)>,
    pub(in crate::pages) addons: Vec<u64>,
    /// Custom field and value.
    pub(in crate::pages) fields: Vec<(u64, String)>,
}

/// A domain name with what its registry needs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Name {
    pub(super) name: String,
    pub(super) transfer: bool,
    pub(super) years: u64,
    /// The code that the present provider gives out.
    pub(super) code: String,
    #[serde(with = "words_of")]
    pub(super) booked: Booked,
}

/// What is booked with a name, in a cookie: the words of it.
mod words_of {
    use model::domains::addon::{Booked, DomainAddon};
    use model::word::Word as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(booked: &Booked, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(booked.each().map(DomainAddon::word))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Booked, D::Error> {
        let words = Vec::<String>::deserialize(from)?;
        Ok(words.iter().filter_map(|word| DomainAddon::from_word(word)).collect())
    }
}

impl Goods {
    /// What the order form of a product says.
    pub(in crate::pages) fn of_form(id: u64, form: &Form) -> Self {
        let text = |name: &str| kept(form.text(name).unwrap_or_default());
        let number = |name: &str, prefix: &str| name.strip_prefix(prefix)?.parse().ok();
        let options = form.names_from("option_").filter_map(|name| {
            Some((number(name, "option_")?, form.text(name)?.trim().parse().ok()?))
        });
        let fields = form.names_from("field_").filter_map(|name| {
            let value = form.text(name)?.trim();
            let value: String = value.chars().take(VALUE_CHARS_MAX).collect();
            (!value.is_empty()).then_some((number(name, "field_")?, value))
        });
        Self {
            id,
            cycle: text("cycle"),
            host: text("host"),
            options: options.collect(),
            addons: form.names_from("addon_").filter_map(|name| number(name, "addon_")).collect(),
            fields: fields.collect(),
        }
    }

    /// The choices as the wire has them.
    pub(super) fn configoptions(&self) -> PhpSerialized<Keyed<ConfigChoice, u64>> {
        let choices = self.options.iter();
        PhpSerialized(choices.map(|(id, choice)| (*id, ConfigChoice::Choice(*choice))).collect())
    }

    /// The values of custom fields as the wire has them; `None` where there are none.
    pub(super) fn customfields(&self) -> asked::Given {
        asked::given(self.fields.iter().cloned())
    }

    /// The addons as the wire has them.
    pub(super) fn addons(&self) -> Csv<u64> {
        Csv(self.addons.clone())
    }
}

impl Line {
    /// The number of a product.
    pub(super) fn product(&self) -> Option<u64> {
        match self {
            Self::Product(goods) => Some(goods.id),
            Self::Domain(_) => None,
        }
    }
}

/// A text, as long as it is kept.
pub(super) fn kept(text: &str) -> String {
    text.trim().chars().take(NAME_CHARS_MAX).collect()
}
