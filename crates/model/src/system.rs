//! Who may do what, and the words of the activity log.

pub mod activity;
pub mod breaker;
pub mod calendar;
pub mod network;
pub mod permission;
pub mod search;
