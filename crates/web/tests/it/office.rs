//! The back office: pages for the staff.

mod access;
mod automation;
mod bank;
pub(crate) mod browser;
pub(crate) mod by_group;
mod desk;
mod doors;
mod factor;
pub(crate) mod filtered;
mod first_hour;
mod forms;
mod held;
mod lines;
mod looking;
mod more;
mod my_account;
mod pages;
pub(crate) mod paths;
mod projects;
mod queues;
mod selling;
mod several;
mod sheets;
mod small;
mod sorted;
mod together;
mod told;
