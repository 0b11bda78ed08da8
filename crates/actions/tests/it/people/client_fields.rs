//! The house's own fields of clients: what is asked of whom, who sees what, and what is sealed.

use actions::testing::{TestActions, each};
use engine::{Actor, Caller, Door};
use jiff::SignedDuration;
use model::ids::{ClientId, UserId};
use serde_json::{Value, json};

use super::stage::{COMPLETE, call, call_as, run, scalar};

fn as_actor(actor: Actor) -> Caller {
    Caller { actor, ..Caller::system(Door::Page) }
}

fn jane() -> Caller {
    as_actor(Actor::Client { user: UserId(1), client: ClientId(1), name: "Jane".into(), by: None })
}

/// 1 is asked of somebody new, 2 is required later, 3 is the staff's, 4 is a secret.
async fn with_fields(test: &TestActions) {
    run(
        test,
        "insert into custom_fields
            (kind, name, field_type, required, show_order, admin_only, position) values
            ('client', 'Trade', 'text', 1, 1, 0, 1), ('client', 'Size', 'text', 1, 0, 0, 2),
            ('client', 'Risk', 'text', 1, 1, 1, 3), ('client', 'Code', 'password', 0, 1, 0, 4)",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_up_is_asked_what_is_for_everybody() {
    for test in each().await.unwrap() {
        with_fields(&test).await;
        let visitor = as_actor(Actor::Visitor);
        let form = "firstname=Jane&lastname=Doe&email=jane@example.com&skipvalidation=1\
            &password2=correct+horse+battery";
        let with = |more: &str| format!("{form}&{more}");
        let needs = "You did not provide required custom field value for Trade";
        for (more, said) in [
            ("", needs),
            ("customfields[1]=+", needs),
            ("customfields[1]=Baker&customfields[3]=low", "There is no custom field 3"),
            ("customfields[1]=Baker&customfields[9]=x", "There is no custom field 9"),
        ] {
            let refused = call_as(&test, &visitor, "AddClient", &with(more)).await;
            assert_eq!(refused, Err(said.to_owned()), "{more}");
        }
        let good = with("customfields[1]=Baker&customfields[4]=s3cret");
        call_as(&test, &visitor, "AddClient", &good).await.unwrap();
        run(&test, "insert into custom_field_values values (3, 1, 'high', '')").await;

        let size = "You did not provide required custom field value for Size";
        for (change, said) in [
            ("customfields[2]=", size),
            ("customfields[1]=", needs),
            ("customfields[3]=low", "There is no custom field 3"),
        ] {
            let form = format!("clientid=1&{change}");
            let refused = call_as(&test, &jane(), "UpdateClient", &form).await;
            assert_eq!(refused, Err(said.to_owned()), "{change}");
        }
        // What is not said stays, though it is required and empty.
        call_as(&test, &jane(), "UpdateClient", "clientid=1&city=Cork").await.unwrap();
        let form = "clientid=1&customfields[2]=9";
        call_as(&test, &jane(), "UpdateClient", form).await.unwrap();
        let ids = |answer: Value| -> Vec<(Value, Value)> {
            let rows = answer["customfields"].as_array().unwrap().clone();
            rows.into_iter().map(|row| (row["id"].clone(), row["value"].clone())).collect()
        };
        let own = ids(call_as(&test, &jane(), "GetClientsDetails", "clientid=1").await.unwrap());
        let open = vec![(json!(1), json!("Baker")), (json!(2), json!("9"))];
        assert_eq!(own[..2], open);
        assert_eq!(own[2..], [(json!(4), json!("s3cret"))]);
        let staffs = ids(call(&test, "GetClientsDetails", "clientid=1").await.unwrap());
        assert_eq!(staffs[2], (json!(3), json!("high")));
        // The office may do as it could.
        call(&test, "UpdateClient", "clientid=1&customfields[2]=").await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_are_listed_by_kind_and_without_the_staffs() {
    for test in each().await.unwrap() {
        with_fields(&test).await;
        run(&test, "insert into custom_fields (kind, rel_id, name) values ('support', 2, 'Host')")
            .await;
        let visitor = as_actor(Actor::Visitor);
        let names = |answer: Value| -> Vec<String> {
            let rows = answer["customfields"]["customfield"].as_array().unwrap().clone();
            rows.into_iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
        };
        for (caller, form, expected) in [
            (&visitor, "type=client", &["Trade", "Size", "Code"][..]),
            (&test.engine.caller(), "type=client", &["Trade", "Size", "Risk", "Code"]),
            (&visitor, "type=support&relid=2", &["Host"]),
            (&visitor, "type=support&relid=1", &[]),
            (&visitor, "", &["Trade", "Size", "Code", "Host"]),
        ] {
            let answer = call_as(&test, caller, "GetCustomFields", form).await.unwrap();
            assert_eq!(answer["totalresults"], json!(expected.len()), "{form}");
            assert_eq!(names(answer), expected, "{form}");
        }
        let said = Err("Invalid type: one of client, product, support".to_owned());
        assert_eq!(call(&test, "GetCustomFields", "type=moon").await, said);
    }
}

/// What stands in the column of secrets, and beside it.
async fn stored(test: &TestActions, field: i64) -> (String, String) {
    let from = format!("from custom_field_values where field_id = {field}");
    let value = scalar(test, &format!("select value {from}")).await;
    (value, scalar(test, &format!("select sealed {from}")).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_sealed_and_the_wire_is_as_it_was() {
    for test in each().await.unwrap() {
        with_fields(&test).await;
        let form = format!(
            "{COMPLETE}&customfields[1]=Baker&customfields[2]=9&customfields[3]=low\
             &customfields[4]=s3cret"
        );
        call(&test, "AddClient", &form).await.unwrap();
        let (value, sealed) = stored(&test, 4).await;
        assert!(value.is_empty() && sealed.contains('.') && !sealed.contains("s3cret"));
        let told = async || {
            let found = call(&test, "GetClientsDetails", "clientid=1").await.unwrap();
            (found["customfields"][3]["value"].clone(), found["customfields4"].clone())
        };
        assert_eq!(told().await, (json!("s3cret"), json!("s3cret")));
        // What is sent back as it was is no change; what is not, is told of as a secret.
        call(&test, "UpdateClient", "clientid=1&customfields[4]=s3cret").await.unwrap();
        assert_eq!(stored(&test, 4).await.1, sealed);
        call(&test, "UpdateClient", "clientid=1&customfields[4]=n3w").await.unwrap();
        assert_eq!(told().await.0, json!("n3w"));
        let log: i64 = scalar(&test, "select count(*) from audit where changes like '%n3w%'").await;
        assert_eq!(log, 0);
        // A new key seals it anew.
        call(&test, "RotateKeys", "").await.unwrap();
        test.engine.clock.advance(SignedDuration::from_secs(30));
        engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
        assert!(stored(&test, 4).await.1.starts_with("data-1."));
        assert_eq!(told().await.0, json!("n3w"));
        // An export is for people: it has neither the secret nor its sealed form.
        let data = call(&test, "ExportClientData", "clientid=1").await.unwrap().to_string();
        assert!(data.contains("Baker") && data.contains("low"), "{data}");
        assert!(!data.contains("data-1.") && !data.contains("n3w"), "{data}");
        let data = call_as(&test, &jane(), "ExportClientData", "clientid=1").await.unwrap();
        assert!(!data.to_string().contains("low"), "{data}");
        call(&test, "UpdateClient", "clientid=1&customfields[4]=").await.unwrap();
        assert_eq!(stored(&test, 4).await, (String::new(), String::new()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_in_the_plain_works_and_is_sealed() {
    for test in each().await.unwrap() {
        with_fields(&test).await;
        call(&test, "AddClient", "email=a@example.com&password2=x&skipvalidation=1").await.unwrap();
        run(&test, "insert into custom_field_values values (4, 1, 'old', ''), (2, 1, 'small', '')")
            .await;
        let told = async |row: usize| {
            let found = call(&test, "GetClientsDetails", "clientid=1").await.unwrap();
            found["customfields"][row]["value"].clone()
        };
        assert_eq!(told(3).await, json!("old"));
        let waiting = async || call(&test, "GetKeys", "").await.unwrap()["waiting"].clone();
        assert_eq!(waiting().await, json!(1));
        // A field that becomes a secret has what is there sealed.
        call(&test, "UpdateCustomField", "fieldid=2&fieldtype=password").await.unwrap();
        engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
        for (field, row, plain) in [(4, 3, "old"), (2, 1, "small")] {
            let (value, sealed) = stored(&test, field).await;
            assert!(value.is_empty() && !sealed.is_empty(), "{field}");
            assert_eq!(told(row).await, json!(plain));
        }
        assert_eq!(waiting().await, json!(0));
        // One that is none any more is kept as it is until it is written.
        call(&test, "UpdateCustomField", "fieldid=2&fieldtype=text").await.unwrap();
        assert_eq!(told(1).await, json!("small"));
        call(&test, "UpdateClient", "clientid=1&customfields[2]=big").await.unwrap();
        assert_eq!(stored(&test, 2).await, ("big".to_owned(), String::new()));
    }
}
