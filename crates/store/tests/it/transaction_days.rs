//! The sums kept for days against the transactions themselves.

use model::ids::{ClientId, CurrencyId, InvoiceId, TransactionId};
use store::billing::transaction_days::{self, Income};
use store::billing::transactions::{self, TransactionRow};
use store::testing::each;
use store::{Conn, args};

const DAY: i64 = 86_400;

fn payment(client: i64, currency: i64, at: i64, minor: i64) -> TransactionRow {
    TransactionRow {
        id: TransactionId(0),
        client_id: ClientId(client),
        currency_id: CurrencyId(currency),
        gateway: "banktransfer".to_owned(),
        at,
        description: String::new(),
        amount_in_minor: minor,
        fees_minor: minor / 10,
        amount_out_minor: minor / 7,
        rate: 100_000_000,
        reference: String::new(),
        invoice_id: None::<InvoiceId>,
        refund_of: None,
        withdraws: false,
    }
}

async fn two_currencies(c: &mut Conn) {
    let sql = "insert into currencies (code, rate) values ('USD', 100000000), ('EUR', 90000000)";
    c.exec(sql, args![]).await.unwrap();
}

async fn added_up(c: &mut Conn, from: i64, to: i64) -> Vec<Income> {
    let sql = "select currency_id,
            cast(sum(amount_in_minor - fees_minor - amount_out_minor) as bigint) as minor
        from transactions where at >= $1 and at < $2 group by currency_id order by currency_id";
    c.all(sql, args![from, to]).await.unwrap()
}

/// Instants around the ends of days, where a sum of days goes wrong first.
fn instants() -> Vec<i64> {
    let near = |day: i64| [-3_600, -1, 0, 1, 7_200].map(|second| day * DAY + second);
    let mut all: Vec<i64> = [20_000, 20_001, 20_003].into_iter().flat_map(near).collect();
    all.extend([i64::MIN, i64::MAX]);
    all.sort_unstable();
    all
}

async fn equal_everywhere(c: &mut Conn) {
    for from in instants() {
        for to in instants().into_iter().filter(|to| *to >= from) {
            let kept = transaction_days::income(c, from, to).await.unwrap();
            let moved: Vec<_> = kept.into_iter().filter(|income| income.minor != 0).collect();
            assert_eq!(moved, added_up(c, from, to).await, "from {from} to {to}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn any_two_instants_have_the_same_sum_by_days_as_by_transactions() {
    for test in each().await.unwrap() {
        let mut c = test.db.write().await.unwrap();
        two_currencies(&mut c).await;
        let mut ids = Vec::new();
        for (number, at) in
            (1..).zip(instants().into_iter().filter(|at| (0..i64::MAX).contains(at)))
        {
            let row = payment(number, 1 + number % 2, at, 1_000 + 10 * number);
            ids.push(transactions::insert(&mut c, &row).await.unwrap().unwrap());
        }
        equal_everywhere(&mut c).await;
        // Dated anew by a person: within its day, and into another.
        for (id, by) in ids.into_iter().zip([60, 3 * DAY, -DAY, 0].into_iter().cycle()) {
            let mut row = transactions::by_id(&mut c, id).await.unwrap().unwrap();
            row.at += by;
            transactions::update(&mut c, &row).await.unwrap();
        }
        equal_everywhere(&mut c).await;
        let before: i64 = kept(&mut c).await;
        transaction_days::recount(&mut c).await.unwrap();
        assert_eq!(kept(&mut c).await, before);
        equal_everywhere(&mut c).await;
    }
}

async fn kept(c: &mut Conn) -> i64 {
    let sql = "select cast(sum(amount_in_minor) as bigint) from transaction_days";
    c.scalar(sql, args![]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_was_there_already_is_not_counted_again() {
    for test in each().await.unwrap() {
        let mut c = test.db.write().await.unwrap();
        two_currencies(&mut c).await;
        let row = TransactionRow { reference: "T1".to_owned(), ..payment(1, 1, 5 * DAY, 700) };
        assert!(transactions::insert(&mut c, &row).await.unwrap().is_some());
        assert!(transactions::insert(&mut c, &row).await.unwrap().is_none());
        assert_eq!(kept(&mut c).await, 700);
    }
}
