//! Small forms of what a company sets up once, and what it brings along.

use super::browser::{Browser, text};
use crate::shop::furnish;
use crate::site::{each_engine, one};

#[tokio::test]
async fn what_a_company_sets_up_once_has_a_form_each() {
    /// The list, what is filled in, and what the list shows of it.
    type Form = (&'static str, &'static [(&'static str, &'static str)], &'static str);
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let forms: [Form; 9] = [
        ("client-groups", &[("name", "Resellers"), ("discountpercent", "10")], "Resellers"),
        (
            "custom-fields",
            &[("type", "client"), ("name", "VAT office"), ("relid", "")],
            "VAT office",
        ),
        ("security-questions", &[("question", "First pet?")], "First pet?"),
        ("departments", &[("name", "Abuse"), ("email", "abuse@x.example")], "Abuse"),
        ("ticket-statuses", &[("title", "Parked"), ("color", "#888888")], "Parked"),
        ("escalations", &[("name", "Slow"), ("minutes", "60"), ("todeptid", "0")], "Slow"),
        ("product-groups", &[("name", "Servers"), ("slug", "servers")], "Servers"),
        ("order-statuses", &[("title", "Checked"), ("color", "#888888")], "Checked"),
        ("tax-rules", &[("name", "VAT"), ("rate", "19"), ("level", "1")], "VAT"),
    ];
    for (list, fields, name) in forms {
        let path = format!("/admin/{list}/new");
        let page = ann.done(&path, &path, fields).await;
        assert!(page.contains(" was added") && page.contains(name), "{list}: {page}");
        // The templates write slashes as browsers read them.
        let page = ann.read(&format!("/admin/{list}")).await.replace("&#x2f;", "/");
        let link = format!("href=\"/admin/{list}/");
        let ids = page.split(link.as_str()).skip(1).filter_map(|rest| rest.split('"').next());
        let ids: Vec<u64> = ids.filter_map(|id| id.parse().ok()).collect();
        let here = format!("/admin/{list}/{}", ids.iter().max().unwrap());
        assert!(ann.read(&here).await.contains(name), "{list}");
        let mut changed = vec![("do", "save")];
        changed.extend(fields);
        let page = ann.done(&here, &here, &changed).await;
        assert!(page.contains("Saved"), "{list}: {page}");
        let confirmed = [("do", "delete"), ("confirmed", "1")];
        let page = ann.done(&here, &here, &confirmed).await;
        assert!(page.contains(" was deleted"), "{list}: {page}");
        assert_eq!(ann.open(&here).await.status, 404, "{list}");
    }
}

#[tokio::test]
async fn a_field_of_a_product_is_of_one_that_there_is() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let new = "/admin/custom-fields/new";
    let page = ann.read(new).await;
    assert!(page.contains("name=\"product\"") && page.contains(">Starter</option>"), "{page}");
    let field = [("type", "product"), ("name", "System"), ("department", "1")];
    let page = ann.done(new, new, &[&field[..], &[("product", "1")]].concat()).await;
    assert!(page.contains("System") && page.contains("Starter"), "{page}");
    let answer = ann.submit(new, new, &[&field[..], &[("product", "999")]].concat()).await;
    assert_eq!(answer.status, 422);
    assert!(text(&answer).contains("Product ID Not Found"), "{}", text(&answer));
}

#[tokio::test]
async fn a_file_of_another_system_is_checked_and_imported() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let here = "/admin/import";
    let page = ann.read(here).await;
    assert!(page.contains("externalid, client, product, clientid, pid, billingcycle"), "{page}");
    let csv = "externalid,firstname,lastname,email,skipvalidation\nc1,Ada,Lovelace,ada@x,1\n";
    let wrong = [("do", "check"), ("kind", "clients"), ("csv", csv)];
    let page = text(&ann.submit(here, here, &wrong).await);
    assert!(page.contains("Nothing was kept") && page.contains("not valid"), "{page}");
    assert!(page.contains("c1,Ada"), "what was typed stays: {page}");
    let csv = csv.replace("ada@x", "ada@x.example");
    let good = [("do", "check"), ("kind", "clients"), ("csv", csv.as_str())];
    let page = text(&ann.submit(here, here, &good).await);
    assert!(page.contains("It can be imported now."), "{page}");
    let keep = [("do", "import"), ("kind", "clients"), ("csv", csv.as_str())];
    let page = ann.done(here, here, &keep).await;
    assert!(page.contains("1 row was imported"), "{page}");
    assert!(ann.read("/admin/clients").await.contains("Ada Lovelace"));
}

#[tokio::test]
async fn the_health_of_the_system_stands_before_the_database_told_of_itself() {
    for site in each_engine().await {
        furnish(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let page = ann.read("/admin/system").await;
        assert!(page.contains("id=\"database\" data-fetch=\"/admin/system?told=1\""), "{page}");
        assert!(page.contains("Payment Gateways") && !page.contains("Largest tables"), "{page}");
        let told = ann.read("/admin/system?told=1").await;
        assert!(told.contains("id=\"database\">") && told.contains("Largest tables"), "{told}");
        assert!(told.contains("<code>email_templates</code>"), "{told}");
    }
}
