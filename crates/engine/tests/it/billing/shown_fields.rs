//! Fields of the house that invoices show: those of products on the line, those of clients with
//! the address.

use engine::billing::generate::{self, Wanted};
use engine::billing::{documents, parties};
use engine::testing::{TestEngine, each};
use model::ids::InvoiceId;
use store::args;
use store::billing::{invoice_items, invoices};

use crate::house::{client, service};

async fn field(test: &TestEngine, kind: &str, parent: i64, more: (&str, &str, bool, &str, i64)) {
    let (name, field_type, shown, value, owner) = more;
    let mut act = test.act().await.unwrap();
    let sql = "insert into custom_fields (kind, rel_id, name, field_type, show_invoice)
        values ($1, $2, $3, $4, $5) returning id";
    let values = args![kind, parent, name, field_type, i64::from(shown)];
    let id: i64 = act.conn.scalar(sql, values).await.unwrap();
    let sql = "insert into custom_field_values (field_id, rel_id, value) values ($1, $2, $3)";
    act.conn.exec(sql, args![id, owner, value]).await.unwrap();
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn invoices_show_the_fields_that_say_so() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        let service = service(&mut act.conn, client, "2026-01-05").await;
        let sql = "select product_id from services where id = $1";
        let product: i64 = act.conn.scalar(sql, args![service]).await.unwrap();
        act.commit().await.unwrap();
        for more in [
            ("Plate", "text", true, "B-42", service.0),
            ("Insured", "tickbox", true, "on", service.0),
            ("Root password", "password", true, "hush", service.0),
            ("Internal", "text", false, "hidden", service.0),
        ] {
            field(&test, "product", product, more).await;
        }
        field(&test, "client", 0, ("Cost centre", "text", true, "4711", client.0)).await;
        field(&test, "client", 0, ("Shoe size", "text", false, "43", client.0)).await;
        test.clock.set("2026-01-02T09:00:00Z".parse().unwrap());
        let cx = test.engine.cx(test.caller());
        let made = generate::run(&cx, "GenInvoices", &Wanted::default()).await.unwrap();
        let id: InvoiceId = made[0];
        let mut c = test.engine.read().await.unwrap();
        let lines = invoice_items::of_invoice(&mut c, id).await.unwrap();
        let text = &lines[0].description;
        assert!(text.ends_with("\nPlate: B-42\nInsured: Yes"), "{text}");
        let row = invoices::by_id(&mut c, id).await.unwrap().unwrap();
        let kept = parties::read(&row.parties).buyer;
        assert_eq!(kept.lines().collect::<Vec<_>>(), ["Cost centre: 4711"]);
        let paper = documents::invoice(&test.engine, &mut c, id).await.unwrap().unwrap();
        assert_eq!(paper.buyer.address.last().map(String::as_str), Some("Cost centre: 4711"));
    }
}
