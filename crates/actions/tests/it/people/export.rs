//! Everything about a client, for the client, and nothing that opens something.

use actions::testing::each;
use protocol::ExportClientData;
use serde_json::{Value, json};
use store::args;

use crate::billing::{ask, furnish};

#[tokio::test(flavor = "multi_thread")]
async fn a_client_gets_everything_and_nothing_of_others() {
    for test in each().await.unwrap() {
        let (jane, other) = (furnish(&test).await, furnish(&test).await);
        for (client, word) in [(jane, "mine"), (other, "theirs")] {
            let query = format!("userid={client}&notes={word}");
            ask(&test, "AddClientNote", &query).await;
            let query = format!(
                "userid={client}&status=Unpaid&itemdescription1={word}&\
                itemamount1=5.00&itemtaxed1=0"
            );
            ask(&test, "CreateInvoice", &query).await;
        }
        let mut act = test.engine.act().await.unwrap();
        let sql = "insert into pay_methods (client_id, type, description, gateway, token,
                card_type, last_four, created_at, updated_at)
            values ($1, 'RemoteCreditCard', 'Card', 'fakecard', 'tok_secret', 'visa', '4242', 0,
                0)";
        act.conn.exec(sql, args![jane]).await.unwrap();
        act.commit().await.unwrap();
        let clientid = u64::try_from(jane).unwrap();
        let answer = test.call(ExportClientData { clientid }).await.unwrap();
        let data: Value = serde_json::from_str(&answer.data).unwrap();
        assert_eq!(data["client"][0]["email"], "jane@example.com");
        assert_eq!(data["notes"].as_array().unwrap().len(), 1);
        assert_eq!(data["invoices"][0]["total_minor"], json!(500));
        assert_eq!(data["invoice_lines"][0]["description"], "mine");
        assert_eq!(data["pay_methods"][0]["last_four"], "4242");
        assert_eq!(data["domains"], json!([]));
        let text = answer.data.to_string();
        assert!(!text.contains("theirs") && !text.contains("tok_secret"), "{text}");
        let log = ask(&test, "GetActivityLog", &format!("clientid={jane}")).await.to_string();
        assert!(log.contains("Client Data Exported"), "{log}");
        let nobody = test.refused(ExportClientData { clientid: 99 }).await;
        assert_eq!(nobody, "Client ID Not Found");
    }
}
