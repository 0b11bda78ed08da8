//! Products side by side: on the page of their group, and those that somebody chose.

use super::browser::Browser;
use crate::shop::furnish;
use crate::site::{Site, each, get, one};

/// Two machines and something that is none, described as people do.
async fn described(site: &Site) {
    furnish(site).await;
    for sql in [
        "update products set name = 'Small <b>', description = 'For tools
2 vCPU
512 MB memory
2 x 1 TB NVMe
5 mailboxes
Daily backups' where id = 1",
        "update products set description = 'For shops
8 vCPU
16 GB memory
320 GB SSD
1 mailbox', stock_control = 1, stock = 0 where id = 2",
    ] {
        site.run(sql).await;
    }
}

/// The text of each cell of a row, found by its name.
fn row(page: &str, name: &str) -> Vec<String> {
    let start = format!("<th scope=\"row\"><bdi>{name}</bdi></th>");
    let (_, rest) = page.split_once(&start).unwrap_or_else(|| panic!("no row {name}: {page}"));
    let row = rest.split("</tr>").next().unwrap_or_default();
    row.split("<td>").skip(1).map(plain).collect()
}

/// A piece of a page without its tags.
fn plain(html: &str) -> String {
    let pieces = html.split('<').enumerate().map(|(place, piece)| match place {
        0 => piece,
        _ => piece.split_once('>').map_or("", |(_, text)| text),
    });
    pieces.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_group_compares_its_products() {
    for site in each().await {
        described(&site).await;
        let mut browser = Browser::on(&site);
        let page = browser.page("/store/hosting?currency=USD").await;
        assert!(page.contains("Small &lt;b&gt;") && !page.contains("Small <b>"), "{page}");
        for (name, expected) in [
            ("CPU cores", ["2", "8"]),
            ("Memory", ["512 MB", "16 GB"]),
            ("Disk", ["2 × 1 TB NVMe", "320 GB SSD"]),
            ("mailboxes", ["5", "1"]),
            ("Daily backups", ["included", "– not stated"]),
            ("Monthly", ["$5.00 USD + $1.00 USD setup", "– not stated"]),
            ("Annually", ["$50.00 USD", "– not stated"]),
            ("One payment", ["– not stated", "$20.00 USD"]),
            ("Stock", ["In stock", "Sold out"]),
        ] {
            assert_eq!(row(&page, name), expected, "{name}");
        }
        assert!(!page.contains(">Traffic a month<"), "nobody says anything of traffic: {page}");
        let foot = page.split_once("<tfoot>").unwrap().1.split("</tfoot>").next().unwrap();
        assert!(foot.contains("/order/1?currency=USD") && !foot.contains("/order/2"), "{foot}");
    }
}

#[tokio::test]
async fn what_is_compared_is_in_the_api() {
    for site in each().await {
        described(&site).await;
        let product = site.call(get("/api/v1/products/1?currency=USD")).await.expect(200);
        assert_eq!(product["specifications"]["disks"], 2, "{product}");
        assert_eq!(product["specifications"]["disk_gb"], 1024, "{product}");
        assert_eq!(product["features"][0]["name"], "mailboxes", "{product}");
        assert_eq!(product["features"][0]["value"], "5", "{product}");
        assert_eq!(product["features"][1]["value"], serde_json::Value::Null, "{product}");
        assert_eq!(product["quantity_available"], serde_json::Value::Null, "{product}");
        let product = site.call(get("/api/v1/products/2")).await.expect(200);
        assert_eq!(product["quantity_available"], 0, "{product}");
    }
}

#[tokio::test]
async fn chosen_products_are_compared_at_an_address_of_their_own() {
    let site = one().await;
    described(&site).await;
    let mut browser = Browser::on(&site);
    let store = browser.page("/store").await;
    assert!(store.contains("name=\"product\" value=\"1\" form=\"compare-form\""), "{store}");
    for (query, address) in [
        ("product=2&product=1&currency=EUR", "/compare/2,1?currency=EUR"),
        ("product=x", "/compare/none"),
        ("", "/compare/none"),
    ] {
        let answer = browser.get(&format!("/compare?{query}")).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, address));
    }
    let page = browser.page("/compare/2,1").await;
    assert_eq!(row(&page, "CPU cores"), ["8", "2"]);
    assert!(page.contains("/compare/1?currency=") && !page.contains("Choose at least"), "{page}");
    assert!(page.contains("/compare/2,1?language=de"), "{page}");
    let page = browser.page("/compare/1").await;
    assert!(page.contains("Choose at least two") && page.contains("value=\"2\""), "{page}");
    assert!(browser.page("/compare/none").await.contains("Choose at least two"));
    // What is not sold is not there, and too many are cut with a word about it.
    let many: Vec<String> = (1..=13).map(|id| id.to_string()).collect();
    let page = browser.page(&format!("/compare/{}", many.join(","))).await;
    assert!(page.contains("At most 12 products"), "{page}");
    assert_eq!(row(&page, "CPU cores"), ["2", "8"]);
    for path in ["/compare/x", "/compare/1,,2", "/compare/1;2"] {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
}
