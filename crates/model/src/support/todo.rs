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

impl IssueStatus {
    /// Whether something is wrong now: neither planned nor over.
    pub fn is_open(self) -> bool {
        !matches!(self, IssueStatus::Scheduled | IssueStatus::Resolved)
    }
}

#[cfg(test)]
mod tests {
    use super::IssueStatus;
    use crate::word::Word;

    #[test]
    fn what_is_planned_or_over_is_not_open() {
        let open = IssueStatus::ALL.iter().filter(|status| status.is_open());
        let open: Vec<_> = open.map(|status| status.word()).collect();
        assert_eq!(open, ["Reported", "Investigating", "In Progress", "Outage"]);
    }
}
