//! The back office: pages for the staff.

mod access;
mod browser;
mod desk;
mod doors;
mod more;
mod pages;
mod paths;
mod queues;
mod sheets;
mod small;
