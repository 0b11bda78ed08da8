//! The number of what was deleted is not given to something else.

use model::ids::InvoiceId;
use store::billing::invoices;
use store::people::clients;
use store::testing::each;
use store::{Conn, args};

use super::people::{client, with_currency};

async fn add_to_do(c: &mut Conn) -> i64 {
    let sql = "insert into todo_items (on_date, title, status)
        values ('2026-01-01', 't', 'New') returning id";
    c.scalar(sql, args![]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_given_once() {
    for test in each().await.unwrap() {
        let mut c = test.db.write().await.unwrap();
        let first = add_to_do(&mut c).await;
        let last = add_to_do(&mut c).await;
        c.exec("delete from todo_items where id = $1", args![last]).await.unwrap();
        assert_eq!(add_to_do(&mut c).await, last + 1);
        c.exec("delete from todo_items", args![]).await.unwrap();
        c.commit().await.unwrap();
        let mut c = test.db.write().await.unwrap();
        assert_eq!(add_to_do(&mut c).await, first + 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_of_invoices_go_on_after_the_last_one_is_gone() {
    for test in each().await.unwrap() {
        let mut c = with_currency(&test.db).await;
        let payer = clients::add(&mut c, &client("Ada", "Low", "", "a@example.com")).await.unwrap();
        let ids = invoices::reserve(&mut c, 2).await.unwrap();
        let InvoiceId(last) = ids[1];
        let sql = "insert into invoices (id, client_id, currency_id, status, issued_on, due_on,
            subtotal_minor, total_minor, created_at, updated_at)
            values ($1, $2, 1, 'Draft', '2026-01-01', '2026-01-01', 0, 0, 0, 0)";
        c.exec(sql, args![last, payer]).await.unwrap();
        lines_go_on(&mut c, last, payer.0).await;
        c.exec("delete from invoices", args![]).await.unwrap();
        assert_eq!(invoices::reserve(&mut c, 1).await.unwrap(), [InvoiceId(last + 1)]);
    }
}

/// A line's number is named by `UpdateInvoice`.
async fn lines_go_on(c: &mut Conn, invoice: i64, payer: i64) {
    let sql = "insert into invoice_items (invoice_id, client_id, description, amount_minor,
            net_minor)
        values ($1, $2, 'a', 0, 0) returning id";
    let first: i64 = c.scalar(sql, args![invoice, payer]).await.unwrap();
    c.exec("delete from invoice_items where id = $1", args![first]).await.unwrap();
    assert_eq!(c.scalar::<i64>(sql, args![invoice, payer]).await.unwrap(), first + 1);
    c.exec("delete from invoice_items", args![]).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_schema_is_whole_after_all_steps() {
    for test in each().await.unwrap() {
        if test.db.kind() != "SQLite" {
            continue;
        }
        let mut c = test.db.write().await.unwrap();
        let said: String = c.scalar("pragma integrity_check", args![]).await.unwrap();
        assert_eq!(said, "ok");
        let sql = "select count(*) from sqlite_schema where instr(sql, 'AUTOINCREMENT') > 0";
        assert_eq!(c.scalar::<i64>(sql, args![]).await.unwrap(), 81);
    }
}
