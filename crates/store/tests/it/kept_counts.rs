//! The counts that the database keeps against the rows themselves, whatever is done to the rows.

use jiff::civil::date;
use model::billing::invoice::InvoiceStatus;
use model::hosting::service::ServiceStatus;
use model::ids::{ClientId, CurrencyId, DepartmentId, InvoiceId, StaffId};
use store::billing::books::INVARIANTS;
use store::billing::invoices::{self, InvoiceRow};
use store::billing::lists::{self, StatusIs, WantedTransactions};
use store::hosting::service_lists::{self, Wanted};
use store::support::ticket_lists::{self, Listed, Status};
use store::system::kept_counts::{NUMBERS, TICKET_SECONDS};
use store::system::stats;
use store::testing::each;
use store::{Conn, Val, args};

const STATUSES: [&str; 4] = ["Open", "Answered", "Closed", "Of our own"];
const PAID: StatusIs = StatusIs::Stored(InvoiceStatus::Paid);
const DAYS: [&str; 3] = ["2026-01-31", "2026-02-01", "2027-01-01"];
const BILLS: [&str; 3] = ["Unpaid", "Paid", "Cancelled"];
const STATES: [&str; 3] = ["Pending", "Active", "Terminated"];

async fn furnish(c: &mut Conn) {
    let statements = [
        "insert into currencies (id, code, rate) values (1, 'USD', 100000000)",
        "insert into departments (id, name) values (1, 'Sales'), (2, 'Support'), (3, 'Abuse')",
        "insert into product_groups (id, name, slug) values (1, 'Plans', 'plans')",
        "insert into products (id, group_id, type, name, slug, pay_type, created_at, updated_at)
            values (1, 1, 'server', 'Small', 'small', 'recurring', 0, 0)",
        "insert into clients (id, uuid, first_name, last_name, email, email_folded, country,
                currency_id, status, signed_up_on, created_at, updated_at)
            values (1, 'u', 'A', 'B', 'a@example.test', 'a@example.test', 'US', 1, 'Active',
                '2026-01-01', 0, 0)",
        "insert into roles (id, kind, name, actions) values (1, 'staff', 'Desk', '[]')",
        "insert into staff (id, uuid, username, username_folded, email, email_folded, first_name,
                last_name, password_hash, role_id, created_at)
            values (7, 's', 'desk', 'desk', 'd@example.test', 'd@example.test', 'D', 'E', '', 1, 0)",
        "insert into department_staff (department_id, staff_id) values (1, 7), (3, 7)",
    ];
    for sql in statements {
        c.exec(sql, args![]).await.unwrap();
    }
}

/// Numbers without order, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        i64::try_from(self.0 >> 33).unwrap() % end
    }

    fn of(&mut self, words: &[&'static str]) -> Val<'static> {
        Val::from(words[usize::try_from(self.below(words.len() as i64)).unwrap()])
    }

    fn maybe(&mut self, value: i64) -> Val<'static> {
        Val::from((self.below(2) == 0).then_some(value))
    }
}

/// Does one of everything that changes what is counted, to rows of small numbers.
async fn disturb(c: &mut Conn, dice: &mut Dice) {
    if dice.below(5) < 2 {
        disturb_tickets(c, dice).await;
    } else {
        disturb_the_rest(c, dice).await;
    }
}

