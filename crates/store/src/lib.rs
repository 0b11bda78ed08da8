//! All SQL of Hostler, said once for SQLite and PostgreSQL.
//!
//! A [`Db`] hands out [`Conn`]s: one for reading, or one that is an open write transaction.
//! Every statement takes `$1`-style parameters and gives rows as structs that derive [`Row`].
//! What differs between the two databases lives in `dialect`, `sqlite` and `postgres` only.

extern crate self as store;

mod backup;
mod bulk;
mod conn;
mod db;
mod dialect;
mod error;
mod many;
mod migrate;
mod postgres;
mod row;
mod sqlite;
mod value;
mod words;

pub mod billing;
pub mod catalogue;
pub mod domains;
pub mod edits;
pub mod filter;
pub mod hosting;
pub mod order;
pub mod ordering;
pub mod people;
pub mod projects;
pub mod support;
pub mod system;
#[cfg(feature = "testing")]
pub mod testing;

pub use conn::{Conn, Kept};
pub use db::Db;
pub use derive::Row;
pub use error::{Result, StoreError, Trouble};
pub use migrate::{MIGRATIONS, Migration};
pub use row::{Row, RowRef};
pub use value::{FromVal, Val, ValRef};

/// The parameters of a statement: `args![id, name]`, each by [`Val::from`].
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::Val::from($value)),*] };
}

/// One row of a statement for many rows, each value by [`Val::from`].
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::Val::from($value)),*] };
}
