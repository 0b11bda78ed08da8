//! What lists can be limited by, on either side: our engine, another Hostler, and a WHMCS that
//! heeds only what is published.

use serde_json::{Value, json};

use crate::office::by_group;
use crate::office::filtered::ROWS;
use crate::shop::{PASSWORD, Person, furnish, person, sign_up, staff};
use crate::site::{Site, before_published, each, get, post};

/// What the lists of clients are limited by beyond those of the office.
const MORE: &str = "
update services set domain = 'A.example', next_due_on = '2026-02-01' where id = 1;
update services set domain = 'www.b.example', next_due_on = '2026-03-01' where id = 3;
update domains set expires_on = '2026-06-01', next_due_on = '2026-05-25' where id = 1;
update domains set status = 'Expired' where id = 2;
insert into quotes (subject, stage, client_id, currency_id, subtotal_minor, total_minor,
    created_on, valid_until, modified_on)
values ('One', 'Delivered', 1, 1, 100, 100, '2026-01-02', '2026-02-01', '2026-01-02'),
    ('Two', 'Lost', 1, 1, 100, 100, '2026-01-05', '2026-02-01', '2026-01-05');
";

/// A list of a client, what it is limited by, and the numbers of the rows that are left.
const LIMITED: &[(&str, &str, &[i64])] = &[
    ("invoices", "", &[1, 2]),
    ("invoices", "number=re7", &[1]),
    ("invoices", "number=RE", &[1, 2]),
    ("invoices", "from=2026-01-02", &[2]),
    ("invoices", "to=2026-01-01", &[1]),
    ("invoices", "due_from=2026-01-16", &[2]),
    ("invoices", "due_to=2026-01-15", &[1]),
    ("invoices", "total_from=40.01", &[1]),
    ("invoices", "total_to=40", &[2]),
    ("invoices", "total_from=40&total_to=200.00&status=Paid", &[1]),
    ("invoices", "payment_method=fakecard", &[1]),
    ("invoices", "payment_method=nobody", &[]),
    ("transactions", "", &[1, 2]),
    ("transactions", "gateway=faketransfer", &[2]),
    ("transactions", "reference=ch_1", &[1]),
    ("transactions", "from=2026-01-10", &[2]),
    ("transactions", "to=2026-01-09", &[1]),
    ("transactions", "amount_from=50.01", &[1]),
    ("transactions", "amount_to=50", &[2]),
    ("orders", "", &[1, 2]),
    ("orders", "payment_status=Paid", &[1]),
    ("orders", "payment_status=None", &[]),
    ("orders", "payment_method=faketransfer", &[2]),
    ("orders", "from=2026-01-10&status=Pending", &[2]),
    ("orders", "to=2026-01-09", &[1]),
    ("services", "", &[1, 3]),
    ("services", "status=Pending", &[3]),
    ("services", "search=a.EX", &[1]),
    ("services", "search=www", &[3]),
    ("services", "search=example", &[]),
    ("services", "due_from=2026-02-02", &[3]),
    ("services", "due_to=2026-02-01", &[1]),
    ("services", "product_id=2&status=Active", &[]),
    ("services", "domain=a.example&status=Active", &[1]),
    ("domains", "", &[1, 2]),
    ("domains", "name=b.co.uk", &[2]),
    ("domains", "search=B", &[2]),
    ("domains", "status=Active", &[1]),
    ("domains", "due_to=2026-05-25", &[1]),
    ("domains", "due_from=2026-05-26", &[]),
    ("domains", "expires_from=2026-06-01", &[1]),
    ("domains", "expires_to=2026-05-31", &[]),
    ("tickets", "", &[1, 3]),
    ("tickets", "priority=High", &[3]),
    ("tickets", "department_id=1&priority=Low", &[1]),
    ("tickets", "department_id=9", &[]),
    ("tickets", "subject=bet", &[1]),
    ("tickets", "from=2026-01-10", &[3]),
    ("tickets", "to=2026-01-09&status=Open", &[1]),
    ("quotes", "", &[1, 2]),
    ("quotes", "stage=Lost", &[2]),
    ("quotes", "from=2026-01-05", &[2]),
    ("quotes", "to=2026-01-02&stage=Delivered", &[1]),
];

/// The same of all clients.
const OF_ALL: &[(&str, &str, &[i64])] = &[
    ("invoices", "total_from=40&total_to=40", &[2]),
    ("invoices", "number=xy", &[3]),
    ("transactions", "gateway=faketransfer&from=2026-01-11", &[3]),
    ("orders", "payment_status=None", &[3]),
    ("services", "server_id=2", &[2]),
    ("services", "search=www", &[3]),
    ("domains", "registrar=manual", &[2]),
    ("domains", "search=C", &[3]),
    ("tickets", "assignee_id=7", &[1, 3]),
    ("tickets", "priority=High&to=2026-01-10", &[2]),
];

