//! The sides of the journal by their accounts.

use jiff::civil::date;
use model::billing::journal::{Account, EntryKind};
use model::ids::{ClientId, CurrencyId, JournalEntryId};
use model::word::Word as _;
use store::Conn;
use store::billing::journal::{self, JournalRow, SideRow};
use store::testing::each;

use super::people::with_currency;

/// A movement between any two accounts, twice over.
fn movements() -> Vec<JournalRow> {
    let accounts = Account::ALL.iter().copied();
    let pairs = accounts.clone().flat_map(|debit| accounts.clone().map(move |it| (debit, it)));
    let pairs: Vec<_> = pairs.filter(|(debit, credit)| debit != credit).collect();
    let row = |(debit, credit)| JournalRow {
        id: JournalEntryId(0),
        at: 7,
        on_date: date(2026, 1, 1),
        reason: EntryKind::InvoiceIssued,
        debit,
        credit,
        amount_minor: 1,
        currency_id: CurrencyId(1),
        client_id: ClientId(1),
        invoice_id: None,
        transaction_id: None,
    };
    pairs.repeat(2).into_iter().map(row).collect()
}

async fn sides(c: &mut Conn, accounts: &[Account], offset: i64) -> (Vec<SideRow>, i64) {
    journal::sides(c, None, accounts, offset, 500).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_account_has_its_sides_whatever_the_indexes_leave_out() {
    for test in each().await.unwrap() {
        let mut c = with_currency(&test.db).await;
        journal::insert(&mut c, &movements()).await.unwrap();
        let (all, _) = sides(&mut c, &[], 0).await;
        let one_by_one = Account::ALL.iter().map(|account| vec![*account]);
        let together = [
            vec![Account::Income, Account::Refunds],
            vec![Account::AccountsReceivable, Account::Fees, Account::Deposits],
            vec![Account::ClientCredit, Account::CreditAdjustments],
        ];
        for accounts in one_by_one.chain(together) {
            let wanted = all.iter().filter(|side| accounts.contains(&side.account));
            let wanted: Vec<SideRow> = wanted.cloned().collect();
            let total = i64::try_from(wanted.len()).unwrap();
            assert_eq!(sides(&mut c, &accounts, 0).await, (wanted.clone(), total), "{accounts:?}");
            let later = sides(&mut c, &accounts, 5).await;
            assert_eq!(later, (wanted[5..].to_vec(), total), "{accounts:?}");
        }
    }
}
