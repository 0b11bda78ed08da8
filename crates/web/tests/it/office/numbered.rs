//! Invoices are called by their numbers, which need not be their ids; drafts have none.

use super::browser::{Browser, text};
use crate::shop::{furnish, sign_up};
use crate::site::each;

#[tokio::test]
async fn an_invoice_is_called_by_its_number_and_a_draft_a_draft() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let (list, new) = ("/admin/invoices", "/admin/invoices/new");
        let lines = [
            ("client", "jane"),
            ("itemdescription1", "One"),
            ("itemamount1", "10"),
            ("itemdescription2", "Two"),
            ("itemamount2", "5"),
        ];
        let page = ann.done(new, new, &[&lines[..], &[("draft", "1")]].concat()).await;
        assert!(page.contains("<h1>Draft 1 "), "{page}");
        ann.done(new, new, &lines).await;
        let page = ann.read(list).await;
        assert!(page.contains("Draft 1<") && page.contains("#1<"), "{page}");

        let here = "/admin/invoices/2";
        for chosen in [&[][..], &[("line", "3"), ("line", "4")]] {
            let answer = ann.submit(here, here, &[&[("do", "split")][..], chosen].concat()).await;
            let page = text(&answer);
            assert_eq!(answer.status, 422, "{page}");
            assert!(page.contains("and not all of them") && !page.contains("lineitemids"));
        }
        let split = [("do", "split"), ("line", "4"), ("newdue", ""), ("confirmed", "1")];
        let page = ann.done(here, here, &split).await;
        assert!(page.contains("The other lines are on invoice 2"), "of id 3: {page}");

        let merge = [("id", "3"), ("id", "4"), ("do", "merge")];
        let page = text(&ann.submit(list, "/admin/invoices/several", &merge).await);
        assert!(page.contains("Merge 2 invoices?"), "{page}");
        assert!(page.contains("#2<") && page.contains("#3<") && !page.contains("#4<"), "{page}");
        let page = ann.done(list, "/admin/invoices/several", &[("id", "3"), ("do", "merge")]).await;
        assert!(page.contains("Please choose two invoices or more"), "{page}");
    }
}