/// What nothing can be limited by, and the parameter at fault.
const REFUSED: &[(&str, &str)] = &[
    ("invoices?from=soon", "?from"),
    ("invoices?due_to=2026-02-30", "?due_to"),
    ("invoices?total_from=much", "?total_from"),
    ("invoices?total_to=-1", "?total_to"),
    ("invoices?number=", "?number"),
    ("transactions?amount_to=1.00001", "?amount_to"),
    ("orders?payment_status=odd", "?payment_status"),
    ("services?status=odd", "?status"),
    ("services?domain=a.example&search=a", "?search"),
    ("domains?name=a.uk&search=a", "?search"),
    ("domains?status=odd", "?status"),
    ("tickets?priority=odd", "?priority"),
    ("tickets?department_id=0", "?department_id"),
    ("quotes?stage=Draft", "?stage"),
];

async fn jane(site: &Site) -> Person {
    furnish(site).await;
    let jane = sign_up(site, "jane@example.com").await;
    sign_up(site, "joe@example.net").await;
    site.run(ROWS).await;
    site.run(MORE).await;
    jane
}

fn numbers(page: &Value) -> Vec<i64> {
    let rows = page["items"].as_array().unwrap().iter();
    let mut numbers: Vec<i64> = rows.map(|row| row["id"].as_i64().unwrap()).collect();
    numbers.sort_unstable();
    numbers
}

#[tokio::test]
async fn lists_of_a_client_are_limited_on_every_side() {
    let mut sites = each().await;
    sites.push(before_published().await);
    for site in sites {
        let jane = jane(&site).await;
        for (list, query, expected) in LIMITED {
            let page = jane.get(&site, &format!("/api/v1/{list}?{query}")).await;
            assert_eq!(numbers(&page), *expected, "{list}?{query}: {page}");
            assert_eq!(page["total"], expected.len(), "{list}?{query}");
        }
        // Pages of what is left.
        let path = "/api/v1/invoices?limit=1&sort=id&from=2026-01-01";
        let first = jane.get(&site, path).await;
        assert_eq!((numbers(&first), &first["total"]), (vec![1], &json!(2)));
        let cursor = first["next_cursor"].as_str().unwrap();
        let second = jane.get(&site, &format!("{path}&cursor={cursor}")).await;
        assert_eq!((numbers(&second), &second["total"]), (vec![2], &json!(2)));
        assert_eq!(second["next_cursor"], json!(null));
    }
}

#[tokio::test]
async fn a_limit_that_is_none_is_refused() {
    for site in each().await {
        let jane = jane(&site).await;
        for (path, pointer) in REFUSED {
            let problem = site.call(jane.asks(get(&format!("/api/v1/{path}")))).await.expect(422);
            assert_eq!(problem["errors"][0]["pointer"], *pointer, "{path}: {problem}");
        }
        for list in ["invoices", "transactions", "orders", "services", "domains", "tickets"] {
            let answer = site.call(jane.asks(get(&format!("/api/v1/{list}?colour=red")))).await;
            assert_eq!(answer.status, 422, "{list}");
        }
    }
}

#[tokio::test]
async fn lists_of_all_clients_are_limited_or_say_that_they_are_not() {
    for site in each().await {
        jane(&site).await;
        staff(&site, r#"["*"]"#).await;
        let login = json!({"email": "ann", "password": PASSWORD});
        let ann = person(&site.call(post("/api/v1/auth/staff/login", login)).await.expect(200));
        for (list, query, expected) in OF_ALL {
            let page = ann.get(&site, &format!("/api/v1/admin/{list}?{query}")).await;
            assert_eq!(numbers(&page), *expected, "{list}?{query}: {page}");
            assert_eq!(page["total"], expected.len(), "{list}?{query}");
        }
    }
    let site = by_group::site("5=*").await;
    let login = json!({"email": by_group::JANE, "password": PASSWORD});
    let house = person(&site.call(post("/api/v1/auth/staff/login", login)).await.expect(200));
    for (list, query, _) in OF_ALL {
        let answer = site.call(house.asks(get(&format!("/api/v1/admin/{list}?{query}")))).await;
        assert_eq!(answer.expect(501)["code"], "not-offered-by-this-whmcs", "{list}?{query}");
        house.get(&site, &format!("/api/v1/admin/{list}")).await;
    }
}
