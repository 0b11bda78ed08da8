//! Random valid values of every request and response, for property tests.

use jiff::civil;

use crate::wire::{
    Amount, AmountNumber, Bool, BoolNum, BoolText, Change, Csv, EmptyOrWrap, Flag,
    FlatCustomFields, Group, Json64, JsonText, Keyed, List, ListOrNamed, LocalDate, Many, Named,
    Num, NumText, Numbered, OnOff, OnOffFlag, PhpSerialized, Scalar, Secret, Success, Text, Tree,
    TrueFalse, WireDate, WireDateTime, Wrap,
};
use crate::{Pairs, Params};

/// A type that can make a random valid value of itself.
pub trait Sample {
    /// Makes a value; equal dice make equal values.
    fn sample(dice: &mut Dice) -> Self;
}

/// A seeded generator of numbers (SplitMix64).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Equal seeds throw equal numbers.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 to `sides` - 1.
    pub fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides.max(1)
    }

    /// Heads or tails.
    pub fn coin(&mut self) -> bool {
        self.below(2) == 1
    }

    /// A text with the characters that break writers; never empty.
    pub fn text(&mut self) -> String {
        const PIECES: [&str; 12] =
            ["a", "Zoë", "<b>", "&amp;", "'", "\"", "]]>", "; ", "=", "100 %", "\n", "+é😀"];
        let count = 1 + self.below(4);
        let pieces = (0..count).map(|_| usize::try_from(self.below(12)).unwrap_or(0));
        pieces.map(|piece| PIECES[piece]).collect()
    }

    fn small(&mut self, sides: u64) -> i8 {
        i8::try_from(self.below(sides)).unwrap_or(0)
    }
}

impl Sample for String {
    fn sample(dice: &mut Dice) -> Self {
        dice.text()
    }
}

impl Sample for i64 {
    fn sample(dice: &mut Dice) -> Self {
        i64::try_from(dice.below(1_000_000)).unwrap_or(0) - 1000
    }
}

impl Sample for bool {
    fn sample(dice: &mut Dice) -> Self {
        dice.coin()
    }
}

impl<T: Sample> Sample for Option<T> {
    fn sample(dice: &mut Dice) -> Self {
        dice.coin().then(|| T::sample(dice))
    }
}

impl Sample for civil::Date {
    fn sample(dice: &mut Dice) -> Self {
        let day = dice.small(28) + 1;
        civil::date(2000 + i16::from(dice.small(60)), dice.small(12) + 1, day)
    }
}

impl Sample for civil::DateTime {
    fn sample(dice: &mut Dice) -> Self {
        civil::Date::sample(dice).at(dice.small(24), dice.small(60), dice.small(60), 0)
    }
}

impl Sample for Amount {
    fn sample(dice: &mut Dice) -> Self {
        let cents = i64::sample(dice) * 10 + 5;
        Amount::from_minor(cents, 2)
    }
}

impl<T: Sample> Sample for Change<T> {
    fn sample(dice: &mut Dice) -> Self {
        Self::To(T::sample(dice))
    }
}

impl<T: Sample, K: SampleKey> Sample for Keyed<T, K> {
    fn sample(dice: &mut Dice) -> Self {
        let count = 1 + dice.below(2);
        (0..count).map(|place| (K::at(place), T::sample(dice))).collect()
    }
}

/// The distinct keys of a sampled map.
pub trait SampleKey {
    /// A key that no other place has.
    fn at(place: u64) -> Self;
}

impl SampleKey for u64 {
    fn at(place: u64) -> Self {
        place * 7 + 3
    }
}

impl SampleKey for String {
    fn at(place: u64) -> Self {
        format!("key-{place}.example")
    }
}

impl<T: Sample> Sample for Named<T> {
    fn sample(dice: &mut Dice) -> Self {
        (0..dice.below(3)).map(|place| (String::at(place), T::sample(dice))).collect()
    }
}

impl<T: Sample> Sample for ListOrNamed<T> {
    fn sample(dice: &mut Dice) -> Self {
        Self(Named::sample(dice))
    }
}

impl Sample for FlatCustomFields {
    fn sample(dice: &mut Dice) -> Self {
        Self((1..=dice.below(3)).map(|number| (number, dice.text())).collect())
    }
}

impl<T: Sample> Sample for List<T> {
    fn sample(dice: &mut Dice) -> Self {
        let count = 1 + dice.below(2);
        List::from_numbered((0..count).map(|place| (place * 2, T::sample(dice))).collect())
    }
}

/// Pieces without blanks around them, which the text between commas cannot keep; at least one, for
/// an empty text is as good as none where the field is optional.
impl<T: Sample + Scalar> Sample for Csv<T> {
    fn sample(dice: &mut Dice) -> Self {
        loop {
            let pieces: Csv<T> = (0..=dice.below(3)).map(|_| T::sample(dice)).collect();
            let read = Csv::read_text(&pieces.write_text()).unwrap_or_default();
            if !read.0.is_empty() {
                return read;
            }
        }
    }
}

impl Sample for Tree {
    fn sample(dice: &mut Dice) -> Self {
        Self(serde_json::json!({ "text": dice.text(), "number": dice.below(9) }))
    }
}

impl Sample for Secret {
    fn sample(dice: &mut Dice) -> Self {
        dice.text().into()
    }
}

impl Sample for Success {
    fn sample(_: &mut Dice) -> Self {
        Self
    }
}

macro_rules! several {
    ($($name:ident: $least:literal)*) => {$(
        impl<T: Sample> Sample for $name<T> {
            fn sample(dice: &mut Dice) -> Self {
                let count = $least + dice.below(3);
                (0..count).map(|_| T::sample(dice)).collect()
            }
        }
    )*};
}

macro_rules! around {
    ($($name:ident<T>)*) => {$(
        impl<T: Sample> Sample for $name<T> {
            fn sample(dice: &mut Dice) -> Self {
                Self(T::sample(dice))
            }
        }
    )*};
    ($($name:ident)*) => {$(
        impl Sample for $name {
            fn sample(dice: &mut Dice) -> Self {
                Self(Sample::sample(dice))
            }
        }
    )*};
}

macro_rules! counts {
    ($($number:ty)*) => {$(
        impl Sample for $number {
            fn sample(dice: &mut Dice) -> Self {
                <$number>::try_from(dice.below(100)).unwrap_or(0)
            }
        }
    )*};
}

impl Sample for LocalDate {
    fn sample(dice: &mut Dice) -> Self {
        WireDate::sample(dice).into()
    }
}

/// A group of which nothing is said is not written, so there is none.
impl<T: Sample + Params> Sample for Numbered<T> {
    fn sample(dice: &mut Dice) -> Self {
        let mut groups = Many::<T>::sample(dice).0;
        groups.retain(|group| {
            let mut members = Pairs::new();
            group.encode(&mut members);
            !members.into_vec().is_empty()
        });
        Self(groups)
    }
}

several!(Many: 0);
around!(EmptyOrWrap<T> Group<T> Json64<T> PhpSerialized<T> Wrap<T>);
around!(Bool BoolNum BoolText Flag Num NumText OnOff OnOffFlag Text TrueFalse);
around!(AmountNumber JsonText WireDate WireDateTime);
counts!(u8 u16 u32 u64 i32);
