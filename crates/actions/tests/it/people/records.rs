//! Notes, mails, passwords, affiliates and groups.

use actions::testing::each;
use engine::jobs;
use engine::people::passwords;
use serde_json::json;

use super::stage::{call, client, run, scalar};

#[tokio::test(flavor = "multi_thread")]
async fn notes_are_added() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        for (form, said) in [
            ("userid=9&notes=x", "Client ID not found"),
            ("userid=1", "Notes can not be empty"),
            ("userid=1&notes=+", "Notes can not be empty"),
        ] {
            assert_eq!(call(&test, "AddClientNote", form).await, Err(said.to_owned()), "{form}");
        }
        let form = "userid=1&notes=Call+back&sticky=true";
        let made = call(&test, "AddClientNote", form).await.unwrap();
        assert_eq!(made, json!({"result": "success", "noteid": 1}));
        assert_eq!(scalar::<i64>(&test, "select sticky from client_notes").await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_are_listed_changed_and_taken_away() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        for form in ["userid=1&notes=Call+back", "userid=1&notes=Pays+late&sticky=1"] {
            call(&test, "AddClientNote", form).await.unwrap();
        }
        let shown = async || {
            let found = call(&test, "GetClientNotes", "userid=1").await.unwrap();
            let rows = found["notes"]["note"].as_array().cloned().unwrap_or_default();
            rows.iter().map(|row| format!("{} {}", row["note"], row["sticky"])).collect::<Vec<_>>()
        };
        assert_eq!(shown().await, [r#""Pays late" true"#, r#""Call back" false"#]);
        for (form, said) in [
            ("noteid=9&notes=x", "Client Note ID Not Found"),
            ("noteid=1&notes=+", "Notes can not be empty"),
        ] {
            assert_eq!(call(&test, "UpdateClientNote", form).await, Err(said.to_owned()), "{form}");
        }
        call(&test, "UpdateClientNote", "noteid=1&notes=Called&sticky=1").await.unwrap();
        call(&test, "UpdateClientNote", "noteid=2&sticky=0").await.unwrap();
        assert_eq!(shown().await, [r#""Called" true"#, r#""Pays late" false"#]);
        call(&test, "DeleteClientNote", "noteid=1").await.unwrap();
        let said = Err("Client Note ID Not Found".to_owned());
        assert_eq!(call(&test, "DeleteClientNote", "noteid=1").await, said);
        assert_eq!(shown().await, [r#""Pays late" false"#]);
        let words = "select count(*) from activity where description like '%Client Note%'";
        assert_eq!(scalar::<i64>(&test, words).await, 3, "each change is in the log");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_to_a_client_are_listed_with_what_became_of_them() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        client(&test, "joe@example.com").await;
        let said = Err("Client ID Not Found".to_owned());
        assert_eq!(call(&test, "GetEmails", "clientid=9").await, said);
        let found = call(&test, "GetEmails", "clientid=1").await.unwrap();
        assert_eq!(found["emails"]["email"][0]["pending"], json!(1));
        jobs::run_until_idle(&test.engine.engine).await.unwrap();
        let found = call(&test, "GetEmails", "clientid=1").await.unwrap();
        assert_eq!((&found["totalresults"], &found["numreturned"]), (&json!(1), &json!(1)));
        let mail = &found["emails"]["email"][0];
        for (key, value) in [
            ("userid", json!(1)),
            ("subject", json!("Welcome")),
            ("to", json!("jane@example.com")),
            ("date", json!("2026-01-01 09:00:00")),
            ("pending", json!(0)),
            ("failed", json!(0)),
        ] {
            assert_eq!(mail[key], value, "{key}");
        }
        for (form, total) in [
            ("clientid=1&subject=ELCO", 1),
            ("clientid=1&subject=%25", 0),
            ("clientid=1&date=2026-01-01+09:00:00", 1),
            ("clientid=1&date=2026-01-01+09:00:01", 0),
        ] {
            let found = call(&test, "GetEmails", form).await.unwrap();
            assert_eq!(found["totalresults"], json!(total), "{form}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_given_as_its_hash() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        for form in ["userid=1", "email=JANE@example.com"] {
            let found = call(&test, "GetClientPassword", form).await.unwrap();
            let hash = found["password"].as_str().unwrap();
            let check = passwords::check(&test.engine.engine, "correct horse", hash).await;
            assert_eq!(check.unwrap(), passwords::Check::Right);
        }
        let said = Err("Client ID Not Found".to_owned());
        for form in ["userid=9", "email=x@example.com", ""] {
            assert_eq!(call(&test, "GetClientPassword", form).await, said, "{form}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn affiliates_are_activated_once_and_listed() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        client(&test, "joe@example.com").await;
        let said = Err("Client ID not found".to_owned());
        assert_eq!(call(&test, "AffiliateActivate", "userid=9").await, said);
        for client in [2, 1, 2] {
            let form = format!("userid={client}");
            let done = call(&test, "AffiliateActivate", &form).await;
            assert_eq!(done, Ok(json!({"result": "success"})));
        }
        run(
            &test,
            "update affiliates set pay_type = 'percentage', pay_amount = 1500, visitors = 145,
                balance_minor = 1500, one_time = 1 where client_id = 1",
        )
        .await;
        let found = call(&test, "GetAffiliates", "paytype=percentage&payamount=15.00").await;
        let row = json!({"id": 2, "date": "2026-01-01", "clientid": "1", "visitors": 145,
            "paytype": "percentage", "payamount": "15.00", "onetime": 1, "balance": "15.00",
            "withdrawn": "0.00", "created_at": "2026-01-01 09:00:00",
            "updated_at": "2026-01-01 09:00:00"});
        let list = json!({"result": "success", "totalresults": 1, "startnumber": 0,
            "numreturned": 1, "affiliates": {"affiliate": [row]}});
        assert_eq!(found, Ok(list));
        for (form, total) in [("", 2), ("userid=2", 1), ("balance=1.00", 0), ("visitors=145", 1)] {
            let found = call(&test, "GetAffiliates", form).await.unwrap();
            assert_eq!(found["totalresults"], json!(total), "{form}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_are_made_changed_and_removed() {
    for test in each().await.unwrap() {
        let add = "name=VIP&colour=%2328c99b&discountpercent=10&suspendterminateexempt=1";
        call(&test, "AddClientGroup", add).await.unwrap();
        for wrong in [
            "groupid=1&name=+",
            "groupid=1&colour=red",
            "groupid=1&discountpercent=100.0001",
            "groupid=1&discountpercent=-1",
            "groupid=9&name=Else",
        ] {
            assert!(call(&test, "UpdateClientGroup", wrong).await.is_err(), "{wrong:?}");
        }
        call(&test, "UpdateClientGroup", "groupid=1&discountpercent=5").await.unwrap();
        client(&test, "jane@example.com").await;
        call(&test, "UpdateClient", "clientid=1&groupid=1").await.unwrap();
        let found = call(&test, "GetClientGroups", "").await.unwrap();
        assert_eq!(found["groups"]["group"][0]["discountpercent"], json!("5.00"));
        assert!(call(&test, "DeleteClientGroup", "groupid=1").await.is_err(), "it is in use");
        call(&test, "UpdateClient", "clientid=1&groupid=0").await.unwrap();
        call(&test, "DeleteClientGroup", "groupid=1").await.unwrap();
        let found = call(&test, "GetClientsDetails", "clientid=1").await.unwrap();
        assert_eq!(found["groupid"], json!(0));
    }
}
