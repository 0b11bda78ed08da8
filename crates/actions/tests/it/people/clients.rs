//! `AddClient`, `GetClients`, `GetClientsDetails`, `GetClientGroups`.

use actions::testing::each;
use engine::IdempotencyKey;
use serde_json::json;

use super::stage::{COMPLETE, call, call_as, client, run, scalar, user};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_named_in_the_vendors_words() {
    for test in each().await.unwrap() {
        for (without, said) in [
            ("firstname", "You did not enter your first name"),
            ("lastname", "You did not enter your last name"),
            ("email", "You did not enter your email address"),
            ("address1", "You did not enter your  address line 1"),
            ("city", "You did not enter your city"),
            ("state", "You did not enter your state"),
            ("postcode", "You did not enter your postcode"),
            ("country", "Valid country required"),
            ("phonenumber", "You did not enter your phone number"),
            ("password2", "You did not enter a password"),
        ] {
            let form: Vec<&str> =
                COMPLETE.split('&').filter(|pair| !pair.starts_with(without)).collect();
            assert_eq!(call(&test, "AddClient", &form.join("&")).await, Err(said.to_owned()));
        }
        for (more, said) in [
            ("&email=jane", "The email address you entered was not valid"),
            ("&country=UK", "Valid country required"),
            ("&phonenumber=call", "Invalid telephone phone number"),
            ("&owner_user_id=9", "Invalid Owner User ID"),
            ("&currency=9", "Invalid Currency ID"),
            ("&groupid=9", "Invalid Client Group ID"),
        ] {
            let form = format!("{COMPLETE}{more}");
            assert_eq!(call(&test, "AddClient", &form).await, Err(said.to_owned()), "{more}");
        }
        let form = "email=a@example.com&password2=x&skipvalidation=true";
        assert!(call(&test, "AddClient", form).await.is_ok(), "validation is skipped");
        let said = Err("You did not enter your email address".to_owned());
        assert_eq!(call(&test, "AddClient", "skipvalidation=1&password2=x").await, said);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_is_made_with_its_owner_and_found_on_both_levels() {
    for test in each().await.unwrap() {
        let form = format!("{COMPLETE}&companyname=Acme&currency=2&notes=vip&marketingoptin=true");
        let made = call(&test, "AddClient", &form).await.unwrap();
        assert_eq!(made, json!({"result": "success", "clientid": 1, "owner_id": 1}));
        let details = call(&test, "GetClientsDetails", "clientid=1").await.unwrap();
        for level in [&details, &details["client"]] {
            for (key, value) in [
                ("id", json!(1)),
                ("userid", json!(1)),
                ("fullname", json!("Jane Doe")),
                ("companyname", json!("Acme")),
                ("email", json!("jane@example.com")),
                ("currency", json!(2)),
                ("currency_code", json!("EUR")),
                ("countryname", json!("United States")),
                ("phonecc", json!(1)),
                ("phonenumberformatted", json!("+1.5551234567")),
                ("status", json!("Active")),
                ("credit", json!("0.00")),
                ("notes", json!("vip")),
                ("marketing_emails_opt_in", json!(true)),
                ("twofaenabled", json!(false)),
                ("lastlogin", json!("No Login Logged")),
                ("allowSingleSignOn", json!(1)),
            ] {
                assert_eq!(level[key], value, "{key}");
            }
            let user = json!([{"id": 1, "name": "Jane Doe", "email": "jane@example.com", "is_owner": true}]);
            assert_eq!(level["users"]["user"], user);
        }
        assert_eq!(details["cctype"], json!(null));
        assert!(details.get("stats").is_none());
        let by_email = call(&test, "GetClientsDetails", "email=JANE@example.com").await.unwrap();
        assert_eq!(by_email["client"]["id"], json!(1));
        for (form, said) in [
            ("", "Either clientid Or email Is Required"),
            ("clientid=99", "Client Not Found"),
            ("email=nobody@example.com", "Client Not Found"),
        ] {
            assert_eq!(call(&test, "GetClientsDetails", form).await, Err(said.to_owned()));
        }
        let line: String =
            scalar(&test, "select description from activity where client_id = 1").await;
        assert_eq!(line, "Created Client Jane Doe - User ID: 1");
        let hash: String = scalar(&test, "select password_hash from users").await;
        assert!(hash.starts_with("$argon2id$"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_belongs_to_one_user_but_an_owner_may_have_several_clients() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        let taken = Err("A user already exists with that email address".to_owned());
        let again = COMPLETE.replace("jane@", "JANE@");
        assert_eq!(call(&test, "AddClient", &again).await, taken);
        let second = format!("{COMPLETE}&owner_user_id=1");
        let made = call(&test, "AddClient", &second).await.unwrap();
        assert_eq!(made["clientid"], json!(2));
        let users = call(&test, "GetUsers", "").await.unwrap();
        assert_eq!(users["totalresults"], json!(1));
        let clients = json!([{"id": 1, "isOwner": true}, {"id": 2, "isOwner": true}]);
        assert_eq!(users["users"][0]["clients"], clients);
        user(&test, "una@example.com").await;
        let una = COMPLETE.replace("jane@", "una@");
        assert_eq!(call(&test, "AddClient", &una).await, taken);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_key_has_one_effect_and_a_dry_run_has_none() {
    for test in each().await.unwrap() {
        let dry = test.engine.caller().dry();
        let tried = call_as(&test, &dry, "AddClient", COMPLETE).await.unwrap();
        assert_eq!(tried["result"], json!("success"));
        assert_eq!(scalar::<i64>(&test, "select count(*) from clients").await, 0);
        let mut keyed = test.engine.caller();
        keyed.idempotency_key = Some(IdempotencyKey("k1".into()));
        let first = call_as(&test, &keyed, "AddClient", COMPLETE).await.unwrap();
        let again = call_as(&test, &keyed, "AddClient", COMPLETE).await.unwrap();
        assert_eq!(first, again);
        assert_eq!(scalar::<i64>(&test, "select count(*) from clients").await, 1);
        let other = COMPLETE.replace("Jane", "June");
        let said = call_as(&test, &keyed, "AddClient", &other).await.unwrap_err();
        assert_eq!(said, "This idempotency key was already used for a different request");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn custom_fields_are_required_stored_and_listed() {
    for test in each().await.unwrap() {
        run(
            &test,
            "insert into custom_fields (kind, name, required, position) values
                ('client', 'VAT', 1, 2), ('client', 'Colour', 0, 1), ('product', 'Other', 1, 1)",
        )
        .await;
        let said = Err("You did not provide required custom field value for VAT".to_owned());
        assert_eq!(call(&test, "AddClient", COMPLETE).await, said);
        // base64(serialize([1 => "DE123", 3 => "not a client's"]))
        let php = r#"a:2:{i:1;s:5:"DE123";i:3;s:14:"not a client's";}"#;
        let form = format!("{COMPLETE}&customfields={}", base64(php));
        call(&test, "AddClient", &form).await.unwrap();
        let details = call(&test, "GetClientsDetails", "clientid=1").await.unwrap();
        let list = json!([{"id": 2, "value": ""}, {"id": 1, "value": "DE123"}]);
        assert_eq!(details["client"]["customfields"], list);
        assert_eq!(details["customfields1"], json!(""));
        assert_eq!(details["customfields2"], json!("DE123"));
        assert_eq!(scalar::<i64>(&test, "select count(*) from custom_field_values").await, 1);
    }
}

/// Standard base64, escaped for a form.
fn base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[usize::try_from(bits >> (18 - 6 * place) & 63).unwrap()];
            let given = place <= chunk.len();
            out.push(if given { char::from(letter) } else { '=' });
        }
    }
    out.replace('+', "%2B").replace('=', "%3D")
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_searched_sorted_and_paged() {
    for test in each().await.unwrap() {
        for (first, last, email) in [
            ("Ann", "Doe", "ann@example.com"),
            ("Bob", "Annesley", "bob@example.com"),
            ("Cy", "Roe", "cy@example.com"),
        ] {
            let form = COMPLETE
                .replace("Jane", first)
                .replace("Doe", last)
                .replace("jane@example.com", email);
            call(&test, "AddClient", &form).await.unwrap();
        }
        run(&test, "update clients set status = 'Closed' where id = 3").await;
        for (form, ids, total) in [
            ("", json!([1, 2, 3]), 3),
            ("search=ANN", json!([1, 2]), 2),
            ("search=ann+doe", json!([1]), 1),
            ("search=oe", json!([]), 0),
            ("status=Closed", json!([3]), 1),
            ("status=Nonsense", json!([]), 0),
            ("orderby=lastname&sorting=DESC", json!([3, 1, 2]), 3),
            ("limitstart=1&limitnum=1", json!([2]), 3),
            ("limitstart=9", json!([]), 3),
        ] {
            let found = call(&test, "GetClients", form).await.unwrap();
            let rows = found["clients"]["client"].as_array().unwrap();
            let found_ids: Vec<_> = rows.iter().map(|row| row["id"].clone()).collect();
            assert_eq!(json!(found_ids), ids, "{form}");
            assert_eq!(found["totalresults"], json!(total), "{form}");
            assert_eq!(found["numreturned"], json!(rows.len()), "{form}");
        }
        let found = call(&test, "GetClients", "limitstart=1&limitnum=1").await.unwrap();
        assert_eq!(found["startnumber"], json!(1));
        assert_eq!(
            found["clients"]["client"][0],
            json!({"id": 2, "firstname": "Bob", "lastname": "Annesley", "companyname": "",
                "email": "bob@example.com", "datecreated": "2026-01-01", "groupid": 0,
                "status": "Active"})
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_are_listed() {
    for test in each().await.unwrap() {
        run(
            &test,
            "insert into client_groups (name, colour, discount_percent, suspend_terminate_exempt)
                values ('VIP', '#28C99B', 100000, 1)",
        )
        .await;
        let found = call(&test, "GetClientGroups", "").await.unwrap();
        assert_eq!(
            found,
            json!({"result": "success", "totalresults": 1, "groups": {"group": [{"id": 1,
                "groupname": "VIP", "groupcolour": "#28C99B", "discountpercent": "10.00",
                "susptermexempt": "on", "separateinvoices": ""}]}})
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_summed_from_what_is_stored() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        client(&test, "other@example.com").await;
        let invoice = |client: i64, status: &str, due: &str, total: i64, paid: i64| {
            format!(
                "insert into invoices (client_id, currency_id, status, issued_on, due_on,
                    subtotal_minor, total_minor, paid_minor, created_at, updated_at) values
                    ({client}, 1, '{status}', '2025-12-01', '{due}', {total}, {total}, {paid}, 0,
                    0);"
            )
        };
        let sql = [
            invoice(1, "Unpaid", "2025-12-15", 1000, 400),
            invoice(1, "Unpaid", "2026-02-01", 500, 0),
            invoice(1, "Paid", "2025-12-15", 700, 700),
            invoice(2, "Unpaid", "2025-12-15", 9900, 0),
            // One that asks for the first two once more.
            invoice(1, "Unpaid", "2025-12-15", 1100, 0),
            "insert into invoice_items (invoice_id, client_id, type, rel_id, description,
                amount_minor, net_minor) values (5, 1, 'Invoice', 1, '', 600, 600),
                (5, 1, 'Invoice', 2, '', 500, 500);"
                .to_owned(),
            "insert into transactions (client_id, currency_id, at, amount_in_minor, fees_minor)
                values (1, 1, 0, 1100, 30), (2, 1, 0, 5, 0);"
                .to_owned(),
        ];
        run(&test, &sql.join("\n")).await;
        let found = call(&test, "GetClientsDetails", "clientid=1&stats=true").await.unwrap();
        for (key, value) in [
            ("numdueinvoices", json!(2)),
            ("dueinvoicesbalance", json!("$11.00 USD")),
            ("numoverdueinvoices", json!(1)),
            ("overdueinvoicesbalance", json!("$6.00 USD")),
            ("unpaidinvoicesamount", json!("$15.00 USD")),
            ("numpaidinvoices", json!(1)),
            ("paidinvoicesamount", json!("$7.00 USD")),
            ("grossRevenue", json!("$11.00 USD")),
            ("expenses", json!("$0.30 USD")),
            ("income", json!("$10.70 USD")),
            ("creditbalance", json!("$0.00 USD")),
            ("incredit", json!(false)),
            ("productsnumtotal", json!(0)),
            ("numtickets", json!(0)),
        ] {
            assert_eq!(found["stats"][key], value, "{key}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_of_clients_get_their_names() {
    for test in actions::testing::each().await.unwrap() {
        let jane = crate::billing::furnish(&test).await;
        let found =
            crate::billing::ask(&test, "GetClientNames", &format!("clientids={jane},999,{jane}"))
                .await;
        assert_eq!(found["numreturned"], 1, "{found}");
        let row = &found["clients"]["client"][0];
        assert_eq!(row["id"], jane, "{found}");
        assert_ne!(row["firstname"], "", "{found}");
        assert_ne!(row["currency"], 0, "{found}");
        let found = crate::billing::ask(&test, "GetClientNames", "clientids=,").await;
        assert_eq!(found["numreturned"], 0, "{found}");
        for (ids, said) in [
            ("1,x".to_owned(), "Numbers, with commas between them"),
            (
                (1..=251).map(|id| id.to_string()).collect::<Vec<_>>().join(","),
                "At most 250 at once",
            ),
        ] {
            let query = format!("clientids={ids}");
            assert_eq!(crate::billing::refused(&test, "GetClientNames", &query).await, said);
        }
    }
}

/// What staff wrote into "must be like" of a field holds for whoever fills it in.
#[tokio::test(flavor = "multi_thread")]
async fn a_field_is_like_its_pattern() {
    for test in each().await.unwrap() {
        let add = "type=client&name=Code&regexpr=/^[A-Z]{2}[0-9]%2B$/i";
        let field = call(&test, "AddCustomField", add).await.unwrap()["fieldid"].clone();
        let with = |value: &str| format!("{COMPLETE}&customfields[{field}]={value}");
        let refused = call(&test, "AddClient", &with("12AB")).await;
        assert_eq!(refused, Err("Code is not written as it must be".to_owned()));
        let made = call(&test, "AddClient", &with("ab12")).await.unwrap()["clientid"].clone();
        let change = format!("clientid={made}&customfields[{field}]=");
        let refused = call(&test, "UpdateClient", &format!("{change}none")).await;
        assert_eq!(refused, Err("Code is not written as it must be".to_owned()));
        call(&test, "UpdateClient", &change).await.unwrap();
    }
}

/// The kind of a field says what its value is, at every door.
#[tokio::test(flavor = "multi_thread")]
async fn a_field_holds_what_its_kind_asks_for() {
    for test in each().await.unwrap() {
        let add = "type=client&name=Colour&fieldtype=dropdown&options=Red,Dark Blue";
        let colour = call(&test, "AddCustomField", add).await.unwrap()["fieldid"].clone();
        let add = "type=client&name=News&fieldtype=tickbox";
        let news = call(&test, "AddCustomField", add).await.unwrap()["fieldid"].clone();
        let one_of = Err("Colour must be one of: Red, Dark Blue".to_owned());
        let with = format!("{COMPLETE}&customfields[{colour}]=Green");
        assert_eq!(call(&test, "AddClient", &with).await, one_of);
        let with = format!("{COMPLETE}&customfields[{colour}]=Dark Blue&customfields[{news}]=1");
        let made = call(&test, "AddClient", &with).await.unwrap()["clientid"].clone();
        let change = format!("clientid={made}&customfields[{colour}]=");
        assert_eq!(call(&test, "UpdateClient", &format!("{change}Blue")).await, one_of);
        // What was chosen once may be sent back though nobody could choose it any more.
        let options = format!("fieldid={colour}&options=Red,Blue");
        call(&test, "UpdateCustomField", &options).await.unwrap();
        call(&test, "UpdateClient", &format!("{change}Dark Blue")).await.unwrap();
        let read = call(&test, "GetClientsDetails", &format!("clientid={made}")).await.unwrap();
        let values = (&read["customfields1"], &read["customfields2"]);
        assert_eq!(values, (&json!("Dark Blue"), &json!("on")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_loses_a_name() {
    for test in each().await.unwrap() {
        let made = call(&test, "AddClient", COMPLETE).await.unwrap()["clientid"].clone();
        for (field, said) in [("firstname", "first name"), ("lastname", "last name")] {
            let change = format!("clientid={made}&{field}=+");
            let refused = call(&test, "UpdateClient", &change).await;
            assert_eq!(refused, Err(format!("You did not enter your {said}")));
        }
    }
}
