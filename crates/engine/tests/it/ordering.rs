//! Orders: what they cost, and that stock, limits and promotions hold whoever comes first.

mod early;
mod ended;
mod prices;
mod races;
mod shop;
mod states;
