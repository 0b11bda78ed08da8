//! Money: B1 to B23.

mod by_hand;
mod deposits;
mod effects;
mod issue;
mod late_domains;
mod payments;
mod races;
mod random;
mod renewals;
mod shown_fields;
mod together;
