//! Configurable options: what may be chosen, and what was.

use super::pricing::Pricing;
use crate::ids::{ConfigChoiceId, ConfigOptionId};
use crate::word::words;

words! {
    /// How an option is chosen.
    pub enum OptionKind {
        Dropdown = "dropdown",
        Radio = "radio",
        YesNo = "yesno",
        Quantity = "quantity",
    }
}

/// A configurable option of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigOption {
    /// Which one.
    pub id: ConfigOptionId,
    /// The name shown.
    pub name: String,
    /// How it is chosen.
    pub kind: OptionKind,
    /// What may be chosen; a yes/no or quantity has exactly one, which it counts.
    pub choices: Vec<ConfigChoice>,
    /// Least quantity.
    pub quantity_min: u32,
    /// Greatest quantity; 0 is without a bound of its own.
    pub quantity_max: u32,
}

/// One choice of an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigChoice {
    /// Which one.
    pub id: ConfigChoiceId,
    /// The name shown.
    pub name: String,
    /// What it costs for each.
    pub pricing: Pricing,
}

/// What someone wants of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// This choice of a dropdown or of radio buttons.
    Choice(ConfigChoiceId),
    /// So many; of a yes/no 0 or 1.
    Quantity(u32),
    /// This choice, so many times: the kind of option says which of the two is meant.
    Counted(ConfigChoiceId, u32),
}

impl Wish {
    /// Whether it is a wish for nothing.
    fn is_none(self) -> bool {
        matches!(self, Self::Quantity(0) | Self::Choice(ConfigChoiceId(0)) | Self::Counted(_, 0))
    }
}

/// A choice and how often it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen<'a> {
    /// The option.
    pub option: &'a ConfigOption,
    /// The choice.
    pub choice: &'a ConfigChoice,
    /// How often; 0 for a yes/no that is off.
    pub quantity: u32,
}

/// Why a wish cannot be had; the sentence is for the outside.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OptionRefusal {
    /// The product has no such option.
    #[error("There is no option {0}.")]
    UnknownOption(ConfigOptionId),
    /// The option has no such choice.
    #[error("{option} has no choice {choice}.")]
    UnknownChoice {
        /// Name of the option.
        option: String,
        /// The choice that was asked for.
        choice: ConfigChoiceId,
    },
    /// Too few or too many.
    #[error("The quantity of {option} must be between {min} and {max}.")]
    Quantity {
        /// Name of the option.
        option: String,
        /// Least quantity.
        min: u32,
        /// Greatest quantity.
        max: u32,
    },
    /// The option has nothing to choose from.
    #[error("{0} cannot be chosen at present.")]
    NoChoices(String),
}

/// The most of anything in one line, so that a slip of the finger is caught.
pub const QUANTITY_MAX: u32 = 10_000;

/// What is chosen of every option of a product; what was not asked for is its first choice, its
/// least quantity, or "no". An option without choices is not finished: nothing is chosen of it.
pub fn choose<'a>(
    options: &'a [ConfigOption],
    wishes: &[(ConfigOptionId, Wish)],
) -> Result<Vec<Chosen<'a>>, OptionRefusal> {
    let known = |id: &ConfigOptionId| options.iter().any(|option| option.id == *id);
    if let Some((unknown, _)) = wishes.iter().find(|(id, _)| !known(id)) {
        return Err(OptionRefusal::UnknownOption(*unknown));
    }
    let wish_of = |id| wishes.iter().rev().find(|(each, _)| *each == id).map(|(_, wish)| *wish);
    let is_asked = |option: &&ConfigOption| {
        !option.choices.is_empty() || wish_of(option.id).is_some_and(|wish| !wish.is_none())
    };
    let asked = options.iter().filter(is_asked);
    asked.map(|option| choose_one(option, wish_of(option.id))).collect()
}

fn choose_one(option: &ConfigOption, wish: Option<Wish>) -> Result<Chosen<'_>, OptionRefusal> {
    let first =
        option.choices.first().ok_or_else(|| OptionRefusal::NoChoices(option.name.clone()))?;
    let by_id = |id: ConfigChoiceId| option.choices.iter().find(|choice| choice.id == id);
    let unknown = |choice| OptionRefusal::UnknownChoice { option: option.name.clone(), choice };
    match option.kind {
        OptionKind::Dropdown | OptionKind::Radio => {
            let choice = match wish {
                None => first,
                Some(Wish::Choice(id) | Wish::Counted(id, _)) => {
                    by_id(id).ok_or_else(|| unknown(id))?
                }
                // The wire gives one number for both meanings; here it names a choice.
                Some(Wish::Quantity(id)) => {
                    let id = ConfigChoiceId(i64::from(id));
                    by_id(id).ok_or_else(|| unknown(id))?
                }
            };
            Ok(Chosen { option, choice, quantity: 1 })
        }
        OptionKind::YesNo => {
            let yes = match wish {
                None | Some(Wish::Quantity(0) | Wish::Counted(_, 0)) => false,
                Some(Wish::Quantity(_) | Wish::Counted(..)) => true,
                Some(Wish::Choice(id)) => by_id(id).is_some(),
            };
            Ok(Chosen { option, choice: first, quantity: u32::from(yes) })
        }
        OptionKind::Quantity => {
            let max = if option.quantity_max == 0 { QUANTITY_MAX } else { option.quantity_max };
            let min = option.quantity_min;
            let quantity = match wish {
                None => min,
                Some(Wish::Quantity(quantity) | Wish::Counted(_, quantity)) => quantity,
                Some(Wish::Choice(id)) => u32::try_from(i64::from(id)).unwrap_or(u32::MAX),
            };
            if (min..=max).contains(&quantity) {
                return Ok(Chosen { option, choice: first, quantity });
            }
            Err(OptionRefusal::Quantity { option: option.name.clone(), min, max })
        }
    }
}