async fn disturb_tickets(c: &mut Conn, dice: &mut Dice) {
    let (id, at) = (dice.below(40), dice.below(6 * TICKET_SECONDS));
    let department = 1 + dice.below(3);
    let (sql, values): (&str, Vec<Val<'_>>) = match dice.below(6) {
        0..=2 => (
            "insert into tickets (id, mask, access_key, department_id, subject, status, priority,
                    flag_staff_id, merged_into, opened_at, last_reply_at)
                values ($1, 'M-' || cast($1 as bigint), 'k', $2, 's', $3, 'Low', $4, $5, $6, $6)
                on conflict do nothing",
            vec![
                id.into(),
                department.into(),
                dice.of(&STATUSES),
                dice.below(2).into(),
                dice.maybe(1),
                at.into(),
            ],
        ),
        3 => (
            "update tickets set status = $2, department_id = $3, flag_staff_id = $4,
                merged_into = $5, last_reply_at = $6 where id = $1",
            vec![
                id.into(),
                dice.of(&STATUSES),
                department.into(),
                dice.below(2).into(),
                dice.maybe(2),
                at.into(),
            ],
        ),
        4 => ("update tickets set subject = 'x' where id > $1", vec![id.into()]),
        _ => ("delete from tickets where id = $1", vec![id.into()]),
    };
    c.exec(sql, &values).await.unwrap();
}

async fn disturb_the_rest(c: &mut Conn, dice: &mut Dice) {
    let (number, at) = (dice.below(30), dice.below(6 * TICKET_SECONDS));
    let (sql, values): (&str, Vec<Val<'_>>) = match dice.below(9) {
        0 => (
            "insert into services (id, client_id, product_id, anchor_on, registered_on,
                    first_payment_minor, recurring_minor, cycle, status, created_at, updated_at)
                values ($1, 1, 1, '2026-01-01', '2026-01-01', 1, 1, 'Monthly', $2, 0, 0)
                on conflict do nothing",
            vec![(number * 1_000).into(), dice.of(&STATES)],
        ),
        1 => (
            "update services set status = $2 where id between $1 and $1 + 10000",
            vec![(number * 1_000).into(), dice.of(&STATES)],
        ),
        2 => ("delete from services where id = $1", vec![(number * 1_000).into()]),
        3 => (
            "insert into orders (id, number, client_id, at, status, currency_id, amount_minor,
                    gateway) values ($1, $1, 1, $2, $3, 1, 1, 'x')
                on conflict (id) do update set status = excluded.status, at = excluded.at",
            vec![number.into(), at.into(), dice.of(&STATES)],
        ),
        4 => ("delete from orders where id = $1", vec![number.into()]),
        5 => return issue(c, dice, number * 1_000).await,
        6 => (
            "update invoices set status = $2, due_on = $3 where id between $1 and $1 + 10000",
            vec![(number * 1_000).into(), dice.of(&BILLS), dice.of(&DAYS)],
        ),
        7 => (
            "insert into transactions (id, client_id, currency_id, gateway, at, description)
                values ($1, 1, 1, 'x', 0, '') on conflict do nothing",
            vec![(number * 1_000).into()],
        ),
        _ => (
            if number % 2 == 0 {
                "delete from transactions where id between $1 and $1 + 1000"
            } else {
                "delete from invoices where id between $1 and $1 + 1000"
            },
            vec![(number * 1_000).into()],
        ),
    };
    c.exec(sql, &values).await.unwrap();
}

/// Invoices are counted by who inserts them.
async fn issue(c: &mut Conn, dice: &mut Dice, number: i64) {
    for id in [number, number + 1, number + 9_000] {
        if invoices::by_id(c, InvoiceId(id)).await.unwrap().is_some() {
            continue;
        }
        let status = if id % 2 == 0 { InvoiceStatus::Draft } else { InvoiceStatus::Unpaid };
        let row = InvoiceRow { id: InvoiceId(id), status, ..bill() };
        let next = InvoiceRow { id: InvoiceId(id + 100), ..row.clone() };
        let rows = if dice.below(2) == 0 { vec![row] } else { vec![row, next] };
        c.exec("delete from invoices where id = $1", args![id + 100]).await.unwrap();
        invoices::insert(c, &rows).await.unwrap();
    }
}

