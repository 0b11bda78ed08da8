//! People: rows come back as they were written, and lists find what begins so.

use jiff::civil::date;
use model::ids::{ClientId, CurrencyId, UserId};
use model::people::client::ClientStatus;
use store::people::client_lists::{self, Listed, Order, OrderBy};
use store::people::clients::{self, ClientRow};
use store::people::users::{self, UserRow};
use store::system::currencies::{self, CurrencyRow};
use store::testing::each;
use store::{Conn, Db};

pub(crate) fn client(first: &str, last: &str, company: &str, email: &str) -> ClientRow {
    ClientRow {
        id: ClientId(0),
        uuid: format!("uuid of {email}"),
        owner_user_id: None,
        first_name: first.into(),
        last_name: last.into(),
        company: company.into(),
        email: email.into(),
        email_folded: model::people::email::fold(email),
        address1: "1 Road".into(),
        address2: String::new(),
        city: "Town".into(),
        state: "State".into(),
        postcode: "12345".into(),
        country: "US".into(),
        phone: "5551234".into(),
        phone_cc: "1".into(),
        tax_id: String::new(),
        tax_exempt: true,
        currency_id: CurrencyId(1),
        group_id: None,
        status: ClientStatus::Active,
        default_gateway: String::new(),
        language: String::new(),
        notes: "a\nb".into(),
        credit_minor: 0,
        late_fee_exempt: true,
        overdue_notice_exempt: false,
        separate_invoices: true,
        billing_day: 15,
        disable_auto_cc: false,
        email_opt_out: true,
        marketing_opt_in: false,
        override_auto_close: true,
        allow_single_sign_on: true,
        billing_cid: 0,
        email_preferences: "general".into(),
        ip: "192.0.2.1".into(),
        host: String::new(),
        signed_up_on: date(2026, 1, 1),
        created_at: 7,
        updated_at: 8,
        last_login_at: None,
        erased_at: None,
    }
}

pub(crate) async fn with_currency(db: &Db) -> Conn {
    let mut c = db.write().await.unwrap();
    let row = CurrencyRow {
        id: CurrencyId(0),
        code: "USD".into(),
        prefix: "$".into(),
        suffix: String::new(),
        format: 1,
        rate: 100_000_000,
        is_default: true,
    };
    currencies::add(&mut c, &row).await.unwrap();
    c
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_comes_back_as_it_was_written() {
    for test in each().await.unwrap() {
        let mut c = with_currency(&test.db).await;
        let mut row = client("Zoë", "Ånd", "Ünits", "Zoe@Example.com");
        row.id = clients::add(&mut c, &row).await.unwrap();
        assert_eq!(clients::by_id(&mut c, row.id).await.unwrap().as_ref(), Some(&row));
        row.city = "Elsewhere".into();
        row.status = ClientStatus::Closed;
        row.tax_exempt = false;
        row.last_login_at = Some(99);
        clients::save(&mut c, &row).await.unwrap();
        let found = clients::by_email(&mut c, " zoe@EXAMPLE.com").await.unwrap();
        assert_eq!(found.as_ref(), Some(&row));
        assert_eq!(clients::add_credit(&mut c, row.id, 500).await.unwrap(), 500);
        assert!(clients::lock(&mut c, ClientId(99)).await.unwrap().is_none());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_find_beginnings_only_and_page() {
    for test in each().await.unwrap() {
        let mut c = with_currency(&test.db).await;
        for row in [
            client("Ann", "Doe", "", "ann@example.com"),
            client("Bob", "Annesley", "", "bob@example.com"),
            client("Eve", "Roe", "Ännerl & Co", "x%_@example.com"),
            client("Joanna", "Low", "Anvil", "jo@example.com"),
        ] {
            clients::add(&mut c, &row).await.unwrap();
        }
        let order = Order { by: OrderBy::Id, descending: false };
        for (search, expected) in [
            ("ann", vec![1, 2]),
            ("an", vec![1, 2, 4]),
            ("ann doe", vec![1]),
            ("anna", vec![]),
            ("änn", vec![3]),
            ("x%", vec![3]),
            ("%", vec![]),
            ("555-1234", vec![1, 2, 3, 4]),
            ("+1 (555) 12", vec![1, 2, 3, 4]),
            ("0555 1234", vec![1, 2, 3, 4]),
            ("5551", vec![]),
            ("5559999", vec![]),
        ] {
            let wanted = Listed { search: Some(search), ..Listed::default() };
            let (rows, total) = client_lists::list(&mut c, &wanted, order, 0, 25).await.unwrap();
            let ids: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
            assert_eq!(ids, expected, "{search} on {}", test.db.kind());
            assert_eq!(usize::try_from(total).unwrap(), expected.len());
        }
        let order = Order { by: OrderBy::FirstName, descending: true };
        let (rows, total) =
            client_lists::list(&mut c, &Listed::default(), order, 1, 2).await.unwrap();
        let names: Vec<&str> = rows.iter().map(|row| row.first_name.as_str()).collect();
        assert_eq!((names, total), (vec!["Eve", "Bob"], 4));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_belongs_to_one_user() {
    for test in each().await.unwrap() {
        let mut c = test.db.write().await.unwrap();
        let mut row = UserRow {
            id: UserId(0),
            uuid: "u".into(),
            email: "A@Example.com".into(),
            email_folded: "a@example.com".into(),
            first_name: "A".into(),
            last_name: "B".into(),
            language: String::new(),
            password_hash: "!".into(),
            two_factor_secret: String::new(),
            epoch: 0,
            email_verified_at: None,
            created_at: 1,
            updated_at: 1,
            last_login_at: None,
            last_ip: String::new(),
            last_host: String::new(),
        };
        row.id = users::add(&mut c, &row).await.unwrap();
        assert_eq!(users::by_id(&mut c, row.id).await.unwrap().as_ref(), Some(&row));
        assert!(users::replace_hash(&mut c, row.id, "!", "?").await.unwrap());
        assert!(!users::replace_hash(&mut c, row.id, "!", "x").await.unwrap());
        row.email = "a@EXAMPLE.com".into();
        row.uuid = "other".into();
        assert!(users::add(&mut c, &row).await.unwrap_err().is_duplicate());
    }
}
