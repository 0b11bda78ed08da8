//! Two clients become one, and the books hold.

use actions::testing::each;

use super::stage::{call, client, run, scalar};

#[tokio::test(flavor = "multi_thread")]
async fn everything_of_one_client_becomes_the_others() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        client(&test, "j.doe@example.com").await;
        for form in
            ["clientid=1&description=Gift&amount=5.00", "clientid=2&description=Gift&amount=7.50"]
        {
            call(&test, "AddCredit", form).await.unwrap();
        }
        let invoice = "userid=1&status=Unpaid&date=2026-01-01&duedate=2026-01-15\
            &itemdescription1=Work&itemamount1=20.00&itemtaxed1=0";
        call(&test, "CreateInvoice", invoice).await.unwrap();
        call(&test, "AddClientNote", "userid=1&notes=Calls+often").await.unwrap();
        let pay = "invoiceid=1&transid=t-1&gateway=fakecard&amount=20.00";
        call(&test, "AddInvoicePayment", pay).await.unwrap();
        for (form, said) in [
            ("clientid=1&targetclientid=1", "A client cannot be merged with itself"),
            ("clientid=1&targetclientid=9", "Client ID Not Found"),
        ] {
            assert_eq!(call(&test, "MergeClients", form).await, Err(said.to_owned()));
        }
        call(&test, "MergeClients", "clientid=1&targetclientid=2").await.unwrap();
        let sums = "select count(*) from invoices where client_id = 1";
        assert_eq!(scalar::<i64>(&test, sums).await, 0);
        let credit = "select credit_minor from clients where id = 2";
        assert_eq!(scalar::<i64>(&test, credit).await, 1_250);
        let status: String = scalar(&test, "select status from clients where id = 1").await;
        assert_eq!(status, "Closed");
        let owners = "select count(*) from user_clients where client_id = 2 and is_owner = 1";
        assert_eq!(scalar::<i64>(&test, owners).await, 1);
        let users = "select count(*) from user_clients where client_id = 2";
        assert_eq!(scalar::<i64>(&test, users).await, 2);
        let books = call(&test, "VerifyBooks", "").await.unwrap();
        assert_eq!(books["violations"], serde_json::json!([]), "{books}");

        client(&test, "eve@example.com").await;
        run(&test, "update clients set currency_id = 2 where id = 3").await;
        let said = call(&test, "MergeClients", "clientid=3&targetclientid=2").await.unwrap_err();
        assert_eq!(said, "The clients are billed in different currencies");
    }
}
