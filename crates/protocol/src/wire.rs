//! The oddities of the wire, each as a type with its own table of tests.

mod amount;
mod boolean;
mod collect;
mod csv;
mod date;
mod field;
mod flag;
mod free;
mod json64;
mod keyed;
mod list;
mod loose;
mod map;
mod number;
mod numbered;
pub mod php;
mod php_serialized;
mod text;

pub use amount::{AMOUNT_DECIMALS_MAX, AMOUNT_WHOLE_DIGITS_MAX, Amount, AmountNumber};
pub use boolean::{Bool, BoolNum, BoolText, OnOff, TrueFalse};
pub use collect::{EmptyOrWrap, Many, Rows, Wrap};
pub use csv::Csv;
pub use date::{WireDate, WireDateTime};
pub use field::{Field, Item, Scalar};
pub use flag::{Flag, OnOffFlag};
pub use free::{JsonText, Success, Tree};
pub use json64::Json64;
pub use keyed::Keyed;
pub use list::List;
pub use map::{FlatCustomFields, ListOrNamed, Named};
pub use number::{Num, NumText};
pub use numbered::Numbered;
pub use php::Php;
pub use php_serialized::{Group, PhpSerialized};
pub use text::Text;
