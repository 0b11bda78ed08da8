//! Contacts.

use actions::testing::each;
use serde_json::json;

use super::stage::{call, client, run, scalar};

#[tokio::test(flavor = "multi_thread")]
async fn contacts_are_added_changed_listed_and_removed() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        client(&test, "joe@example.com").await;
        let form = "clientid=1&firstname=Con&email=con@example.com&country=gb\
            &email_preferences[general]=1&email_preferences[domain]=true";
        let answer = call(&test, "AddContact", form).await.unwrap();
        assert_eq!(answer, json!({"result": "success", "contactid": 1}));
        for (action, form, said) in [
            ("AddContact", "clientid=9", "Client ID Not Found"),
            ("AddContact", "", "Client ID Not Found"),
            ("AddContact", "clientid=1&email=CON@example.com", "Duplicate Email Address"),
            ("UpdateContact", "contactid=9", "Contact ID Not Found"),
            ("DeleteContact", "contactid=9", "Contact ID Not Found"),
        ] {
            assert_eq!(call(&test, action, form).await, Err(said.to_owned()), "{action} {form}");
        }
        // Another client may have a contact with the same address.
        call(&test, "AddContact", "clientid=2&email=con@example.com").await.unwrap();
        let answer = call(&test, "UpdateContact", "contactid=1&city=Bath").await.unwrap();
        assert_eq!(answer, json!({"result": "success", "contactid": "1"}));
        let found = call(&test, "GetContacts", "userid=1&email=Con@example.com").await.unwrap();
        assert_eq!((&found["totalresults"], &found["numreturned"]), (&json!(1), &json!(1)));
        for (filter, total) in
            [("firstname=CON", 1), ("firstname=con&city=bath", 1), ("firstname=Co", 0)]
        {
            let form = format!("userid=1&{filter}");
            let found = call(&test, "GetContacts", &form).await.unwrap();
            assert_eq!(found["totalresults"], json!(total), "{filter}");
        }
        let said = call(&test, "UpdateContact", "contactid=1&unset=userid").await;
        assert_eq!(said, Err("The field userid cannot be unset".to_owned()));
        call(&test, "UpdateContact", "contactid=1&address1=x&unset=address1").await.unwrap();
        let row = &found["contacts"]["contact"][0];
        for (key, value) in [
            ("firstname", json!("Con")),
            ("city", json!("Bath")),
            ("country", json!("GB")),
            ("generalemails", json!(true)),
            ("domainemails", json!(true)),
            ("invoiceemails", json!(false)),
            ("created_at", json!("2026-01-01 09:00:00")),
        ] {
            assert_eq!(row[key], value, "{key}");
        }
        run(&test, "update clients set billing_cid = 1 where id = 1").await;
        call(&test, "DeleteContact", "contactid=1").await.unwrap();
        assert_eq!(scalar::<i64>(&test, "select billing_cid from clients where id = 1").await, 0);
        let sql = "select changes from audit where entity = 'contact' and entity_id = 1";
        let audit: String = scalar(&test, sql).await;
        assert_eq!(audit, r#"{"city":["","Bath"]}"#);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_must_get_the_domain_mails() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        run(&test, "update clients set email_preferences = 'general'").await;
        let form = "clientid=1&email=c@example.com&email_preferences[domain]=1";
        call(&test, "AddContact", form).await.unwrap();
        let off = "contactid=1&email_preferences[domain]=0";
        for (action, form) in [("UpdateContact", off), ("DeleteContact", "contactid=1")] {
            let said = call(&test, action, form).await.unwrap_err();
            assert_eq!(
                said,
                "You must have at least one email address enabled to receive domain related \
                 notifications as required by ICANN. To disable domain notifications, please \
                 enable domain notifications for the primary account holder or another contact",
                "{action}"
            );
        }
        run(&test, "update clients set email_preferences = 'domain'").await;
        call(&test, "UpdateContact", off).await.unwrap();
        call(&test, "UpdateContact", "contactid=1&email_preferences[domain]=1").await.unwrap();
        call(&test, "DeleteContact", "contactid=1").await.unwrap();
    }
}
