//! Services, their modules and servers.