fn bill() -> InvoiceRow {
    InvoiceRow {
        id: InvoiceId(0),
        number: String::new(),
        client_id: ClientId(1),
        currency_id: CurrencyId(1),
        exchange_rate: 100_000_000,
        status: InvoiceStatus::Draft,
        issued_on: date(2026, 1, 1),
        due_on: date(2026, 1, 1),
        paid_at: None,
        cancelled_at: None,
        refunded_at: None,
        last_capture_at: None,
        subtotal_minor: 1,
        tax_minor: 0,
        tax2_minor: 0,
        total_minor: 1,
        credit_minor: 0,
        paid_minor: 0,
        refunded_minor: 0,
        tax_rate: 0,
        tax_rate2: 0,
        tax_name: String::new(),
        tax_name2: String::new(),
        tax_note: String::new(),
        tax_basis: String::new(),
        gateway: String::new(),
        pay_method_id: None,
        notes: String::new(),
        parties: "{}".to_owned(),
        buyer_country: String::new(),
        created_at: 0,
        updated_at: 0,
    }
}

async fn true_to_the_rows(c: &mut Conn) {
    let kept = INVARIANTS.iter().find(|rule| rule.name.contains("kept as counts")).unwrap();
    assert_eq!(kept.violations(c).await.unwrap(), []);
}

