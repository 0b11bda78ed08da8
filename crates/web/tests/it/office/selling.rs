//! What is sold and what moves: endings with their prices, orders with domains and options, and
//! transactions by hand.

use protocol::{AddCustomField, GetCustomFields};

use super::browser::{Browser, hidden, text};
use crate::shop::{furnish, sign_up};
use crate::site::{Site, one};

#[tokio::test]
async fn an_ending_is_made_priced_and_given_up() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let new = "/admin/tlds/new";
    let page = ann.done(new, new, &[("extension", "co.uk"), ("epp_required", "1")]).await;
    assert!(page.contains("Now its prices") && page.contains(">.co.uk<"), "{page}");
    let answer = ann.submit(new, new, &[("extension", ".CO.UK")]).await;
    assert!(text(&answer).contains("sold already"), "{}", text(&answer));
    let here = "/admin/tlds/1";
    let register = ("price[1][register][1]", "7.50");
    let late = [("redemption_period_days", "30"), ("redemption_period_fee", "80")];
    // One wrong price, and nothing at all is kept; what was typed is.
    let wrong = [("do", "save"), register, ("price[1][renew][2]", "much"), late[0], late[1]];
    let answer = ann.submit(here, here, &wrong).await;
    let page = text(&answer);
    assert_eq!(answer.status, 422, "{page}");
    assert!(page.contains("value=\"much\"") && page.contains("Prices in USD"), "{page}");
    assert!(page.contains("value=\"7.50\"") && page.contains("aria-invalid"), "{page}");
    let page = ann.read(here).await;
    assert!(!page.contains("7.50") && !page.contains("value=\"80.00\""), "{page}");
    let right = [("do", "save"), register, ("price[1][renew][2]", "17"), late[0], late[1]];
    let page = ann.done(here, here, &right).await;
    for kept in ["value=\"7.50\"", "value=\"17.00\"", "value=\"80.00\""] {
        assert!(page.contains(kept), "{kept}: {page}");
    }
    // What is emptied is offered no longer; what was not sent stays.
    let page = ann.done(here, here, &[("do", "save"), ("price[1][renew][2]", "")]).await;
    assert!(page.contains("value=\"7.50\"") && !page.contains("17.00"), "{page}");
    assert!(ann.read("/admin/tlds?q=co.").await.contains(">.co.uk<"));
    assert!(!ann.read("/admin/tlds?q=com").await.contains(">.co.uk<"));
    let answer = ann.submit(here, here, &[("do", "delete")]).await;
    assert!(text(&answer).contains("Sell .co.uk no longer?"), "{}", text(&answer));
    ann.done(here, here, &[("do", "delete"), ("confirmed", "1")]).await;
    assert_eq!(ann.open(here).await.status, 404);
}

#[tokio::test]
async fn an_order_has_options_another_price_and_a_domain() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let new = "/admin/tlds/new";
    ann.done(new, new, &[("extension", "example")]).await;
    let here = "/admin/tlds/1";
    let prices = [("do", "save"), ("price[1][register][2]", "19"), ("price[1][renew][2]", "21")];
    ann.done(here, here, &prices).await;
    let group = [("name", "Sizes"), ("products", "1")];
    ann.done("/admin/config-options/new", "/admin/config-options/new", &group).await;
    let path = "/admin/config-options/options/new";
    ann.done(path, path, &[("name", "Memory"), ("type", "1"), ("groupid", "1")]).await;
    let path = "/admin/config-options/choices/new";
    for (name, price) in [("2 GB", "0"), ("4 GB", "5")] {
        let choice = [("name", name), ("optionid", "1"), ("pricing[1][monthly]", price)];
        ann.done(path, path, &choice).await;
    }
    let path = "/admin/product-addons/new";
    let addon = [("name", "Backups"), ("products", "1"), ("paytype", "free")];
    ann.done(path, path, &addon).await;
    asks_for_a_system(&site).await;
    let new = "/admin/orders/new";
    let mut fields = vec![
        ("do", "look"),
        ("client", "jane"),
        ("paymentmethod", "faketransfer"),
        ("pid[0]", "1"),
        ("billingcycle[0]", ""),
        ("configoptions[0][1]", "2"),
        ("addons[0]", ""),
        ("addons[0]", "1"),
        ("pid[1]", ""),
        ("configoptions[1][1]", "2"),
        ("domaintype[10]", "register"),
        ("domain[10]", "jane.example"),
        ("regperiod[10]", "2"),
        ("domaintype[11]", ""),
        ("domain[11]", ""),
        ("regperiod[11]", "1"),
    ];
    // What the product asks stands there, with what was chosen; 5 + 5 and 1 for setup, and 19.
    let page = text(&ann.submit(new, new, &fields).await);
    assert!(page.contains("4 GB") && page.contains("Backups"), "{page}");
    assert!(
        page.contains("value=\"2\" selected") && page.contains("value=\"1\" checked"),
        "{page}"
    );
    assert!(page.contains("30.00"), "{page}");
    // Another price counts before the order as in it.
    fields.push(("priceoverride[0]", "3.00"));
    let page = text(&ann.submit(new, new, &fields).await);
    assert!(page.contains("22.00"), "{page}");
    let page = text(&ann.submit(new, "/admin/orders/new/asks?row=0", &fields).await);
    assert!(page.contains("Memory") && page.contains("Backups"), "{page}");
    assert!(page.contains("<option value=\"Alma\">"), "a list is chosen from: {page}");
    fields[0] = ("do", "place");
    let page = ann.done(new, new, &fields).await;
    assert!(page.contains("jane.example") && page.contains("22.00"), "{page}");
    let page = ann.read("/admin/services/1").await;
    assert!(page.contains("4 GB") && page.contains("3.00"), "{page}");
}

