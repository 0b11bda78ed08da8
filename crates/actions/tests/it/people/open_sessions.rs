//! Where somebody is signed in: noted, listed, ended, expired and forgotten.

use actions::testing::{TestActions, each};
use engine::{Actor, Caller, Door};
use jiff::SignedDuration;
use protocol::ExportClientData;
use serde_json::{Value, json};
use store::system::pruning::{Old, remove};

use super::stage::{call, call_as, client, scalar};

const FIREFOX: &str = "Mozilla/5.0+(X11;+Linux+x86_64;+rv:133.0)+Gecko/20100101+Firefox/133.0";
const DAY: i64 = 86_400;

/// Comes in as the first user, for so many days.
async fn begin(test: &TestActions, session: &str, days: i64) {
    let now = test.engine.engine.now().as_second();
    let until = now + days * DAY;
    let form = format!(
        "userid=1&session={session}&began={now}&until={until}&epoch=0&clientip=192.0.2.7\
         &useragent={FIREFOX}"
    );
    call(test, "BeginSession", &form).await.unwrap();
}

/// The sessions of the first user as somebody who came in by `own` sees them.
async fn listed(test: &TestActions, own: &str) -> Vec<Value> {
    let found = call(test, "GetSessions", &format!("userid=1&session={own}")).await.unwrap();
    found["sessions"]["session"].as_array().cloned().unwrap_or_default()
}

/// Their numbers.
async fn numbers(test: &TestActions) -> Vec<i64> {
    let rows = listed(test, "").await;
    rows.iter().map(|row| row["sessionid"].as_i64().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_listed_and_ended_by_whom_they_are_of() {
    for test in each().await.unwrap() {
        let (jane, user) = client(&test, "jane@example.com").await;
        let (joe, other) = client(&test, "joe@example.com").await;
        begin(&test, "first", 30).await;
        test.engine.clock.advance(SignedDuration::from_mins(10));
        begin(&test, "second", 30).await;
        let rows = listed(&test, "first").await;
        let expected = |id: i64, time: &str, current: bool| {
            json!({
                "sessionid": id,
                "began": format!("2026-01-01 {time}"),
                "lastseen": format!("2026-01-01 {time}"),
                "clientip": "192.0.2.7",
                "device": "Firefox · Linux",
                "current": current,
            })
        };
        assert_eq!(rows, [expected(2, "09:10:00", false), expected(1, "09:00:00", true)]);

        // It goes on: the same row, seen later and elsewhere.
        test.engine.clock.advance(SignedDuration::from_mins(10));
        let until = test.engine.engine.now().as_second() + 30 * DAY;
        let form = format!(
            "userid=1&session=first&token=a&began=0&until={until}&epoch=0&clientip=192.0.2.8\
             &useragent=curl/8"
        );
        call(&test, "RenewSession", &form).await.unwrap();
        let renewed = json!({
            "sessionid": 1,
            "began": "2026-01-01 09:00:00",
            "lastseen": "2026-01-01 09:20:00",
            "clientip": "192.0.2.8",
            "device": "curl",
            "current": true,
        });
        assert_eq!(listed(&test, "first").await[0], renewed);
        // One that is noted nowhere is renewed all the same.
        call(&test, "RenewSession", "userid=1&session=in+place&token=a").await.unwrap();
        assert_eq!(numbers(&test).await, [1_i64, 2]);

        let as_user = |user, client| Caller {
            actor: Actor::Client { user, client, name: "Jo".into(), by: None },
            ..Caller::system(Door::Rest)
        };
        let missing = Err("Session ID Not Found".to_owned());
        let (jane, joe) = (as_user(user, jane), as_user(other, joe));
        let own = "userid=2&sessionid=2";
        assert_eq!(call_as(&test, &joe, "EndSession", own).await, missing);
        let anothers = Err("User Not Found".to_owned());
        for action in ["GetSessions", "EndSession"] {
            let said = call_as(&test, &joe, action, "userid=1&sessionid=2").await;
            assert_eq!(said, anothers, "{action}");
        }
        call_as(&test, &jane, "EndSession", "userid=1&sessionid=2").await.unwrap();
        assert_eq!(call_as(&test, &jane, "EndSession", "userid=1&sessionid=2").await, missing);
        assert_eq!(numbers(&test).await, [1_i64]);
        let state = async |session: &str| {
            let form = format!("userid=1&session={session}");
            call(&test, "GetSessionState", &form).await.unwrap()["active"].clone()
        };
        assert_eq!((state("first").await, state("second").await), (json!(true), json!(false)));
        // Its number is not given to another one.
        begin(&test, "third", 30).await;
        let numbers = numbers(&test).await;
        assert!(numbers.len() == 2 && numbers[0] > 2 && numbers[1] == 1, "{numbers:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_is_in_no_list_and_goes() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        begin(&test, "short", 1).await;
        begin(&test, "long", 30).await;
        assert_eq!(numbers(&test).await, [2_i64, 1]);
        test.engine.clock.advance(SignedDuration::from_hours(24));
        assert_eq!(numbers(&test).await, [2_i64], "it has expired");
        let mut act = test.engine.act().await.unwrap();
        let now = act.at();
        assert_eq!(remove(&mut act.conn, Old::OpenSessions, now, 10).await.unwrap(), 0);
        assert_eq!(remove(&mut act.conn, Old::OpenSessions, now + 1, 10).await.unwrap(), 1);
        act.commit().await.unwrap();
        call(&test, "EndSessions", "userid=1").await.unwrap();
        assert!(numbers(&test).await.is_empty(), "with the epoch all of them are over");
        // Of nobody, nothing is noted.
        call(&test, "BeginSession", "userid=99&session=x&until=1").await.unwrap();
        call(&test, "BeginSession", "adminid=99&session=y&until=1").await.unwrap();
        let count = "select count(*) from open_sessions";
        assert_eq!(scalar::<i64>(&test, count).await, 1);
        for form in ["userid=1&until=1", "userid=1&session=x", "session=x&until=1"] {
            assert!(call(&test, "BeginSession", form).await.is_err(), "{form}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_among_what_a_client_gets_and_go_with_their_user() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        begin(&test, "first", 30).await;
        let answer = test.call(ExportClientData { clientid: 1 }).await.unwrap();
        let data: Value = serde_json::from_str(&answer.data).unwrap();
        let row = &data["sessions"][0];
        assert_eq!((&row["ip"], &row["device"]), (&json!("192.0.2.7"), &json!("Firefox · Linux")));
        assert_eq!(row.get("session"), None, "its name in the tokens is nobody's business");
        call(&test, "DeleteClient", "clientid=1&deleteusers=1").await.unwrap();
        assert_eq!(scalar::<i64>(&test, "select count(*) from open_sessions").await, 0);
    }
}
