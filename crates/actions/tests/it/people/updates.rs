//! `UpdateClient` and `UpdateUser`: what is sent changes, the rest stays, and the log says so.

use actions::testing::each;
use serde_json::{Value, json};

use super::stage::{call, client, run, scalar, user};

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_sent_changes_and_the_audit_says_what() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        let before = call(&test, "GetClientsDetails", "clientid=1").await.unwrap();
        let form = "clientid=1&city=Austin&taxexempt=true&marketingoptin=1&status=Inactive";
        let answer = call(&test, "UpdateClient", form).await.unwrap();
        assert_eq!(answer, json!({"result": "success", "clientid": "1"}));
        let after = call(&test, "GetClientsDetails", "clientid=1").await.unwrap();
        let changed: Vec<&String> = before["client"]
            .as_object()
            .unwrap()
            .iter()
            .filter(|(key, value)| after["client"][key.as_str()] != **value)
            .map(|(key, _)| key)
            .collect();
        let expected = [
            "city",
            "status",
            "taxexempt",
            "emailoptout",
            "marketing_emails_opt_in",
            "isOptedInToMarketingEmails",
        ];
        assert_eq!(changed, expected);
        let sql = "select changes from audit where entity = 'client' and entity_id = 1";
        let audit: Value = serde_json::from_str(&scalar::<String>(&test, sql).await).unwrap();
        assert_eq!(
            audit,
            json!({"city": ["Town", "Austin"], "status": ["Active", "Inactive"],
                "marketingoptin": [false, true], "taxexempt": [false, true]})
        );
        let sql = "select description from activity where action = 'UpdateClient'";
        let line: String = scalar(&test, sql).await;
        assert!(
            line.starts_with("Client Profile Modified - city: 'Town' to 'Austin' - "),
            "{line}"
        );
        assert!(line.ends_with("User ID: 1"), "{line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consent_to_advertising_is_kept_until_it_is_taken_back() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        for (said, wanted) in [
            ("&marketingoptin=true", true),
            ("&city=Austin", true),
            ("&marketingoptin=", true),
            ("&marketingoptin=false", false),
            ("&city=Town", false),
            ("&marketingoptin=1", true),
            ("&marketingoptin=0", false),
        ] {
            call(&test, "UpdateClient", &format!("clientid=1{said}")).await.unwrap();
            let found = call(&test, "GetClientsDetails", "clientid=1").await.unwrap();
            let client = &found["client"];
            assert_eq!(client["marketing_emails_opt_in"], json!(wanted), "{said}");
            assert_eq!(client["isOptedInToMarketingEmails"], json!(wanted), "{said}");
            assert_eq!(client["emailoptout"], json!(!wanted), "{said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_is_found_by_address_too_and_wrong_values_are_refused() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        client(&test, "joe@example.com").await;
        let form = "clientemail=JOE@example.com&lastname=Roe";
        assert_eq!(call(&test, "UpdateClient", form).await.unwrap()["clientid"], json!("2"));
        for (form, said) in [
            ("clientid=9&city=X", "Client ID Not Found"),
            ("clientemail=nobody@example.com", "Client ID Not Found"),
            ("", "Client ID Not Found"),
            ("clientid=1&email=joe@example.com", "Duplicate Email Address"),
            ("clientid=1&email=joe", "The email address entered is not valid"),
            ("clientid=1&country=XX", "Valid country required"),
            ("clientid=1&status=Gone", "Invalid Client Status"),
            ("clientid=1&groupid=9", "Invalid Client Group ID"),
            ("clientid=1&currency=9", "Invalid Currency ID"),
            (
                "clientid=1&email_preferences[domain]=0",
                "You must have at least one email address enabled to receive domain related \
                 notifications as required by ICANN. To disable domain notifications, please \
                 create an alternative contact that is set to receive them",
            ),
        ] {
            assert_eq!(call(&test, "UpdateClient", form).await, Err(said.to_owned()), "{form}");
        }
        call(&test, "AddContact", "clientid=1&email=c@example.com&email_preferences[domain]=1")
            .await
            .unwrap();
        let form = "clientid=1&email_preferences[domain]=0&email_preferences[support]=false";
        call(&test, "UpdateClient", form).await.unwrap();
        let found = call(&test, "GetClientsDetails", "clientid=1").await.unwrap();
        let wanted = json!({"general": "1", "invoice": "1", "support": "0", "product": "1",
            "domain": "0", "affiliate": "1"});
        assert_eq!(found["email_preferences"], wanted);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_currency_stays_once_there_are_documents() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        call(&test, "UpdateClient", "clientid=1&currency=2").await.unwrap();
        run(&test, "update clients set credit_minor = 5 where id = 1").await;
        let said = call(&test, "UpdateClient", "clientid=1&currency=1").await.unwrap_err();
        assert!(said.starts_with("The currency cannot be changed"), "{said}");
        call(&test, "UpdateClient", "clientid=1&currency=2&city=X").await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn users_are_made_changed_and_refused() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        user(&test, "una@example.com").await;
        let full = "firstname=A&lastname=B&email=a@example.com&password2=p";
        for (without, said) in [
            ("firstname", "You did not enter a first name"),
            ("lastname", "You did not enter a last name"),
            ("email", "You did not enter an email address"),
            ("password2", "You did not enter a password"),
        ] {
            let form: Vec<&str> =
                full.split('&').filter(|pair| !pair.starts_with(without)).collect();
            assert_eq!(call(&test, "AddUser", &form.join("&")).await, Err(said.to_owned()));
        }
        let taken = "A user already exists with that email address";
        for (form, said) in [
            (full.replace("a@example.com", "a"), "The email address entered is not valid"),
            (full.replace("a@example.com", "Jane@Example.com"), taken),
        ] {
            assert_eq!(call(&test, "AddUser", &form).await, Err(said.to_owned()));
        }
        for (form, said) in [
            ("user_id=9&firstname=X", "Invalid User ID requested"),
            ("user_id=2", "One of `email`, `firstname`, `lastname`, or `language` is required"),
            ("user_id=2&email=x", "The email address entered is not valid"),
            ("user_id=2&email=jane@example.com", taken),
        ] {
            assert_eq!(call(&test, "UpdateUser", form).await, Err(said.to_owned()), "{form}");
        }
        let answer = call(&test, "UpdateUser", "user_id=2&email=new@example.com").await.unwrap();
        assert_eq!(answer, json!({"result": "success", "user_id": "2"}));
        assert_eq!(scalar::<i64>(&test, "select epoch from users where id = 2").await, 1);
        let found = call(&test, "GetUsers", "search=new@&sorting=DESC").await.unwrap();
        assert_eq!(
            found,
            json!({"result": "success", "totalresults": 1, "startnumber": 0, "numreturned": 1,
                "users": [{"id": 2, "firstname": "Una", "lastname": "Roe",
                "email": "new@example.com", "datecreated": "2026-01-01 09:00:00",
                "validationdata": "", "clients": []}]})
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_affiliate_is_paid_what_it_earned_and_on_other_terms() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        call(&test, "AffiliateActivate", "userid=1").await.unwrap();
        run(&test, "update affiliates set balance_minor = 10000 where id = 1").await;
        for (form, expected) in [
            ("affiliateid=9&amount=1", "Affiliate ID Not Found"),
            ("affiliateid=1&amount=0", "The amount must be above zero"),
            ("affiliateid=1&amount=100.01", "The affiliate's balance is lower than that"),
            ("affiliateid=1&amount=1&type=gift", "Invalid type: outside or credit"),
        ] {
            let said = call(&test, "AddAffiliatePayout", form).await.unwrap_err();
            assert_eq!(said, expected, "{form}");
        }
        let form = "affiliateid=1&amount=40&reference=Wire+7";
        let paid = call(&test, "AddAffiliatePayout", form).await.unwrap();
        assert_eq!((&paid["balance"], &paid["withdrawn"]), (&json!("60.00"), &json!("40.00")));
        let form = "affiliateid=1&amount=60&type=credit";
        let paid = call(&test, "AddAffiliatePayout", form).await.unwrap();
        assert_eq!((&paid["balance"], &paid["withdrawn"]), (&json!("0.00"), &json!("100.00")));
        let found = call(&test, "GetClientsDetails", "clientid=1").await.unwrap();
        assert_eq!(found["credit"], json!("60.00"), "only the second is credit");
        let told = call(&test, "GetAffiliateDetails", "affiliateid=1").await.unwrap();
        let rows = told["payouts"]["payout"].as_array().unwrap().iter();
        let rows: Vec<_> =
            rows.map(|row| [&row["amount"], &row["type"], &row["reference"]]).collect();
        let (credit, wire) = (
            [json!("60.00"), json!("credit"), json!("")],
            [json!("40.00"), json!("outside"), json!("Wire 7")],
        );
        assert_eq!(rows, [credit.each_ref(), wire.each_ref()]);
        let said = call(&test, "GetAffiliateDetails", "affiliateid=9").await.unwrap_err();
        assert_eq!(said, "Affiliate ID Not Found");
        crate::billing::books_add_up(&test).await;

        let terms = "select pay_type || ' ' || pay_amount || ' ' || one_time from affiliates";
        for (form, expected) in [
            ("affiliateid=1&paytype=percentage&payamount=12.5", "percentage 1250 0"),
            ("affiliateid=1&paytype=fixed&payamount=7.50&onetime=1", "fixed 750 1"),
            ("affiliateid=1&paytype=", " 750 1"),
        ] {
            call(&test, "UpdateAffiliate", form).await.unwrap();
            assert_eq!(scalar::<String>(&test, terms).await, expected, "{form}");
        }
        for (form, expected) in [
            ("affiliateid=9&onetime=1", "Affiliate ID Not Found"),
            ("affiliateid=1&paytype=often", "Invalid pay type: percentage or fixed"),
            ("affiliateid=1&paytype=percentage&payamount=x", "Parameter 'payamount'"),
        ] {
            let said = call(&test, "UpdateAffiliate", form).await.unwrap_err();
            assert!(said.starts_with(expected), "{form}: {said}");
        }
    }
}
