//! Services, their modules and servers.

pub mod lifecycle;
