//! What of each list a stock WHMCS does not heed, and how it limits the rows: as our engine does.

use model::domains::name::host_from_people;
use protocol::wire::{Amount, Num, WireDate, WireDateTime};
use protocol::{
    ClientDomain, ClientService, GetClientsDomains, GetClientsProducts, GetInvoices, GetOrders,
    GetQuotes, GetTickets, GetTransactions, Invoice, Order, Quote, Ticket, Transaction,
};

use super::Limited;

/// Decimals with which amounts are compared: as many as any currency has.
const DECIMALS: u32 = 4;

/// The first and the last day, both included, as far as they are said.
type Days = [Option<WireDate>; 2];
/// The least and the most, both included, as far as they are said.
type Amounts = [Option<Amount>; 2];

impl Limited for GetInvoices {
    type Row = Invoice;

    fn is_ours(&self) -> bool {
        let ours = Self {
            limitstart: self.limitstart,
            limitnum: self.limitnum,
            userid: self.userid,
            status: self.status.clone(),
            orderby: self.orderby.clone(),
            order: self.order.clone(),
            search: self.search.clone(),
            combinable: self.combinable,
            ..Self::default()
        };
        *self != ours
    }

    fn keeps(&self, row: &Invoice) -> bool {
        let number = self.invoicenum.as_deref().filter(|text| !text.trim().is_empty());
        let is_numbered = |asked: &str| {
            let asked = folded(asked);
            !asked.is_empty() && folded(&row.invoicenum).starts_with(&asked)
        };
        let due = self.duedate.filter(|day| day.0.is_some());
        number.is_none_or(is_numbered)
            && is_word(self.paymentmethod.as_deref(), &row.paymentmethod)
            && due.is_none_or(|due| row.duedate == due)
            && within([self.datefrom, self.dateto], row.date)
            && within([self.duedatefrom, self.duedateto], row.duedate)
            && within([self.datepaidfrom, self.datepaidto], day_of(row.datepaid))
            && between([self.totalfrom, self.totalto], row.total.to_minor(DECIMALS))
    }

    fn window(&mut self) -> [&mut Option<u64>; 2] {
        [&mut self.limitstart, &mut self.limitnum]
    }

    fn rows_of(answer: &mut Self::Response) -> (&mut Num, &mut Vec<Invoice>) {
        (&mut answer.totalresults, &mut answer.invoices.0.invoice.0)
    }
}

impl Limited for GetTransactions {
    type Row = Transaction;

    fn is_ours(&self) -> bool {
        let amounts = self.amountfrom.is_some() || self.amountto.is_some();
        self.gateway.is_some() || amounts || is_said([self.datefrom, self.dateto])
    }

    fn keeps(&self, row: &Transaction) -> bool {
        let (came, went) = (row.amountin.to_minor(DECIMALS), row.amountout.to_minor(DECIMALS));
        let moved = came.unwrap_or(0).checked_add(went.unwrap_or(0));
        is_word(self.gateway.as_deref(), &row.gateway)
            && within([self.datefrom, self.dateto], day_of(row.date))
            && between([self.amountfrom, self.amountto], moved)
    }

    fn window(&mut self) -> [&mut Option<u64>; 2] {
        [&mut self.limitstart, &mut self.limitnum]
    }

    fn rows_of(answer: &mut Self::Response) -> (&mut Num, &mut Vec<Transaction>) {
        (&mut answer.totalresults, &mut answer.transactions.0.transaction.0)
    }
}

impl Limited for GetQuotes {
    type Row = Quote;

    fn is_ours(&self) -> bool {
        is_said([self.datefrom, self.dateto])
    }

    fn keeps(&self, row: &Quote) -> bool {
        within([self.datefrom, self.dateto], row.datecreated)
    }

    fn window(&mut self) -> [&mut Option<u64>; 2] {
        [&mut self.limitstart, &mut self.limitnum]
    }

    fn rows_of(answer: &mut Self::Response) -> (&mut Num, &mut Vec<Quote>) {
        (&mut answer.totalresults, &mut answer.quotes.0.quote.0)
    }
}

impl Limited for GetOrders {
    type Row = Order;

    fn is_ours(&self) -> bool {
        let ways = self.paymentmethod.is_some() || self.paymentstatus.is_some();
        ways || is_said([self.datefrom, self.dateto])
    }

    fn keeps(&self, row: &Order) -> bool {
        let paid = row.paymentstatus.as_deref().unwrap_or_default();
        // What has no invoice has no status of one; what was sent of it is not worth a look.
        let paid = if row.invoiceid.0 == 0 { "None" } else { paid };
        is_word(self.paymentstatus.as_deref(), paid)
            && is_word(self.paymentmethod.as_deref(), &row.paymentmethod)
            && within([self.datefrom, self.dateto], day_of(row.date))
    }

