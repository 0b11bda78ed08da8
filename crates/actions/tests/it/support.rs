//! Tickets, departments and announcements over both databases.

mod house;
mod open;
