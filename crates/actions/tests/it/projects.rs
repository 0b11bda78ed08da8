//! Projects, tasks, timers and messages over both databases.

use actions::testing::TestActions;
use jiff::civil::date;
use protocol::{
    AddProjectMessage, AddProjectTask, CreateProject, DeleteProjectTask, EndTaskTimer, GetProject,
    GetProjectResponse, GetProjects, StartTaskTimer, UpdateProject, UpdateProjectTask,
};

use crate::billing::{ask, refused_field};
use crate::support::house::{client, each, of_ann, staff, visitor};

fn project() -> CreateProject {
    CreateProject {
        title: " Move Ann ".into(),
        adminid: 1,
        userid: Some(1),
        duedate: Some(date(2026, 2, 1).into()),
        ticketids: Some("3, 1,".into()),
        ..CreateProject::default()
    }
}

/// The house with three tickets and an invoice.
async fn busy() -> Vec<TestActions> {
    let all = each().await;
    for test in &all {
        for _ in 0..3 {
            test.call(of_ann()).await.unwrap();
        }
        let mut act = test.engine.act().await.unwrap();
        let sql = "insert into invoices (id, client_id, currency_id, status, issued_on, due_on,
                subtotal_minor, total_minor, created_at, updated_at)
            values (12, 1, 1, 'Unpaid', '2026-01-01', '2026-01-01', 5, 5, 0, 0)";
        act.conn.batch(sql).await.unwrap();
        act.commit().await.unwrap();
    }
    all
}

async fn made(test: &TestActions) -> u64 {
    let made = test.call(project()).await.unwrap();
    assert_eq!(&*made.message, "Project has been created");
    made.projectid.id().unwrap()
}

async fn read(test: &TestActions, projectid: u64) -> GetProjectResponse {
    test.call(GetProject { projectid }).await.unwrap()
}

