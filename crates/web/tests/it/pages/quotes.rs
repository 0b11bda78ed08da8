//! An offer is left by its client on its page, and then it cannot be taken.

use protocol::wire::WireDate;
use protocol::{CreateQuote, GetQuotes};

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::each;

#[tokio::test]
async fn a_quote_is_declined_by_its_client() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let call = CreateQuote {
            userid: Some(1),
            subject: "Two servers".to_owned(),
            stage: "Delivered".to_owned(),
            validuntil: WireDate(Some("2026-02-01".parse().unwrap())).into(),
            ..CreateQuote::default()
        };
        let quoteid = site.system.call(call).await.unwrap().quoteid.id();
        let path = format!("/billing/quotes/{}", quoteid.unwrap());
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let decline = format!("{path}/decline");
        assert!(jane.page(&path).await.contains(&decline));
        let answer = jane.post(&decline, &[]).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let page = jane.page(&path).await;
        assert!(page.contains("The quote is declined") && !page.contains(&decline), "{page}");
        jane.post(&format!("{path}/accept"), &[]).await;
        let page = jane.page(&path).await;
        assert!(page.contains("This quote is not open any more"), "{page}");
        let quotes = site.system.call(GetQuotes { quoteid, ..GetQuotes::default() }).await.unwrap();
        assert_eq!(&*quotes.quotes.0.quote.0[0].stage, "Lost");
    }
}
