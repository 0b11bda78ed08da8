//! Money: B1 to B23.

mod effects;
mod issue;
mod payments;
mod races;
mod random;
mod renewals;
