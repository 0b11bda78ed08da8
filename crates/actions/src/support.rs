//! Tickets, departments, and what the house publishes: news, articles, files, network issues.

mod announcements;
mod attachments;
mod delete;
mod departments;
mod downloads;
mod edit;
mod feedback;
mod get;
mod inbound;
mod knowledge;
mod lists;
mod network_issues;
mod open;
mod predefined;
mod predefined_cats;
mod predefined_replies;
mod readers;
mod requestor;
mod shelves;
mod spam_filters;
mod split;
mod support_departments;
mod ticket_escalations;
mod ticket_statuses;

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    let topics = [
        open::register,
        edit::register,
        split::register,
        delete::register,
        get::register,
        lists::register,
        attachments::register,
        departments::register,
        predefined::register,
        announcements::register,
        network_issues::register,
        shelves::register,
        knowledge::register,
        downloads::register,
        feedback::register,
        readers::register,
        inbound::register,
        spam_filters::register,
        predefined_cats::register,
        predefined_replies::register,
        support_departments::register,
        ticket_escalations::register,
        ticket_statuses::register,
    ];
    topics.into_iter().fold(registry, |registry, topic| topic(registry))
}