#[tokio::test]
async fn a_quantity_that_nobody_typed_is_the_least_that_there_is() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let group = [("name", "Mail"), ("products", "1")];
    ann.done("/admin/config-options/new", "/admin/config-options/new", &group).await;
    let path = "/admin/config-options/options/new";
    let least = ("qtyminimum", "2");
    ann.done(path, path, &[("name", "Boxes"), ("type", "4"), ("groupid", "1"), least]).await;
    let path = "/admin/config-options/choices/new";
    let choice = [("name", "Box"), ("optionid", "1"), ("pricing[1][monthly]", "1.00")];
    ann.done(path, path, &choice).await;
    let new = "/admin/orders/new";
    let fields = [
        ("do", "look"),
        ("client", "jane"),
        ("paymentmethod", "faketransfer"),
        ("pid[0]", "1"),
        ("billingcycle[0]", "monthly"),
        ("configoptions[0][1][optionid]", "1"),
        ("configoptions[0][1][qty]", ""),
    ];
    // 5 and twice 1, and 1 for setup.
    let page = text(&ann.submit(new, new, &fields).await);
    assert!(page.contains("At least 2") && page.contains("8.00"), "{page}");
    assert!(!page.contains("Please fill this in"), "{page}");
    // What is wrong with a price leads to its field.
    let page = ann.read("/admin/products/1").await;
    assert!(page.contains("id=\"f-pricing[1][monthly]\""), "{page}");
    assert!(page.contains("What is sold and asked with products"), "{page}");
}

#[tokio::test]
async fn a_product_is_copied_with_what_belongs_to_it() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    asks_for_a_system(&site).await;
    let here = "/admin/products/1";
    assert!(ann.read(here).await.contains("/copy\">"));
    let page = ann.done(here, "/admin/products/1/copy", &[]).await;
    for said in ["hidden until you show it", "Starter (copy)", "name=\"hidden\"", "5.00"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let call = GetCustomFields { limitnum: Some(9), ..GetCustomFields::default() };
    let fields = site.system.call(call).await.unwrap().customfields.0.customfield.0;
    assert_eq!(fields.iter().filter(|row| &*row.name == "System").count(), 2, "{fields:?}");
    let other = one().await;
    furnish(&other).await;
    let mut some = Browser::of_ann(&other, r#"["GetProductDetails","UpdateProduct"]"#).await;
    assert!(!some.read(here).await.contains("/copy"));
    assert_eq!(some.submit(here, "/admin/products/1/copy", &[]).await.status, 403);
}

/// Looking what an order costs says what is wrong where it is, as placing it does.
#[tokio::test]
async fn what_is_wrong_with_an_order_stands_at_its_field() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let new = "/admin/orders/new";
    for (name, value, said) in [
        ("qty[0]", "some", "number"),
        ("priceoverride[0]", "1,5x", "amount such as"),
        ("promocode", "NONE", "NONE"),
    ] {
        for verb in ["look", "place"] {
            let pay = ("paymentmethod", "faketransfer");
            let fields = [("do", verb), ("client", "jane"), ("pid[0]", "1"), pay, (name, value)];
            let answer = ann.submit(new, new, &fields).await;
            assert_eq!(answer.status, 422, "{verb} {name}");
            let page = text(&answer);
            let field = format!("id=\"p-{name}\"");
            assert!(page.contains(&field) && page.contains(said), "{verb} {name}: {page}");
        }
    }
    let fields = [("do", "look"), ("client", "nobody"), ("domain[10]", "a.example")];
    let page =
        text(&ann.submit(new, new, &[&fields[..], &[("domain[11]", "b.example")]].concat()).await);
    assert_eq!(page.matches("whether to register or to transfer it").count(), 4, "{page}");
    assert!(page.contains("No client begins"), "{page}");
}

