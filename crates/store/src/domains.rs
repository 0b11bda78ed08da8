//! Domain names and TLDs.

pub mod addon_prices;
pub mod addon_terms;
mod booked;
pub mod calls;
pub mod name_edits;
pub mod name_lists;
pub mod name_lookups;
pub mod names;
pub mod premium_mark_ups;
pub mod premium_names;
pub mod renewal_prices;
pub mod resolutions;
pub mod tlds;
