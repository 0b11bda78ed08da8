//! The automation: trying and running it, and the month of its runs.

use super::browser::{Browser, text};
use crate::shop::{furnish, sign_up};
use crate::site::{each_engine, one};

#[tokio::test]
async fn the_automation_is_tried_paused_and_run() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let (page, to) = ("/admin/automation", "/admin/automation");
    let tried = text(&ann.submit(page, to, &[("do", "try"), ("task", "CreateInvoices")]).await);
    assert!(tried.contains("What would be done"), "{tried}");
    let pause = [("do", "pause"), ("task", "CreateInvoices")];
    assert!(ann.done(page, to, &pause).await.contains("Paused"));
    ann.done(page, to, &[("do", "resume"), ("task", "CreateInvoices")]).await;
    let asked = text(&ann.submit(page, to, &[("do", "run"), ("task", "CreateInvoices")]).await);
    assert!(asked.contains("Run CreateInvoices now?"), "{asked}");
    let run = [("do", "run"), ("task", "CreateInvoices"), ("confirmed", "1")];
    let ran = text(&ann.submit(page, to, &run).await);
    assert!(ran.contains("What was done"), "{ran}");
}

#[tokio::test]
async fn the_month_of_the_automation_tells_how_each_day_went() {
    for site in each_engine().await {
        furnish(&site).await;
        let sql = "insert into automation_runs
            (task, on_date, started_at, finished_at, counters, error) values ";
        for row in [
            "('CreateInvoices', '2025-12-03', 1764752400, 1764752460, '{\"invoices\":3}', null)",
            "('AutoSuspensions', '2025-12-03', 1764752400, 1764752400, '{}', 'panel <down>')",
            "('CreateInvoices', '2025-12-04', 1764838800, 1764838860, '{}', null)",
        ] {
            site.run(&format!("{sql}{row}")).await;
        }
        site.run(
            "insert into automation_pauses (task, began_at, ended_at)
             values ('CreateInvoices', 1764939600, 1764943200)",
        )
        .await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let page = ann.read("/admin/automation?month=2025-12&day=2025-12-03").await;
        for (day, said) in [(3, "With failures"), (4, "Done"), (5, "Paused"), (6, "Nothing ran")] {
            let start = format!("day=2025-12-0{day}#day");
            let cell = page.split_once(&start).unwrap().1.split("</a>").next().unwrap();
            assert!(cell.contains(said), "{day}: {cell}");
        }
        let day = page.split_once("id=\"day\"").unwrap().1;
        assert!(day.contains("panel &lt;down&gt;") && day.contains("invoices 3"), "{day}");
        assert!(page.contains("month=2025-11") && page.contains("month=2026-01"), "{page}");
        let page = ann.read("/admin/automation?day=2025-12-05").await;
        assert!(page.contains("Nothing ran: it was paused"), "{page}");
        assert!(page.contains("Paused on this day: Generate Due Invoices"), "{page}");
        // What cannot be read is the month of today.
        for query in ["month=x", "day=2025-13-01", "month=2026-01"] {
            let page = ann.read(&format!("/admin/automation?{query}")).await;
            assert!(page.contains("Runs in January 2026"), "{query}: {page}");
        }
    }
}

#[tokio::test]
async fn the_forecast_stands_at_once_and_fetches_what_it_tells_of() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "debtor@example.com").await.order(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let asked = "/admin/automation/preview?date=2026-12-31&task=InvoiceReminders&chargesfail=1";
        let page = ann.read(asked).await;
        let whole = "data-fetch=\"/admin/automation/preview?date=2026-12-31&amp;task=InvoiceReminders\
                     &amp;chargesfail=1&amp;told=1\"";
        assert!(page.contains(whole) && page.contains("Working it out"), "{page}");
        let told = ann.read(&format!("{asked}&told=1")).await;
        assert!(
            told.contains("id=\"forecast\"") && told.contains("<dt>Overdue notice</dt>"),
            "{told}"
        );
        assert!(!told.contains("data-fetch"));
        let bad = ann.read("/admin/automation/preview?date=2099-01-01&told=1").await;
        assert!(bad.contains("too far away"), "{bad}");
    }
}
