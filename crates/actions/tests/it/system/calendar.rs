//! The calendar of the staff.

use actions::testing::{TestActions, each};
use serde_json::Value;

use crate::billing::{ask, refused};

fn lines(found: &Value) -> Vec<String> {
    let rows = found["events"]["event"].as_array().cloned().unwrap_or_default();
    let line = |row: &Value| {
        let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let (from, at, title) = (text("startdate"), text("starttime"), text("title"));
        format!("{} {from} {at} {title}", text("kind")).replace("  ", " ")
    };
    rows.iter().map(line).collect()
}

/// Somebody whose event something can be.
async fn employ(test: &TestActions) {
    let role = ask(test, "AddAdminRole", "kind=staff&name=All&permissions=*").await;
    let query = format!(
        "adminusername=ada&email=ada@example.com&firstname=Ada&lastname=L\
         &password2=correct-horse-battery&roleid={}",
        role["roleid"]
    );
    assert_eq!(ask(test, "AddAdminUser", &query).await["adminid"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn events_take_place_as_often_as_they_were_written() {
    for test in each().await.unwrap() {
        employ(&test).await;
        for query in [
            "title=Standup&startdate=2026-11-02&starttime=9:00&endtime=09:15&recurring=weekly\
             &until=2026-11-16",
            "title=Holidays&startdate=2026-10-30&enddate=2026-11-01&adminid=1",
            "title=Books&startdate=2026-01-31&recurring=Monthly&description=Close+the+month",
        ] {
            ask(&test, "AddCalendarEvent", query).await;
        }
        let november = "from=2026-11-01&to=2026-11-30";
        let found = ask(&test, "GetCalendarEvents", november).await;
        let all = [
            "event 2026-10-30 Holidays",
            "event 2026-11-02 09:00 Standup",
            "event 2026-11-09 09:00 Standup",
            "event 2026-11-16 09:00 Standup",
            "event 2026-11-30 Books",
        ];
        assert_eq!(lines(&found), all);
        let of_another = ask(&test, "GetCalendarEvents", &format!("{november}&adminid=2")).await;
        assert_eq!(lines(&of_another), all[1..], "the holidays are the first one's");

        // What is moved stays as long as it was; an empty hour is the whole day.
        ask(&test, "UpdateCalendarEvent", "eventid=2&startdate=2026-11-10").await;
        let change = "eventid=1&starttime=&endtime=&recurring=Never&title=Kick-off";
        ask(&test, "UpdateCalendarEvent", change).await;
        ask(&test, "DeleteCalendarEvent", "eventid=3").await;
        let found = ask(&test, "GetCalendarEvents", november).await;
        assert_eq!(lines(&found), ["event 2026-11-02 Kick-off", "event 2026-11-10 Holidays"]);
        let one = ask(&test, "GetCalendarEvents", "eventid=2").await["events"]["event"][0].clone();
        assert_eq!((&one["enddate"], &one["adminid"]), (&"2026-11-12".into(), &1.into()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_due_stands_beside_the_events() {
    for test in each().await.unwrap() {
        employ(&test).await;
        ask(&test, "AddToDoItem", "title=Call+Ada&duedate=2026-11-20").await;
        ask(&test, "AddToDoItem", "title=Done&duedate=2026-11-20&status=Completed").await;
        ask(&test, "CreateProject", "title=Move&adminid=1&duedate=2026-11-25").await;
        ask(&test, "AddProjectTask", "projectid=1&task=Copy&adminid=1&duedate=2026-11-24").await;
        ask(&test, "AddCalendarEvent", "title=Audit&startdate=2026-11-20").await;
        let found = ask(&test, "GetCalendarEvents", "from=2026-11-01").await;
        let expected = [
            "event 2026-11-20 Audit",
            "todo 2026-11-20 Call Ada",
            "projecttask 2026-11-24 Copy",
            "project 2026-11-25 Move",
        ];
        assert_eq!(lines(&found), expected);
        assert_eq!(found["to"], "2026-11-30", "a month unless it is said otherwise");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused_by_name() {
    for test in each().await.unwrap() {
        for (query, said) in [
            ("title=+&startdate=2026-11-01", "Parameter 'title' is required"),
            ("title=A&startdate=2026-11-02&enddate=2026-11-01", "It ends before it begins"),
            ("title=A&startdate=2026-11-02&starttime=25:00", "An hour looks like 09:30"),
            (
                "title=A&startdate=2026-11-02&starttime=10:00&endtime=09:00",
                "It ends before it begins",
            ),
            (
                "title=A&startdate=2026-11-02&endtime=09:00",
                "An hour of its end needs one of its beginning",
            ),
            (
                "title=A&startdate=2026-11-02&recurring=Daily",
                "It can be Never, Weekly, Monthly or Yearly",
            ),
            (
                "title=A&startdate=2026-11-02&recurring=Weekly&until=2026-11-01",
                "It would end before it begins",
            ),
            ("title=A&startdate=2026-11-02&adminid=99", "Admin ID Not Found"),
        ] {
            assert_eq!(refused(&test, "AddCalendarEvent", query).await, said, "{query}");
        }
        let missing = refused(&test, "UpdateCalendarEvent", "eventid=9&title=B").await;
        assert_eq!(missing, "Calendar Event Not Found");
        let long = refused(&test, "GetCalendarEvents", "from=2026-01-01&to=2028-01-01").await;
        assert_eq!(long, "These are more than 400 days");
    }
}
