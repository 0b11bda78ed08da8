//! The logs of changes and of mails.

use actions::testing::each;

use crate::billing::{ask, furnish, refused};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_changed_can_be_read() {
    for test in each().await.unwrap() {
        ask(&test, "AddStaffNotice", "title=Hello").await;
        ask(&test, "UpdateStaffNotice", "noticeid=1&title=Bye").await;
        let found = ask(&test, "GetAuditLog", "entity=staff_notices").await;
        let rows = found["entries"]["entry"].as_array().unwrap();
        assert_eq!((rows.len(), &rows[0]["name"]), (2, &"UpdateStaffNotice".into()));
        let changes = rows[0]["changes"].as_str().unwrap();
        assert!(changes.contains(r#""title":["Hello","Bye"]"#), "{changes}");
        for (query, count) in [
            ("name=AddStaffNotice", 1),
            ("entity=staff_notices&entityid=9", 0),
            ("logid=1&entity=staff_notices", 1),
            ("door=mcp", 0),
        ] {
            let found = ask(&test, "GetAuditLog", query).await;
            assert_eq!(found["totalresults"], count, "{query}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_to_everybody_are_listed() {
    for test in each().await.unwrap() {
        let jane = furnish(&test).await;
        let mail = format!("id={jane}&customtype=general&customsubject=Hello&custommessage=Hi");
        ask(&test, "SendEmail", &mail).await;
        let found = ask(&test, "GetEmailLog", "subject=hell").await;
        assert_eq!(found["totalresults"], 1, "{found}");
        assert_eq!(found["emails"]["email"][0]["userid"], jane, "{found}");
        assert_eq!(ask(&test, "GetEmailLog", "state=failed").await["totalresults"], 0);
        let said = refused(&test, "GetEmailLog", "state=odd").await;
        assert_eq!(said, "It is sent, waiting or failed");
    }
}