    fn window(&mut self) -> [&mut Option<u64>; 2] {
        [&mut self.limitstart, &mut self.limitnum]
    }

    fn rows_of(answer: &mut Self::Response) -> (&mut Num, &mut Vec<Order>) {
        (&mut answer.totalresults, &mut answer.orders.0.order.0)
    }
}

impl Limited for GetClientsProducts {
    type Row = ClientService;

    fn is_ours(&self) -> bool {
        let words = self.status.is_some() || self.paymentmethod.is_some();
        let part = self.domain.is_some() && self.beginning.0;
        let due = is_said([self.nextduedatefrom, self.nextduedateto]);
        words || part || due || self.serverid.is_some()
    }

    fn as_published(&self) -> Self {
        // There a domain is always a whole one.
        let domain = self.domain.clone().filter(|_| !self.beginning.0);
        Self { domain, ..self.clone() }
    }

    fn keeps(&self, row: &ClientService) -> bool {
        is_word(self.status.as_deref(), &row.status)
            && is_word(self.paymentmethod.as_deref(), &row.paymentmethod)
            && (!self.beginning.0 || begins(self.domain.as_deref(), &row.domain))
            && self.serverid.is_none_or(|server| row.serverid.id() == Some(server))
            && within([self.nextduedatefrom, self.nextduedateto], row.nextduedate)
    }

    fn window(&mut self) -> [&mut Option<u64>; 2] {
        [&mut self.limitstart, &mut self.limitnum]
    }

    fn rows_of(answer: &mut Self::Response) -> (&mut Num, &mut Vec<ClientService>) {
        (&mut answer.totalresults, &mut answer.products.0.product.0)
    }
}

impl Limited for GetClientsDomains {
    type Row = ClientDomain;

    fn is_ours(&self) -> bool {
        let words = [&self.status, &self.paymentmethod, &self.registrar];
        let part = self.domain.is_some() && self.beginning.0;
        let due = is_said([self.nextduedatefrom, self.nextduedateto]);
        let expires = is_said([self.expirydatefrom, self.expirydateto]);
        words.iter().any(|word| word.is_some()) || part || due || expires
    }

    fn as_published(&self) -> Self {
        let domain = self.domain.clone().filter(|_| !self.beginning.0);
        Self { domain, ..self.clone() }
    }

    fn keeps(&self, row: &ClientDomain) -> bool {
        is_word(self.status.as_deref(), &row.status)
            && is_word(self.paymentmethod.as_deref(), &row.paymentmethod)
            && is_word(self.registrar.as_deref(), &row.registrar)
            && (!self.beginning.0 || begins(self.domain.as_deref(), &row.domainname))
            && within([self.nextduedatefrom, self.nextduedateto], row.nextduedate)
            && within([self.expirydatefrom, self.expirydateto], row.expirydate)
    }

    fn window(&mut self) -> [&mut Option<u64>; 2] {
        [&mut self.limitstart, &mut self.limitnum]
    }

    fn rows_of(answer: &mut Self::Response) -> (&mut Num, &mut Vec<ClientDomain>) {
        (&mut answer.totalresults, &mut answer.domains.0.domain.0)
    }
}

impl Limited for GetTickets {
    type Row = Ticket;

    fn is_ours(&self) -> bool {
        let said = self.priority.is_some() || self.flag.is_some();
        said || is_said([self.datefrom, self.dateto])
    }

    fn keeps(&self, row: &Ticket) -> bool {
        is_word(self.priority.as_deref(), &row.priority)
            && self.flag.is_none_or(|staff| row.flag.id().unwrap_or(0) == staff)
            && within([self.datefrom, self.dateto], day_of(row.date))
    }

    fn window(&mut self) -> [&mut Option<u64>; 2] {
        [&mut self.limitstart, &mut self.limitnum]
    }

    fn rows_of(answer: &mut Self::Response) -> (&mut Num, &mut Vec<Ticket>) {
        (&mut answer.totalresults, &mut answer.tickets.0.ticket.0)
    }
}

/// Whether either day is said.
fn is_said(days: Days) -> bool {
    days.iter().flatten().any(|day| day.0.is_some())
}

/// Whether a day is among those asked for; what has no day is not.
fn within(days: Days, day: WireDate) -> bool {
    let [from, to] = days.map(|bound| bound.and_then(|bound| bound.0));
    let is_among = |day| from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to);
    !is_said(days) || day.0.is_some_and(is_among)
}

