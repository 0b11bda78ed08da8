//! The page of bank statements: looked at, imported, and what is left decided.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::browser::{Browser, text};
use crate::shop::{furnish, sign_up};
use crate::site::{Site, each};

/// Jane with an open invoice that is paid by transfer: its number, and what people call it.
async fn invoiced(site: &Site) -> u64 {
    furnish(site).await;
    let jane = sign_up(site, "jane@example.com").await;
    let id = jane.order(site).await["invoice_id"].as_u64().unwrap();
    site.run(&format!(
        "update invoices set gateway = 'faketransfer', number = 'INV-2026-00012' where id = {id};"
    ))
    .await;
    id
}

#[tokio::test]
async fn a_statement_is_looked_at_imported_and_decided() {
    for site in each().await {
        let id = invoiced(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let at = "/admin/bank-statements";
        assert!(ann.read(at).await.contains("No line is like that."));
        let nothing = ann.submit(at, at, &[("do", "check")]).await;
        assert!(text(&nothing).contains("Choose the file that the bank gave you"));
        let data = STANDARD.encode(
            "date,amount,currency,payer,payeraccount,reference,bankid\n\
             2026-01-02,1.00,USD,Jane Doe,DE1,inv 2026/00012,b-1\n\
             2026-01-02,2.00,USD,Nobody,DE2,a gift,b-2\n",
        );
        let bad = STANDARD.encode("date,amount,currency\n2026-01-02,x,USD\n");
        let fields = [("do", "check"), ("file[0][name]", "a.csv"), ("file[0][data]", &*bad)];
        let page = text(&ann.submit(at, at, &fields).await);
        assert!(page.contains("Row 2") && page.contains("is no amount"), "{page}");
        let fields = [("do", "check"), ("file[0][name]", "a.csv"), ("file[0][data]", &*data)];
        let page = text(&ann.submit(at, at, &fields).await);
        assert!(page.contains("What would be booked") && page.contains("name=\"data\""), "{page}");
        assert!(ann.read(at).await.contains("No line is like that."), "it was only tried");
        let page = ann.done(at, at, &[("do", "import"), ("data", &*data)]).await;
        assert!(page.contains("Lines that are new: 2") && page.contains("a gift"), "{page}");
        assert!(page.contains("Another amount is to be paid"), "{page}");
        assert!(page.contains("Named in the reference"), "{page}");
        // What was only tried has used up numbers.
        let mut lines = page.split("name=\"lineid\" value=\"").skip(1);
        let mut line = || lines.next().unwrap().split('"').next().unwrap().to_owned();
        let (gift, janes) = (line(), line());
        let wrong = [("do", "match"), ("lineid", &*gift), ("invoiceid", "99"), ("userid", "")];
        let page = text(&ann.submit(at, at, &wrong).await);
        assert!(page.contains("Invoice ID Not Found") && page.contains("value=\"99\""), "{page}");
        let number = id.to_string();
        let fields =
            [("do", "match"), ("lineid", &*janes), ("invoiceid", &*number), ("userid", "1")];
        ann.done(at, at, &fields).await;
        let page = ann.read("/admin/bank-statements?status=Booked").await.replace("&#x2f;", "/");
        assert!(page.contains(&format!("/admin/invoices/{id}\"")), "{page}");
        assert!(page.contains("/admin/transactions/"), "{page}");
        ann.done(at, at, &[("do", "ignore"), ("lineid", &*gift), ("invoiceid", "")]).await;
        assert!(ann.read("/admin/bank-statements?status=Ignored").await.contains("a gift"));
    }
}