/// A field of the first product, to be chosen from a list.
async fn asks_for_a_system(site: &Site) {
    let field = AddCustomField {
        r#type: "product".to_owned(),
        relid: Some(1),
        name: "System".to_owned(),
        fieldtype: Some("dropdown".to_owned()),
        options: Some("Debian, Alma".to_owned()),
        showorder: Some(true.into()),
        ..AddCustomField::default()
    };
    site.system.call(field).await.unwrap();
}

#[tokio::test]
async fn money_that_moved_is_recorded_and_described_but_never_another_amount() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let new = "/admin/transactions/new";
    for (fields, said) in [
        (vec![("client", "jane")], "how much came in"),
        (vec![("client", "nobody"), ("amountin", "5")], "No client begins"),
        (vec![("client", "jane"), ("amountin", "1,5x")], "amount such as"),
        (vec![("client", "jane"), ("amountin", "1,500")], "Write it as 1234 or"),
        (vec![("client", "jane"), ("amountin", "5"), ("invoiceid", "9")], "Invoice ID Not Found"),
        (vec![("client", "jane"), ("amountin", "5"), ("date", "2026-02-30")], "date such as"),
    ] {
        let answer = ann
            .submit(new, new, &[&fields[..], &[("paymentmethod", "faketransfer")]].concat())
            .await;
        assert_eq!(answer.status, 422, "{fields:?}");
        assert!(text(&answer).contains(said), "{fields:?}: {}", text(&answer));
    }
    let fields = [
        ("client", "jane"),
        ("paymentmethod", "faketransfer"),
        ("amountin", "25"),
        ("date", "2026-01-05"),
        ("transid", "BANK-1"),
        ("credit", "1"),
    ];
    let page = ann.done(new, new, &fields).await;
    assert!(page.contains("BANK-1") && page.contains("25.00"), "{page}");
    let answer = ann.submit(new, new, &fields).await;
    assert!(text(&answer).contains("must be Unique"), "{}", text(&answer));
    let here = "/admin/transactions/1";
    let page = ann.done(here, here, &[("description", "By cheque"), ("amountin", "25")]).await;
    assert!(page.contains("By cheque") && page.contains("BANK-1"), "{page}");
    let answer = ann.submit(here, here, &[("amountin", "26")]).await;
    assert_eq!(answer.status, 422, "{}", text(&answer));
    assert_eq!(ann.open("/admin/transactions/2").await.status, 404);
}

/// The day of the office is that of the company, not that of Greenwich.
#[tokio::test]
async fn the_day_is_that_of_the_company() {
    let site = one().await;
    furnish(&site).await;
    site.clock.set("2026-01-31T23:30:00Z".parse().unwrap());
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    for (zone, day) in [("UTC", "2026-01-31"), ("Asia/Dhaka", "2026-02-01")] {
        let set = [("to[TimeZone]", zone)];
        ann.done("/admin/settings", "/admin/settings", &set).await;
        let page = ann.read("/admin/invoices/new").await;
        assert!(page.contains(&format!("value=\"{day}\"")), "{zone}: {page}");
    }
}

/// A form that is sent twice pays once, and one that is refused is shown again as it was typed.
#[tokio::test]
async fn an_invoice_is_paid_once_and_keeps_what_was_typed() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let new = "/admin/invoices/new";
    let lines = [("client", "jane"), ("itemdescription1", "Advice"), ("itemamount1", "10.00")];
    ann.done(new, new, &[&lines[..], &[("draft", "1")]].concat()).await;
    let here = "/admin/invoices/1";
    let wrong = [("do", "edit"), ("itemdescription[1]", "Better"), ("itemamount[1]", "ten")];
    let page = text(&ann.submit(here, here, &wrong).await);
    assert!(page.contains(">Better</textarea>") && page.contains("value=\"ten\""), "{page}");
    ann.done(here, here, &[("do", "publish")]).await;
    let wrong = [("do", "pay"), ("amount", "-3"), ("gateway", "faketransfer"), ("fees", "0.25")];
    let answer = ann.submit(here, here, &wrong).await;
    let page = text(&answer);
    assert_eq!(answer.status, 422, "{page}");
    assert!(page.contains("value=\"-3\"") && page.contains("value=\"0.25\""), "{page}");
    for (verb, said) in [("collections", "in collections"), ("unpaid", "unpaid again")] {
        let page = ann.done(here, here, &[("do", verb)]).await;
        assert!(page.contains(said), "{verb}: {page}");
    }
    let pay = [("do", "pay"), ("amount", "10.00"), ("gateway", "faketransfer")];
    let page = ann.read(here).await;
    let (csrf, once) = (hidden(&page, "csrf"), hidden(&page, "once"));
    let twice = [&[("csrf", &*csrf), ("once", &*once)], &pay[..]].concat();
    for _ in 0..2 {
        assert_eq!(ann.send(here, &twice).await.status, 303);
    }
    let page = ann.read("/admin/transactions").await;
    assert_eq!(page.matches("class=\"c-main").count(), 1, "{page}");
}

