//! The words of staff tasks and of published incidents.

use crate::word::words;

words! {
    /// The status of a staff task.
    pub enum ToDoStatus {
        New = "New",
        Pending = "Pending",
        InProgress = "In Progress",
        Completed = "Completed",
        Postponed = "Postponed",
    }

    /// The status of a network incident.
    pub enum IssueStatus {
        Reported = "Reported",
        Investigating = "Investigating",
        InProgress = "In Progress",
        Outage = "Outage",
        Scheduled = "Scheduled",
        Resolved = "Resolved",
    }

    /// The priority of a network incident.
    pub enum IssuePriority {
        Critical = "Critical",
        High = "High",
        Medium = "Medium",
        Low = "Low",
    }

    /// What a network incident is about.
    pub enum IssueType {
        Server = "Server",
        System = "System",
        Other = "Other",
    }
}
