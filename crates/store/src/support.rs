//! Tickets, departments and announcements.
