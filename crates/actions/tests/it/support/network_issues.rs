//! Network issues: said, changed, resolved; who is affected; what the dashboard counts.

use engine::Fault;
use jiff::civil::date;
use protocol::wire::Change;
use protocol::{
    AddNetworkIssue, CloseNetworkIssue, DeleteNetworkIssue, DeleteServer, GetNetworkIssueClients,
    GetNetworkIssues, GetStats, UpdateNetworkIssue,
};

use super::house::{ANN, BOB, each, visitor};

fn said(title: &str, status: &str, day: i8) -> AddNetworkIssue {
    AddNetworkIssue {
        title: title.into(),
        status: Some(status.into()),
        startdate: Some(date(2026, 1, day).at(8, 0, 0, 0).into()),
        ..AddNetworkIssue::default()
    }
}

/// Two servers; Ann has a live service on the first, Bob an ended one.
pub(super) async fn rack(test: &actions::testing::TestActions) {
    let mut act = test.engine.act().await.unwrap();
    act.conn
        .batch(
            "insert into servers (name, module) values ('web1', ''), ('web2', '');
             insert into product_groups (name, slug) values ('Hosting', 'hosting');
             insert into products (group_id, type, name, slug, pay_type, created_at, updated_at)
                 values (1, 'hostingaccount', 'Basic', 'basic', 'recurring', 0, 0);",
        )
        .await
        .unwrap();
    for (client, status) in [(1_i64, "Active"), (1, "Suspended"), (2, "Terminated")] {
        let sql = "insert into services (client_id, product_id, server_id, status, anchor_on,
                registered_on, first_payment_minor, recurring_minor, cycle, created_at, updated_at)
            values ($1, 1, 1, $2, '2026-01-01', '2026-01-01', 0, 0, 'Monthly', 0, 0)";
        act.conn.exec(sql, store::args![client, status]).await.unwrap();
    }
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn open_issues_come_first_and_are_counted() {
    for test in each().await {
        for (title, status, day) in [
            ("Old outage", "Resolved", 1),
            ("Router", "Outage", 2),
            ("Kernel", "Scheduled", 9),
            ("Mail", "Investigating", 3),
        ] {
            test.call(said(title, status, day)).await.unwrap();
        }
        for (status, expected) in [
            ("", "Mail, Router, Kernel, Old outage"),
            ("open", "Mail, Router"),
            ("scheduled", "Kernel"),
            ("Resolved", "Old outage"),
            ("In Progress", ""),
        ] {
            let call =
                GetNetworkIssues { status: Some(status.into()), ..GetNetworkIssues::default() };
            let found = test.call_as(&visitor(), call).await.unwrap();
            let titles: Vec<_> =
                found.issues.0.issue.0.iter().map(|row| row.title.to_string()).collect();
            assert_eq!(titles.join(", "), expected, "{status}");
        }
        let stats = test.call(GetStats::default()).await.unwrap();
        assert_eq!(stats.networkissues_open.0, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issue_is_changed_resolved_and_deleted() {
    for test in each().await {
        let issueid = test.call(said("Router", "Outage", 2)).await.unwrap().issueid.id().unwrap();
        let change = UpdateNetworkIssue {
            issueid,
            description: Change::To("A fan".into()),
            priority: Some("critical".into()),
            ..UpdateNetworkIssue::default()
        };
        test.call(change).await.unwrap();
        let end = date(2026, 1, 2).at(9, 30, 0, 0);
        let close = CloseNetworkIssue { issueid, enddate: Some(end.into()) };
        test.call(close).await.unwrap();
        let found = test.call(GetNetworkIssues::default()).await.unwrap();
        let row = &found.issues.0.issue.0[0];
        assert_eq!(
            (&*row.title, &*row.description, &*row.priority),
            ("Router", "A fan", "Critical")
        );
        assert_eq!((&*row.status, row.open.0, &*row.r#type), ("Resolved", false, "Other"));
        assert_eq!(row.enddate.to_string(), "2026-01-02 09:30:00");
        let events: Vec<String> = {
            let mut act = test.engine.act().await.unwrap();
            act.conn.column("select kind from outbox order by id", store::args![]).await.unwrap()
        };
        let expected = ["NetworkIssueAdded", "NetworkIssueChanged", "NetworkIssueClosed"];
        assert_eq!(events, expected);
        test.call(DeleteNetworkIssue { issueid }).await.unwrap();
        let again = DeleteNetworkIssue { issueid };
        assert_eq!(test.refused(again).await, "Network Issue ID Not Found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_issues_are_refused() {
    for test in each().await {
        let issueid = test.call(said("Router", "Outage", 2)).await.unwrap().issueid.id().unwrap();
        let early = Some(date(2026, 1, 1).at(0, 0, 0, 0).into());
        let cases = [
            (said(" ", "Outage", 1), "Parameter 'title' is required"),
            (
                said("A", "Burning", 1),
                "Invalid status: one of Reported, Investigating, In Progress, Outage, Scheduled, \
                 Resolved",
            ),
            (
                AddNetworkIssue { enddate: early, ..said("A", "Outage", 2) },
                "The end is before the beginning",
            ),
        ];
        for (call, expected) in cases {
            assert_eq!(test.refused(call).await, expected);
        }
        let enddate = early.map_or(Change::Keep, Change::To);
        let early = UpdateNetworkIssue { issueid, enddate, ..UpdateNetworkIssue::default() };
        assert_eq!(test.refused(early).await, "The end is before the beginning");
        let status = Some("burning".into());
        let odd = GetNetworkIssues { status, ..GetNetworkIssues::default() };
        assert_eq!(test.refused(odd).await, "Invalid status");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_with_live_services_on_the_server_are_affected() {
    for test in each().await {
        rack(&test).await;
        let on =
            |serverid| AddNetworkIssue { serverid: Some(serverid), ..said("Down", "Outage", 2) };
        let issueid = test.call(on(1)).await.unwrap().issueid.id().unwrap();
        test.call(on(2)).await.unwrap();
        let call = GetNetworkIssueClients { issueid, limitstart: None, limitnum: None };
        let found = test.call(call.clone()).await.unwrap();
        let row = &found.clients.0.client.0[0];
        assert_eq!((found.totalresults.0, row.clientid.0, row.services.0), (1, 1, 2));
        assert_eq!((&*row.name, &*row.email), ("Ann Lee", "ann@example.com"));
        let refused = test.call_as(&visitor(), call).await;
        assert!(matches!(refused, Err(Fault::Refused(_))), "names are for the staff");
        for (client, expected) in [(ANN, 1), (BOB, 0)] {
            let call = GetNetworkIssues { clientid: Some(client), ..GetNetworkIssues::default() };
            assert_eq!(test.call(call).await.unwrap().totalresults.0, expected, "{client}");
        }
        test.call(DeleteServer { serverid: 2 }).await.unwrap();
        let found = test.call(GetNetworkIssues::default()).await.unwrap();
        let servers: Vec<_> = found.issues.0.issue.0.iter().map(|row| row.serverid.0).collect();
        assert_eq!(
            (found.totalresults.0, servers),
            (2, vec![0, 1]),
            "an issue outlives its server"
        );
    }
}