/// Who may do little is offered little, and loses nothing of what others set.
#[tokio::test]
async fn a_role_is_offered_only_what_it_permits() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let may = r#"["GetClients","GetClientsDetails","GetInvoices","GetInvoice","GetToDoItems",
        "UpdateToDoItem","GetTickets"]"#;
    let mut ann = Browser::of_ann(&site, may).await;
    site.run(
        "insert into todo_items (on_date, title, description, staff_id, status)
            values ('2026-01-01', 'Call', '', 1, 'New')",
    )
    .await;
    for (path, offers) in [
        ("/admin/clients", "clients/new"),
        ("/admin/clients/1", "value=\"credit\""),
        ("/admin/clients/1", "orders/new"),
        ("/admin/invoices", "invoices/new"),
        ("/admin/tickets", "Block senders"),
        ("/admin/todo/1", "value=\"delete\""),
    ] {
        let page = ann.read(path).await.replace("&#x2f;", "/");
        assert!(!page.contains(offers), "{path} offers {offers}");
    }
    for path in ["clients/new", "orders/new", "transactions/new", "tlds/new"] {
        let answer = ann.open(&format!("/admin/{path}")).await;
        assert_eq!(answer.status, 403, "{path}");
        assert!(text(&answer).contains("Your role does not permit"), "{path}");
    }
    assert!(
        ann.read("/admin/todo/1").await.contains("value=\"done\""),
        "what it permits is offered"
    );
    // The staff is not told, so the one it belongs to is a number; it stays so.
    let page = ann.read("/admin/todo/1").await;
    assert!(page.contains("<option value=\"1\" selected>"), "{page}");
}

#[tokio::test]
async fn a_bundle_and_a_change_of_prices_name_their_products() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let new = "/admin/bundles/new";
    let page = ann.read(new).await;
    assert!(page.contains("name=\"product0\"") && page.contains("name=\"cycle0\""), "{page}");
    let mut fields =
        vec![("name", "Twice"), ("price", "8"), ("product0", "1"), ("cycle0", "monthly")];
    let answer = ann.submit(new, new, &fields).await;
    let page = text(&answer);
    assert!(page.contains("A bundle holds 2 to 20 products"), "{page}");
    assert!(page.contains("<option value=\"1\" selected>"), "what was chosen stands: {page}");
    fields.extend([("product2", "1"), ("cycle2", "annually")]);
    ann.done(new, new, &fields).await;
    let listed = ann.read("/admin/bundles").await;
    assert!(listed.contains(", monthly · ") && listed.contains(", annually"), "{listed}");
    assert!(!listed.contains("1:monthly"), "{listed}");
    let here = "/admin/bundles/1";
    let page = ann.read(here).await;
    assert_eq!(page.matches("<option value=\"1\" selected>").count(), 2, "{page}");
    // All rows emptied are no products, and not the products as they were.
    let none = [("do", "save"), ("name", "Twice"), ("price", "8"), ("product0", "")];
    assert!(text(&ann.submit(here, here, &none).await).contains("A bundle holds 2"));

    let here = "/admin/price-change";
    let page = ann.read(here).await;
    assert!(page.contains("type=\"checkbox\" name=\"pids\" value=\"1\""), "{page}");
    let change = [
        ("do", "preview"),
        ("changetype", "percent"),
        ("amount", "10"),
        ("pids", ""),
        ("pids", "1"),
        ("cycles", ""),
        ("cycles", "monthly"),
        ("cycles", "annually"),
    ];
    let page = text(&ann.submit(here, here, &change).await);
    assert!(page.contains(" prices would change"), "{page}");
    for kept in ["name=\"pids\" value=\"1\" checked", "value=\"annually\" checked"] {
        assert!(page.contains(kept), "{kept}: {page}");
    }
}
