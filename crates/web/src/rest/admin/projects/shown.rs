//! Projects as the REST API shows them.

use protocol::{GetProjectResponse, Project as Row, ProjectTask};

use super::{Message, Project, Task, Timer, Whole};
use crate::rest::money::{date, key, moment, text};

pub(super) fn project(row: Row) -> Project {
    Project {
        id: key(row.id.0),
        client_id: row.userid.id(),
        staff_id: row.adminid.id(),
        created_on: date(row.created),
        due_on: date(row.duedate),
        is_completed: row.completed.0,
        notes: text(&row.notes),
        title: row.title.0,
        status: row.status.0,
    }
}

pub(super) fn whole(row: GetProjectResponse) -> Whole {
    let info = row.projectinfo;
    let messages = row.messages.0.message.0.into_iter().map(|row| Message {
        id: key(row.id.0),
        staff_id: row.adminid.id(),
        written_at: moment(row.date),
        message: row.message.0,
    });
    Whole {
        tasks: row.tasks.0.task.0.into_iter().map(task).collect(),
        messages: messages.collect(),
        project: Project {
            id: key(info.id.0),
            client_id: info.userid.id(),
            staff_id: info.adminid.id(),
            created_on: date(info.created),
            due_on: date(info.duedate),
            is_completed: info.completed.0,
            notes: text(&info.notes),
            title: info.title.0,
            status: info.status.0,
        },
    }
}

pub(super) fn task(row: ProjectTask) -> Task {
    let timers = row.timelogs.0.timelog.0.into_iter().map(|row| Timer {
        id: key(row.id.0),
        staff_id: row.adminid.id(),
        started_at: moment(row.starttime),
        ended_at: moment(row.endtime),
    });
    Task {
        id: key(row.id.0),
        notes: text(&row.notes),
        staff_id: row.adminid.id(),
        due_on: date(row.duedate),
        is_completed: row.completed.0,
        timers: timers.collect(),
        task: row.task.0,
    }
}
