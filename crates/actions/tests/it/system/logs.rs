//! The activity log and the automation log.

use actions::testing::each;
use jiff::civil::date;
use protocol::wire::WireDate;
use protocol::{
    GetActivityLog, GetAutomationCalendar, GetAutomationLog, LogActivity, UpdateAutomationTask,
};
use store::system::automation_runs;

#[tokio::test(flavor = "multi_thread")]
async fn lines_are_added_found_and_paged() {
    for test in each().await.unwrap() {
        for number in 1..=3 {
            let description = format!("Checked backup {number}");
            test.call(LogActivity { clientid: None, description }).await.unwrap();
        }
        test.engine.clock.advance_days(1);
        let description = "Checked mail".to_owned();
        test.call(LogActivity { clientid: None, description }).await.unwrap();
        let any = GetActivityLog::default;
        let found = async |call: GetActivityLog| {
            let list = test.call(call).await.unwrap();
            (list.totalresults.0, list.activity.entry.len())
        };
        assert_eq!(found(any()).await, (4, 4));
        assert_eq!(found(GetActivityLog { limitnum: Some(2), ..any() }).await, (4, 2));
        let part = Some("backup".to_owned());
        assert_eq!(found(GetActivityLog { description: part, ..any() }).await, (3, 3));
        for (part, expected) in [("BACKUP", 3), ("checked M", 1), ("%", 0), ("", 4)] {
            let description = Some(part.to_owned());
            let call = GetActivityLog { description, ..any() };
            assert_eq!(found(call).await.0, expected, "{part}");
        }
        let user = Some("SYSTEM".to_owned());
        assert_eq!(found(GetActivityLog { user, ..any() }).await, (4, 4));
        let day = Some(date(2026, 1, 2).into());
        assert_eq!(found(GetActivityLog { date: day, ..any() }).await, (1, 1));
        let user = Some("Nobody".to_owned());
        assert_eq!(found(GetActivityLog { user, ..any() }).await, (0, 0));
        let list = test.call(any()).await.unwrap();
        let first = &list.activity.entry[0];
        assert_eq!((&*first.description, &*first.username), ("Checked mail", "System"));
        assert_eq!(first.date.to_string(), "2026-01-02 09:00:00");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_are_added_up_by_day_and_task() {
    for test in each().await.unwrap() {
        let today = date(2026, 1, 1);
        let mut act = test.engine.act().await.unwrap();
        for (counters, error) in [(r#"{"invoices":3}"#, None), (r#"{"invoices":1}"#, Some("no"))] {
            let id = automation_runs::begin(&mut act.conn, "CreateInvoices", today, 100).await;
            let id = id.unwrap();
            automation_runs::end(&mut act.conn, id, counters, error, 200).await.unwrap();
        }
        act.commit().await.unwrap();
        let log = test.call(GetAutomationLog::default()).await.unwrap();
        assert_eq!(
            log.statistics.0,
            serde_json::json!({
                "2026-01-01": { "CreateInvoices": { "runs": 2, "failed": 1, "invoices": 4 } }
            })
        );
        assert_eq!(log.enddate.to_string(), "2026-01-01 23:59:59");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_day_says_how_its_runs_went() {
    for test in each().await.unwrap() {
        let day = |day: i8| date(2026, 1, day);
        let mut act = test.engine.act().await.unwrap();
        for (task, on, end, error) in [
            ("CreateInvoices", day(1), Some(200), None),
            ("CreateInvoices", day(1), Some(300), Some("no")),
            ("CreateInvoices", day(1), Some(400), Some("never")),
            ("TaskThatWas", day(1), Some(150), None),
            ("CreateInvoices", day(2), Some(200), None),
            ("CreateInvoices", day(3), None, None),
        ] {
            let id = automation_runs::begin(&mut act.conn, task, on, 100).await.unwrap();
            if let Some(end) = end {
                automation_runs::end(&mut act.conn, id, "{}", error, end).await.unwrap();
            }
        }
        act.commit().await.unwrap();
        // Paused from the fourth to the fifth; today is the fifth, and asked is up to the sixth.
        test.engine.clock.advance_days(3);
        let pause = async |paused: bool| {
            let task = "CreateInvoices".to_owned();
            let paused = Some(protocol::wire::Flag(paused));
            test.call(UpdateAutomationTask { task, paused, time: None }).await.unwrap();
        };
        pause(true).await;
        pause(true).await;
        test.engine.clock.advance_days(1);
        let ask = |from: i8, to: i8| GetAutomationCalendar {
            startdate: Some(WireDate(Some(day(from)))),
            enddate: Some(WireDate(Some(day(to)))),
        };
        let found = test.call(ask(1, 7)).await.unwrap();
        let states: Vec<&str> = found.days.iter().map(|day| &*day.state).collect();
        let expected = ["failed", "done", "unfinished", "paused", "paused", "ahead", "ahead"];
        assert_eq!(states, expected);
        let first = &found.days[0];
        assert_eq!((first.runs.0, first.failed.0, first.unfinished.0), (4, 2, 0));
        let tasks: Vec<_> = first
            .tasks
            .iter()
            .map(|task| (&*task.title, task.runs.0, task.failed.0, &*task.error))
            .collect();
        assert_eq!(tasks, [("Generate Due Invoices", 3, 2, "never"), ("TaskThatWas", 1, 0, "")]);
        assert_eq!(first.tasks[0].lastrun.to_string(), "1970-01-01 00:06:40");
        pause(false).await;
        pause(false).await;
        test.engine.clock.advance_days(1);
        let found = test.call(ask(5, 6)).await.unwrap();
        let states: Vec<&str> = found.days.iter().map(|day| &*day.state).collect();
        assert_eq!(states, ["paused", "nothing"]);
        for (from, to, said) in [(2, 1, "The last day is before the first one"), (1, 1, "")] {
            let found = test.call(ask(from, to)).await.map_err(|error| error.to_string());
            assert_eq!(found.err().unwrap_or_default(), said);
        }
        let long = GetAutomationCalendar {
            startdate: Some(WireDate(Some(day(1)))),
            enddate: Some(WireDate(Some(date(2026, 3, 4)))),
        };
        let refused = test.call(long).await.unwrap_err().to_string();
        assert!(refused.contains("At most 62 days"), "{refused}");
    }
}
