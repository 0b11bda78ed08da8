//! Clients, users, contacts and who may do what.