/// The day of a moment.
fn day_of(moment: WireDateTime) -> WireDate {
    WireDate(moment.0.map(jiff::civil::DateTime::date))
}

/// Whether an amount, in ten-thousandths, is as large as asked for; what is no amount is not.
fn between(amounts: Amounts, amount: Option<i64>) -> bool {
    let [from, to] = amounts.map(|bound| bound.and_then(|bound| bound.to_minor(DECIMALS)));
    let is_among = |amount| from.is_none_or(|it| amount >= it) && to.is_none_or(|it| amount <= it);
    amounts.iter().all(Option::is_none) || amount.is_some_and(is_among)
}

/// Whether a word is that which is asked for.
fn is_word(asked: Option<&str>, word: &str) -> bool {
    asked.map(str::trim).is_none_or(|asked| asked.is_empty() || asked.eq_ignore_ascii_case(word))
}

/// Whether a name begins as it is asked for.
fn begins(asked: Option<&str>, name: &str) -> bool {
    let Some(asked) = asked else { return true };
    let asked = match asked.is_ascii() {
        true => asked.to_ascii_lowercase(),
        false => host_from_people(asked).unwrap_or_else(|| asked.to_lowercase()),
    };
    let kept = host_from_people(name).unwrap_or_else(|| name.to_lowercase());
    kept.starts_with(&asked)
}

/// The letters and digits of a number, as our engine looks for it.
fn folded(number: &str) -> String {
    let kept = number.chars().filter(|letter| !"-/. _#".contains(*letter));
    kept.collect::<String>().to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use protocol::wire::{Amount, WireDate};
    use protocol::{GetClientsProducts, GetInvoices};

    use super::{begins, between, folded, is_word, within};
    use crate::limited::Limited as _;

    #[test]
    fn rows_are_chosen_as_the_engine_chooses_them() {
        let day = |text: &str| WireDate(text.parse().ok());
        let bound = |text: &str| Some(day(text)).filter(|day| day.0.is_some());
        for (from, to, text, expected) in [
            ("", "", "2026-01-31", true),
            ("", "", "", true),
            ("2026-01-31", "", "2026-01-31", true),
            ("2026-01-31", "", "2026-01-30", false),
            ("", "2026-01-31", "2026-01-31", true),
            ("", "2026-01-31", "2026-02-01", false),
            ("2026-02-01", "2026-01-31", "2026-01-31", false),
            ("2026-01-31", "", "", false),
            ("", "2026-01-31", "", false),
        ] {
            let found = within([bound(from), bound(to)], day(text));
            assert_eq!(found, expected, "{from}..{to} {text}");
        }
        let amount = |text: &str| Amount::parse(text).ok();
        for (from, to, text, expected) in [
            ("", "", "1.00", true),
            ("1", "", "1.00", true),
            ("1.0001", "", "1.00", false),
            ("", "1", "1.00", true),
            ("", "0.99", "1.00", false),
            ("-1", "0", "-0.50", true),
            ("1", "2", "", false),
        ] {
            let asked = [amount(from), amount(to)];
            let minor = amount(text).and_then(|amount| amount.to_minor(super::DECIMALS));
            assert_eq!(between(asked, minor), expected, "{from}..{to} {text}");
        }
        for (asked, name, expected) in [
            (None, "a.example", true),
            (Some("WWW.a"), "www.a.example", true),
            (Some("a.e"), "www.a.example", false),
            (Some("bü"), "bücher.example", false),
            (Some("bücher.example"), "xn--bcher-kva.example", true),
        ] {
            assert_eq!(begins(asked, name), expected, "{asked:?} {name}");
        }
        assert!(is_word(None, "x") && is_word(Some(" paid "), "Paid") && !is_word(Some("x"), ""));
        assert_eq!(folded("re-2026/7"), "RE20267");
    }

    #[test]
    fn only_what_is_ours_is_chosen_here() {
        let stock = GetInvoices {
            limitnum: Some(5),
            userid: Some(1),
            status: Some("Paid".to_owned()),
            orderby: Some("date".to_owned()),
            ..GetInvoices::default()
        };
        assert!(!stock.is_ours());
        assert!(GetInvoices { totalfrom: Amount::parse("1").ok(), ..stock }.is_ours());
        let whole = GetClientsProducts { domain: Some("a.ex".to_owned()), ..Default::default() };
        assert!(!whole.is_ours());
        let part = GetClientsProducts { beginning: true.into(), ..whole };
        assert!(part.is_ours() && part.as_published().domain.is_none());
    }
}
