//! Tickets, departments and announcements.

mod announcements;
mod attachments;
mod delete;
mod departments;
mod edit;
mod get;
mod lists;
mod open;
mod predefined;
mod requestor;

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    let topics = [
        open::register,
        edit::register,
        delete::register,
        get::register,
        lists::register,
        attachments::register,
        departments::register,
        predefined::register,
        announcements::register,
    ];
    topics.into_iter().fold(registry, |registry, topic| topic(registry))
}
