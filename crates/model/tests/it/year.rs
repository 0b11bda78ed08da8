//! Two years of a service, day by day: invoices, payments, notices, suspension and the journal.

use jiff::civil::{Date, date};
use model::billing::dunning::{self, Debtor, DunningSettings, Overrides, Step};
use model::billing::invoice::InvoiceStatus;
use model::billing::journal::{self, Account, Entry, InvoiceAmounts, balance_of, trial_balance};
use model::billing::notices::NoticeSchedule;
use model::billing::renewal::{self, Item, ItemKind, Renewal, RenewalSettings};
use model::billing::tax::{LineAmount, TaxRates, TaxSettings, Treatment, compute};
use model::billing::{payment, totals::Totals};
use model::dates::{Cycle, Period, add_days, days_between};
use model::hosting::service::{OVERDUE_REASON, ServiceStatus, payment_lifts};
use model::money::{Currency, Money, Percent};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

const PRICE: Money = Money::from_minor(1995, Currency::EUR);

struct Invoice {
    period: Period,
    status: InvoiceStatus,
    issued: Date,
    balance: Money,
    last_notice: Option<i32>,
    pays_on: Date,
}

struct World {
    status: ServiceStatus,
    anchor: Date,
    next_due: Date,
    credit: Money,
    invoices: Vec<Invoice>,
    entries: Vec<Entry>,
    received: Money,
}

impl World {
    fn new(anchor: Date) -> World {
        World {
            status: ServiceStatus::Active,
            anchor,
            next_due: anchor,
            credit: Money::zero(Currency::EUR),
            invoices: Vec::new(),
            entries: Vec::new(),
            received: Money::zero(Currency::EUR),
        }
    }

    fn invoice(&mut self, today: Date, delay: i32) {
        let item = Item {
            kind: ItemKind::Service,
            invoiced_status: self.status.is_invoiced(),
            cycle: Cycle::Monthly,
            months: Cycle::Monthly.months(),
            anchor: self.anchor,
            next_due: self.next_due,
            invoiced_to: self.invoices.last().map(|invoice| invoice.period.to_exclusive),
            has_unpaid_invoice: self.invoices.iter().any(|invoice| invoice.status.is_open()),
            invoiced: u32::try_from(self.invoices.len()).unwrap(),
            limit: None,
        };
        let settings = RenewalSettings::default();
        let Renewal::Invoice(period) = renewal::decide(&item, &settings, today) else { return };
        let rates = TaxRates { level1: Percent::parse("19").unwrap(), level2: Percent::ZERO };
        let line = LineAmount { amount: PRICE, taxed: true };
        let settings = TaxSettings::default();
        let taxed = compute(&[line], rates, &settings, Treatment::Taxed, Currency::EUR).unwrap();
        let totals = Totals::of(&taxed, Money::zero(Currency::EUR)).unwrap();
        let deposits = Money::zero(Currency::EUR);
        let amounts = InvoiceAmounts { net: taxed.subtotal, tax: taxed.tax, deposits };
        self.entries.push(journal::invoice_issued(amounts).unwrap());
        let credit = payment::automatic_credit(totals.total, self.credit).unwrap();
        if credit.is_positive() {
            self.entries.push(journal::credit_applied(credit).unwrap());
            self.credit = self.credit.sub(credit).unwrap();
        }
        self.invoices.push(Invoice {
            period,
            status: InvoiceStatus::Unpaid,
            issued: today,
            balance: totals.with_credit(credit).unwrap().total,
            last_notice: None,
            pays_on: add_days(today, delay).unwrap(),
        });
    }

    /// The client pays what is open and a little more.
    fn pay(&mut self, today: Date, extra: i64) {
        let Some(invoice) = self.invoices.last_mut() else { return };
        if !invoice.status.is_open() || today < invoice.pays_on {
            return;
        }
        let amount = invoice.balance.add(Money::from_minor(extra, Currency::EUR)).unwrap();
        let applied = payment::apply(invoice.status, invoice.balance, amount).unwrap();
        let entry = journal::payment_received(applied.to_invoice, applied.to_credit).unwrap();
        self.entries.push(entry);
        self.received = self.received.add(amount).unwrap();
        self.credit = self.credit.add(applied.to_credit).unwrap();
        invoice.balance = applied.balance;
        assert!(applied.settles);
        invoice.status = invoice.status.go(InvoiceStatus::Paid).unwrap();
        self.next_due = invoice.period.to_exclusive;
        if payment_lifts(self.status, OVERDUE_REASON) {
            self.status = self.status.go(ServiceStatus::Active).unwrap();
        }
    }

    fn remind(&mut self, today: Date) -> Option<i32> {
        let invoice = self.invoices.last_mut()?;
        if invoice.status != InvoiceStatus::Unpaid {
            return None;
        }
        let schedule = NoticeSchedule::invoices();
        let due = invoice.period.from;
        let notice = schedule.due(due, Some(invoice.issued), invoice.last_notice, today)?;
        assert!(invoice.last_notice < Some(notice), "each notice once, in order");
        invoice.last_notice = Some(notice);
        Some(notice)
    }

    fn dun(&mut self, today: Date) {
        let debtor = Debtor {
            status: self.status,
            recurs: true,
            started: self.anchor,
            next_due: self.next_due,
            payment_pending: false,
            cancellation: None,
            fixed_term_days: None,
            overrides: Overrides::default(),
        };
        match dunning::decide(&debtor, &DunningSettings::default(), today) {
            Some(Step::Suspend) => self.status = self.status.go(ServiceStatus::Suspended).unwrap(),
            other => assert_eq!(other, None),
        }
    }
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(24))]
    #[test]
    fn two_years_of_a_service_keep_every_cent_and_every_day(
        start in 0..365_i32,
        delays in proptest::collection::vec(0..40_i32, 24..30),
        extra in 0..3000_i64,
    ) {
        let anchor = add_days(date(2027, 1, 1), start).unwrap();
        let mut world = World::new(anchor);
        for day in -14..730 {
            let today = add_days(anchor, day).unwrap();
            let delay = delays[world.invoices.len() % delays.len()];
            // An outage of a week in each quarter must change nothing but the days.
            if day.rem_euclid(90) < 7 {
                continue;
            }
            world.invoice(today, delay);
            world.pay(today, extra + 1);
            world.dun(today);
            world.remind(today);
            let late = days_between(world.next_due, today);
            prop_assert_eq!(world.status == ServiceStatus::Suspended, late >= 5, "{} late", late);
        }
        let mut expected = anchor;
        for invoice in &world.invoices {
            prop_assert_eq!(invoice.period.from, expected, "periods tile");
            expected = invoice.period.to_exclusive;
        }
        let of = |account| balance_of(&world.entries, account, Currency::EUR).unwrap();
        let open = Money::sum(world.invoices.iter().map(|i| i.balance), Currency::EUR).unwrap();
        prop_assert_eq!(of(Account::AccountsReceivable), open);
        prop_assert_eq!(of(Account::ClientCredit), world.credit.neg().unwrap());
        prop_assert_eq!(of(Account::GatewayClearing), world.received);
        let trial = trial_balance(&world.entries).unwrap();
        prop_assert_eq!(trial.values().map(|balance| balance.minor).sum::<i64>(), 0);
        prop_assert!(world.invoices.len() >= 12);
    }
}