fn task(projectid: u64, task: &str) -> AddProjectTask {
    AddProjectTask { projectid, task: Some(task.into()), ..AddProjectTask::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_is_made_changed_and_read() {
    for test in busy().await {
        let id = made(&test).await;
        let info = read(&test, id).await.projectinfo;
        assert_eq!((&*info.title, &*info.status, &*info.ticketids), ("Move Ann", "Pending", "1,3"));
        assert_eq!((info.userid.0, info.adminid.0), (1, 1));
        assert_eq!(
            (info.created.to_string(), info.duedate.to_string()),
            ("2026-01-01".to_owned(), "2026-02-01".to_owned())
        );
        let change = UpdateProject {
            projectid: id,
            title: Some("Space".into()),
            completed: Some(true.into()),
            notes: "n".to_owned().into(),
            ..UpdateProject::default()
        };
        let said = test.call(change).await.unwrap();
        assert_eq!(&*said.message, "Project Has Been Updated");
        let message = AddProjectMessage {
            projectid: id,
            message: "Hello".into(),
            ..AddProjectMessage::default()
        };
        let said = test.call_as(&staff(), message).await.unwrap();
        assert_eq!(&*said.message, "Message has been added");
        let found = read(&test, id).await;
        assert_eq!((&*found.projectinfo.title, found.projectinfo.completed.0), ("Space", true));
        assert_eq!(&*found.projectinfo.ticketids, "1,3", "what was not sent stays");
        let message = &found.messages.0.message.0[0];
        assert_eq!((&*message.message, message.adminid.0), ("Hello", 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_numbers_and_can_be_taken_away() {
    for test in busy().await {
        let field = async |query: &str, action: &str| refused_field(&test, action, query).await;
        let id = made(&test).await;
        for wrong in ["abc", "-4", "1,x", "0"] {
            for name in ["ticketids", "invoiceids"] {
                let query = format!("title=T&adminid=1&{name}={wrong}");
                assert_eq!(field(&query, "CreateProject").await, name, "{wrong}");
                let query = format!("projectid={id}&{name}={wrong}");
                assert_eq!(field(&query, "UpdateProject").await, name, "{wrong}");
                assert_eq!(field(&format!("{name}={wrong}"), "GetProjects").await, name);
            }
        }
        assert_eq!(field("title=T&adminid=1&userid=9", "CreateProject").await, "userid");
        assert_eq!(field(&format!("projectid={id}&adminid=9"), "UpdateProject").await, "adminid");
        let query = format!("projectid={id}&notes=n&duedate=2026-02-01");
        ask(&test, "UpdateProject", &query).await;
        let query = format!("projectid={id}&ticketids=&notes=&duedate=0000-00-00");
        ask(&test, "UpdateProject", &query).await;
        let info = read(&test, id).await.projectinfo;
        assert_eq!((&*info.ticketids, &*info.notes, info.duedate.0), ("", "", None));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_project_is_about_must_exist() {
    for test in busy().await {
        let id = made(&test).await;
        for (names, said) in [
            ("ticketids=1,4", "Ticket ID Not Found: 4"),
            ("invoiceids=13,12", "Invoice ID Not Found: 13"),
        ] {
            let field = names.split('=').next().unwrap();
            for (action, query) in [
                ("CreateProject", format!("title=T&adminid=1&{names}")),
                ("UpdateProject", format!("projectid={id}&{names}")),
            ] {
                assert_eq!(refused_field(&test, action, &query).await, field, "{query}");
                assert_eq!(ask(&test, action, &query).await["message"], said, "{query}");
            }
        }
        ask(&test, "DeleteTicket", "ticketid=3").await;
        let query = format!("projectid={id}&ticketids=3,2&invoiceids=12");
        ask(&test, "UpdateProject", &query).await;
        let info = read(&test, id).await.projectinfo;
        assert_eq!((&*info.ticketids, &*info.invoiceids), ("2,3", "12"), "what was there stays");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_is_done_is_worked_at_no_longer() {
    for test in busy().await {
        let id = made(&test).await;
        test.call(task(id, "Move")).await.unwrap();
        let start = StartTaskTimer { projectid: id, taskid: Some(1), ..StartTaskTimer::default() };
        test.call_as(&staff(), start.clone()).await.unwrap();
        test.call(start).await.unwrap();
        test.engine.clock.advance(jiff::SignedDuration::from_mins(20));
        ask(&test, "UpdateProjectTask", "taskid=1&notes=n").await;
        let ends = async || {
            let found = read(&test, id).await;
            let logs = found.tasks.0.task.0[0].timelogs.0.timelog.0.clone();
            logs.iter().map(|log| log.end.0.max(log.start.0) - log.start.0).collect::<Vec<_>>()
        };
        assert_eq!(ends().await, [0, 0], "they run");
        ask(&test, "UpdateProjectTask", "taskid=1&completed=true").await;
        assert_eq!(ends().await, [1_200, 1_200]);
        test.engine.clock.advance(jiff::SignedDuration::from_mins(20));
        ask(&test, "UpdateProjectTask", "taskid=1&completed=true").await;
        assert_eq!(ends().await, [1_200, 1_200], "they ended before");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_have_timers() {
    for test in busy().await {
        let id = made(&test).await;
        let other = made(&test).await;
        for text in ["First", "Second"] {
            let said = test.call(task(id, text)).await.unwrap();
            assert_eq!(&*said.message, "Task has been added");
        }
        let found = read(&test, id).await;
        let rows = &found.tasks.0.task.0;
        assert_eq!((&*rows[1].task, rows[1].order.0), ("Second", 2));
        let json = serde_json::to_value(&found).unwrap();
        assert_eq!(json["tasks"]["task"][0]["timelogs"], "", "as the vendor sends no timers");
        let taskid = rows[1].id.id().unwrap();
        let start = StartTaskTimer {
            projectid: id,
            taskid: Some(taskid),
            start_time: Some(1_767_258_000),
            ..StartTaskTimer::default()
        };
        let said = test.call_as(&staff(), start).await.unwrap();
        assert_eq!(&*said.message, "Start Timer Has Been Set");
        let timer =
            |found: &GetProjectResponse| found.tasks.0.task.0[1].timelogs.0.timelog.0[0].clone();
        let log = timer(&read(&test, id).await);
        assert_eq!((log.start.0, log.end.0, log.adminid.0), (1_767_258_000, 0, 1));
        assert_eq!(log.endtime.to_string(), "0000-00-00 00:00:00");
        let timerid = log.id.id().unwrap();
        let end =
            |projectid, end_time| EndTaskTimer { timerid, projectid, adminid: None, end_time };
        assert_eq!(test.refused(end(Some(other), None)).await, "Timer ID Not Found");
        let early = test.refused(end(None, Some(1))).await;
        assert_eq!(early, "A timer cannot end before it starts");
        let said = test.call(end(Some(id), Some(1_767_261_600))).await.unwrap();
        assert_eq!(&*said.message, "Timer Has Ended");
        assert_eq!(timer(&read(&test, id).await).end.0, 1_767_261_600);
        // By the page: the number of a timer starts it again.
        let again =
            StartTaskTimer { projectid: id, timerid: Some(timerid), ..StartTaskTimer::default() };
        test.call(again).await.unwrap();
        assert_eq!(timer(&read(&test, id).await).end.0, 0);
        let change = UpdateProjectTask {
            taskid,
            task: Some("Third".into()),
            completed: Some(true.into()),
            ..UpdateProjectTask::default()
        };
        let said = test.call(change).await.unwrap();
        assert_eq!(&*said.message, "Task has been updated");
        let wrong = DeleteProjectTask { projectid: other, taskid };
        assert_eq!(test.refused(wrong).await, "Task ID Not Found", "a task of another project");
        let said = test.call(DeleteProjectTask { projectid: id, taskid }).await.unwrap();
        assert_eq!(&*said.message, "Task has been deleted");
        assert_eq!(read(&test, id).await.tasks.0.task.0.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn worked_time_is_counted_once_also_over_midnight() {
    for test in busy().await {
        let id = made(&test).await;
        test.call(task(id, "Night shift")).await.unwrap();
        let start = StartTaskTimer { projectid: id, taskid: Some(1), ..StartTaskTimer::default() };
        test.call_as(&staff(), start.clone()).await.unwrap();
        let twice = test.call_as(&staff(), start.clone()).await.unwrap_err();
        assert_eq!(twice.to_string(), "A timer of the same person runs at this task");
        test.engine.clock.advance(jiff::SignedDuration::from_hours(26));
        let end = EndTaskTimer { timerid: 1, ..EndTaskTimer::default() };
        test.call_as(&staff(), end.clone()).await.unwrap();
        test.engine.clock.advance(jiff::SignedDuration::from_hours(1));
        assert_eq!(test.refused(end).await, "The timer was stopped before");
        let log = read(&test, id).await.tasks.0.task.0[0].timelogs.0.timelog.0[0].clone();
        assert_eq!(log.end.0 - log.start.0, 26 * 3_600);
        test.call_as(&staff(), start).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_filtered() {
    for test in busy().await {
        made(&test).await;
        let second = CreateProject {
            title: "Éire".into(),
            userid: Some(2),
            status: Some("Done".into()),
            invoiceids: Some("12".into()),
            ticketids: None,
            ..project()
        };
        test.call(second).await.unwrap();
        let all = GetProjects::default;
        let text = |text: &str| Some(text.to_owned());
        let cases: Vec<(GetProjects, &[&str])> = vec![
            (all(), &["Move Ann", "Éire"]),
            (GetProjects { limitstart: Some(1), ..all() }, &["Éire"]),
            (GetProjects { userid: Some(2), ..all() }, &["Éire"]),
            (GetProjects { title: text("éIRE"), ..all() }, &["Éire"]),
            (GetProjects { title: text("move"), ..all() }, &["Move Ann"]),
            (GetProjects { ticketids: text("3"), ..all() }, &["Move Ann"]),
            (GetProjects { ticketids: text("1,3"), ..all() }, &["Move Ann"]),
            (GetProjects { invoiceids: text("2"), ..all() }, &[]),
            (GetProjects { invoiceids: text("12"), ..all() }, &["Éire"]),
            (GetProjects { status: text("Done"), ..all() }, &["Éire"]),
            (GetProjects { completed: Some(true.into()), ..all() }, &[]),
            (GetProjects { adminid: Some(1), ..all() }, &["Move Ann", "Éire"]),
            (GetProjects { created: Some(date(2026, 1, 2).into()), ..all() }, &[]),
        ];
        for (call, expected) in cases {
            let found = test.call(call.clone()).await.unwrap();
            let titles: Vec<_> = found.projects.0.iter().map(|row| &*row.title).collect();
            assert_eq!(titles, expected, "{call:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_have_the_words_of_the_wire() {
    for test in busy().await {
        let id = made(&test).await;
        let no_project = "Project ID Not Found";
        assert_eq!(
            test.refused(CreateProject { userid: Some(9), ..project() }).await,
            "Client ID Not Found"
        );
        assert_eq!(
            test.refused(CreateProject { adminid: 9, ..project() }).await,
            "Admin ID Not Found"
        );
        assert_eq!(test.refused(GetProject { projectid: 9 }).await, no_project);
        assert_eq!(
            test.refused(UpdateProject { projectid: 9, ..Default::default() }).await,
            no_project
        );
        let change = UpdateProject { projectid: id, userid: Some(9), ..Default::default() };
        assert_eq!(test.refused(change).await, "Client ID Not Found");
        let message = AddProjectMessage { projectid: 9, message: "x".into(), adminid: None };
        assert_eq!(test.refused(message).await, no_project);
        let message = AddProjectMessage { projectid: id, message: "x".into(), adminid: Some(9) };
        assert_eq!(test.refused(message).await, "Admin ID Not Found");
        assert_eq!(test.refused(task(9, "x")).await, no_project);
        assert_eq!(test.refused(task(id, " ")).await, "A task description must be specified");
        let change = UpdateProjectTask { taskid: 9, ..Default::default() };
        assert_eq!(test.refused(change).await, "Task ID Not Found");
        let change = UpdateProjectTask { taskid: 9, projectid: Some(9), ..Default::default() };
        assert_eq!(test.refused(change).await, no_project);
        assert_eq!(test.refused(DeleteProjectTask { projectid: 9, taskid: 1 }).await, no_project);
        let start = StartTaskTimer { projectid: id, ..Default::default() };
        assert_eq!(test.refused(start.clone()).await, "Timer ID Not Set");
        let start = StartTaskTimer { timerid: Some(9), ..start };
        assert_eq!(test.refused(start.clone()).await, "Timer ID Not Found");
        assert_eq!(test.refused(StartTaskTimer { projectid: 9, ..start }).await, no_project);
        let end = EndTaskTimer { timerid: 9, ..Default::default() };
        assert_eq!(test.refused(end).await, "Timer ID Not Found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_see_theirs_and_change_nothing() {
    for test in busy().await {
        let id = made(&test).await;
        assert!(test.call_as(&client(1), GetProject { projectid: id }).await.is_ok());
        for other in [client(2), visitor()] {
            assert!(test.call_as(&other, GetProject { projectid: id }).await.is_err());
            let list = test.call_as(&other, GetProjects { userid: Some(1), ..Default::default() });
            assert_eq!(list.await.unwrap().totalresults.0, 0);
        }
        assert!(test.call_as(&client(1), task(id, "x")).await.is_err());
        assert!(test.call_as(&client(1), project()).await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_answered_while_it_is_off() {
    const OFF: &str = "Project Management is not active.";
    for test in busy().await {
        let mut act = test.engine.act().await.unwrap();
        let sql = "insert into settings (key, value) values ('ProjectManagement', '')";
        act.conn.batch(sql).await.unwrap();
        act.commit().await.unwrap();
        test.engine.engine.settings_changed();
        assert_eq!(test.refused(project()).await, OFF);
        assert_eq!(test.refused(GetProjects::default()).await, OFF);
        assert_eq!(test.refused(GetProject { projectid: 1 }).await, OFF);
        assert_eq!(test.refused(task(1, "x")).await, OFF);
        assert_eq!(test.refused(EndTaskTimer { timerid: 1, ..Default::default() }).await, OFF);
    }
}
