//! The activity log and the automation log.

use actions::testing::each;
use jiff::civil::date;
use protocol::wire::WireDate;
use protocol::{GetActivityLog, GetAutomationLog, LogActivity};
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
        let day = Some(WireDate(Some(date(2026, 1, 2))));
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