async fn numbers(c: &mut Conn, sql: &str, values: &[Val<'_>]) -> Vec<i64> {
    c.column(sql, values).await.unwrap()
}

/// Every page of a few lists, against the list read whole.
async fn pages_are_cut_from_the_list(c: &mut Conn) {
    const ALL: &str = "select id from tickets where merged_into is null";
    const ORDER: &str = "order by last_reply_at desc, id desc";
    let all = Listed::default();
    let lists = [
        (all.clone(), String::new()),
        (Listed { department: Some(DepartmentId(2)), ..all.clone() }, "department_id = 2".into()),
        (Listed { of_staff: Some(StaffId(7)), ..all.clone() }, "department_id in (1, 3)".into()),
        (
            Listed { status: Some(Status::Title("Closed")), ..all.clone() },
            "status = 'Closed'".into(),
        ),
        (
            Listed { status: Some(Status::Active), ..all.clone() },
            "status in (select title from ticket_statuses where show_active = 1)".into(),
        ),
    ];
    for (wanted, condition) in lists {
        let and = if condition.is_empty() { condition } else { format!("and {condition}") };
        let whole = numbers(c, &format!("{ALL} {and} {ORDER}"), args![]).await;
        for offset in 0..=whole.len() + 1 {
            let (rows, total) =
                ticket_lists::list(c, &wanted, i64::try_from(offset).unwrap(), 4).await.unwrap();
            cut(&whole, offset, rows.iter().map(|row| row.id.0).collect(), total);
        }
    }
}

/// The same of lists that are ordered by number.
async fn numbered_pages_are_cut_from_the_list(c: &mut Conn) {
    for status in [None, Some(ServiceStatus::Active)] {
        let whole = numbered(c, "services", status.map_or("", |_| "Active"), false).await;
        for offset in 0..=whole.len() + 1 {
            let wanted = Wanted { status, ..Wanted::default() };
            let (rows, total) =
                service_lists::list(c, wanted, i64::try_from(offset).unwrap(), 4).await.unwrap();
            cut(&whole, offset, rows.iter().map(|row| row.id.0).collect(), total);
        }
    }
    let february = StatusIs::OverdueOn(date(2026, 2, 1));
    for (status, descending) in
        [(StatusIs::Any, true), (StatusIs::Any, false), (PAID, true), (february, true)]
    {
        let word = if status == PAID { "Paid" } else { "" };
        let whole = if status == february {
            let sql = "select id from invoices where status = 'Unpaid' and due_on < '2026-02-01'
                order by id desc";
            numbers(c, sql, args![]).await
        } else {
            numbered(c, "invoices", word, descending).await
        };
        let wanted = lists::Listed { status, descending, ..lists::Listed::default() };
        for offset in 0..=whole.len() + 1 {
            let (rows, total) =
                lists::invoices(c, &wanted, i64::try_from(offset).unwrap(), 4).await.unwrap();
            cut(&whole, offset, rows.iter().map(|row| row.id.0).collect(), total);
        }
    }
    for descending in [false, true] {
        let whole = numbered(c, "transactions", "", descending).await;
        let wanted = WantedTransactions { descending, ..WantedTransactions::default() };
        for offset in 0..=whole.len() + 1 {
            let (rows, total) =
                lists::transactions(c, wanted, i64::try_from(offset).unwrap(), 4).await.unwrap();
            cut(&whole, offset, rows.iter().map(|row| row.id.0).collect(), total);
        }
    }
}

async fn numbered(c: &mut Conn, table: &str, status: &str, descending: bool) -> Vec<i64> {
    let only = if status.is_empty() { String::new() } else { format!("where status = '{status}'") };
    let order = if descending { "desc" } else { "" };
    numbers(c, &format!("select id from {table} {only} order by id {order}"), args![]).await
}

fn cut(whole: &[i64], offset: usize, page: Vec<i64>, total: i64) {
    let cut: Vec<i64> = whole.iter().copied().skip(offset).take(4).collect();
    assert_eq!((page, total), (cut, whole.len() as i64), "{offset}");
}

/// The figures of orders between instants near the ends of days, against the orders.
async fn orders_are_as_many_as_there_are(c: &mut Conn) {
    let near = [-1, 0, 1, 40_000].map(|second| 3 * 86_400 + second);
    for from in [i64::MIN, 0].into_iter().chain(near) {
        for to in near.into_iter().chain([9 * 86_400, i64::MAX]).filter(|to| *to >= from) {
            let sql = "select count(*) from orders where at >= $1 and at < $2";
            let written: i64 = c.scalar(sql, args![from, to]).await.unwrap();
            let counts = stats::orders(c, from, to).await.unwrap();
            let kept: i64 = counts.iter().map(|count| count.items).sum();
            assert_eq!(kept, written, "from {from} to {to}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_done_to_rows_is_counted_and_pages_lie_where_the_counts_say() {
    // Services and invoices of this test lie in several buckets.
    const { assert!(NUMBERS < 10_000) };
    for test in each().await.unwrap() {
        let mut c = test.db.write().await.unwrap();
        furnish(&mut c).await;
        let mut dice = Dice(7);
        // More changes than PostgreSQL lets lie about before it adds them up.
        for round in 0..1_500 {
            disturb(&mut c, &mut dice).await;
            if round % 100 == 99 {
                true_to_the_rows(&mut c).await;
            }
        }
        pages_are_cut_from_the_list(&mut c).await;
        numbered_pages_are_cut_from_the_list(&mut c).await;
        orders_are_as_many_as_there_are(&mut c).await;
        let rows: i64 = c.scalar("select count(*) from kept_counts", args![]).await.unwrap();
        assert!(rows < 700, "{rows} rows for a few buckets");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn writers_do_not_wait_for_each_other_and_none_is_lost() {
    for test in each().await.unwrap().into_iter().filter(|test| test.url.contains("://")) {
        let mut c = test.db.write().await.unwrap();
        furnish(&mut c).await;
        c.commit().await.unwrap();
        // Two that are open at once, each writing after the other into the same bucket.
        let (mut one, mut other) = (test.db.write().await.unwrap(), test.db.write().await.unwrap());
        let ticket = "insert into tickets (mask, access_key, department_id, subject, status,
                priority, opened_at, last_reply_at) values ($1, 'k', 1, 's', $2, 'Low', 5, 5)";
        for number in 0..600 {
            let (first, second) =
                if number % 2 == 0 { ("Open", "Closed") } else { ("Closed", "Open") };
            one.exec(ticket, args![format!("A-{number}"), first]).await.unwrap();
            other.exec(ticket, args![format!("B-{number}"), second]).await.unwrap();
        }
        one.commit().await.unwrap();
        other.commit().await.unwrap();
        let mut c = test.db.write().await.unwrap();
        true_to_the_rows(&mut c).await;
        let counts = stats::tickets(&mut c).await.unwrap();
        assert_eq!(counts.iter().map(|count| count.items).sum::<i64>(), 1_200);
    }
}
