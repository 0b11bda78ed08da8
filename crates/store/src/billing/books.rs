//! What must always be true of the books, each as a query for what breaks it (B7, B18, B21).

use crate::{Conn, Result, Row, args};

/// An invariant and how to find what breaks it.
#[derive(Debug, Clone, Copy)]
pub struct Invariant {
    /// Its name, for people.
    pub name: &'static str,
    /// What the number of a violation is the number of.
    pub subject: &'static str,
    /// Gives subject, expected and found.
    sql: &'static str,
}

/// Something that breaks an invariant.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ViolationRow {
    /// Which invoice, client, item or the like.
    pub subject: i64,
    /// What should be there.
    pub expected: Option<String>,
    /// What is there.
    pub found: Option<String>,
}

/// At most so many violations of one invariant are told.
const TOLD_MAX: i64 = 100;

/// Every invariant.
pub const INVARIANTS: &[Invariant] = &[
    Invariant {
        name: "the lines of an invoice add up to its subtotal",
        subject: "invoice",
        sql: "select i.id as subject, cast(i.subtotal_minor as text) as expected,
                cast(coalesce(l.net, 0) as text) as found
            from invoices i left join (select invoice_id, sum(net_minor) as net
                from invoice_items group by invoice_id) l on l.invoice_id = i.id
            where i.subtotal_minor <> coalesce(l.net, 0) order by i.id limit $1",
    },
    Invariant {
        name: "the tax of the lines adds up to the tax of the invoice",
        subject: "invoice",
        sql: "select i.id as subject, cast(i.tax_minor + i.tax2_minor as text) as expected,
                cast(coalesce(l.tax, 0) as text) as found
            from invoices i left join (select invoice_id, sum(tax_minor + tax2_minor) as tax
                from invoice_items group by invoice_id) l on l.invoice_id = i.id
            where i.tax_minor + i.tax2_minor <> coalesce(l.tax, 0) order by i.id limit $1",
    },
    Invariant {
        name: "what an invoice asks for is what the journal says is owed for it (B21)",
        subject: "invoice",
        sql: "select i.id as subject, cast(i.owed as text) as expected,
                cast(coalesce(j.owed, 0) as text) as found
            from (select id, case when status in ('Draft', 'Cancelled') then 0
                    else total_minor - credit_minor - paid_minor end as owed from invoices) i
            left join (select invoice_id, sum(case when debit = 'Accounts Receivable'
                    then amount_minor when credit = 'Accounts Receivable'
                    then -amount_minor else 0 end) as owed
                from journal where invoice_id is not null group by invoice_id) j
                on j.invoice_id = i.id
            where i.owed <> coalesce(j.owed, 0) order by i.id limit $1",
    },
    Invariant {
        name: "what a currency's clients owe is what its open invoices ask for (B21)",
        subject: "currency",
        sql: "select c.id as subject, cast(coalesce(i.owed, 0) as text) as expected,
                cast(coalesce(j.owed, 0) as text) as found
            from currencies c
            left join (select currency_id, sum(total_minor - credit_minor - paid_minor) as owed
                from invoices where status not in ('Draft', 'Cancelled')
                group by currency_id) i on i.currency_id = c.id
            left join (select currency_id, sum(case when debit = 'Accounts Receivable'
                    then amount_minor when credit = 'Accounts Receivable'
                    then -amount_minor else 0 end) as owed
                from journal group by currency_id) j on j.currency_id = c.id
            where coalesce(i.owed, 0) <> coalesce(j.owed, 0) order by c.id limit $1",
    },
    Invariant {
        name: "what came in and went out is what the gateways have (B21)",
        subject: "currency",
        sql: "select c.id as subject, cast(coalesce(t.moved, 0) as text) as expected,
                cast(coalesce(j.moved, 0) as text) as found
            from currencies c
            left join (select currency_id,
                    sum(amount_in_minor - amount_out_minor - fees_minor) as moved
                from transactions group by currency_id) t on t.currency_id = c.id
            left join (select currency_id, sum(case when debit = 'Gateway Clearing'
                    then amount_minor when credit = 'Gateway Clearing'
                    then -amount_minor else 0 end) as moved
                from journal group by currency_id) j on j.currency_id = c.id
            where coalesce(t.moved, 0) <> coalesce(j.moved, 0) order by c.id limit $1",
    },
    Invariant {
        name: "a credit balance is the sum of its movements (B10)",
        subject: "client",
        sql: "select c.id as subject, cast(coalesce(m.moved, 0) as text) as expected,
                cast(c.credit_minor as text) as found
            from clients c left join (select client_id, sum(amount_minor) as moved
                from credits group by client_id) m on m.client_id = c.id
            where c.credit_minor <> coalesce(m.moved, 0) order by c.id limit $1",
    },
    Invariant {
        name: "a credit balance is what the journal says it is (B21)",
        subject: "client",
        sql: "select c.id as subject, cast(coalesce(j.moved, 0) as text) as expected,
                cast(c.credit_minor as text) as found
            from clients c left join (select client_id, sum(case when credit = 'Client Credit'
                    then amount_minor when debit = 'Client Credit'
                    then -amount_minor else 0 end) as moved
                from journal group by client_id) j on j.client_id = c.id
            where c.credit_minor <> coalesce(j.moved, 0) order by c.id limit $1",
    },
    Invariant {
        name: "an invoice is paid if and only if nothing is left to pay (B15)",
        subject: "invoice",
        sql: "select i.id as subject, i.status as expected,
                cast(i.total_minor - i.credit_minor - i.paid_minor as text) as found
            from invoices i
            where (i.status in ('Paid', 'Refunded')
                    and i.total_minor - i.credit_minor - i.paid_minor <> 0)
                or (i.status in ('Unpaid', 'Payment Pending', 'Collections')
                    and i.total_minor - i.credit_minor - i.paid_minor <= 0
                    and exists (select 1 from invoice_items l where l.invoice_id = i.id))
            order by i.id limit $1",
    },
    Invariant {
        name: "an invoice is refunded if and only if all of it went back (B20)",
        subject: "invoice",
        sql: "select id as subject, cast(paid_minor + credit_minor as text) as expected,
                cast(refunded_minor as text) as found
            from invoices
            where (status = 'Refunded' and refunded_minor <> paid_minor + credit_minor)
                or (status = 'Paid' and refunded_minor > 0
                    and refunded_minor = paid_minor + credit_minor)
            order by id limit $1",
    },
    Invariant {
        name: "the lines of a paid invoice took effect (B19)",
        subject: "invoice",
        sql: "select l.invoice_id as subject, 'all' as expected, 'line ' || l.id as found
            from invoice_items l join invoices i on i.id = l.invoice_id
            where i.status in ('Paid', 'Refunded') and l.effected_at is null
            order by l.invoice_id limit $1",
    },
    Invariant {
        name: "a period ends after it begins (B4)",
        subject: "item",
        sql: "select item_id as subject, period_from as expected, period_to as found
            from billed_periods where period_to <= period_from order by item_id limit $1",
    },
    Invariant {
        name: "the periods of an item follow each other without gap or overlap (B7)",
        subject: "item",
        // A period whose invoice was cancelled is no gap: somebody decided not to ask for it.
        sql: "select w.item_id as subject, w.before as expected, w.period_from as found
            from (select item, item_id, period_from, lag(period_to)
                    over (partition by item, item_id order by period_from) as before
                from billed_periods) w
            where w.before is not null and w.before <> w.period_from
                and (w.before > w.period_from or not exists (select 1
                    from invoice_items l join invoices i on i.id = l.invoice_id
                    where l.rel_id = w.item_id and i.status = 'Cancelled'
                        and l.type in ('Hosting', 'Addon', 'Domain', 'DomainRegister',
                            'DomainTransfer')
                        and l.period_from >= w.before and l.period_from < w.period_from))
            order by w.item_id limit $1",
    },
    Invariant {
        name: "a gateway's payment is recorded once (B18)",
        subject: "transaction",
        sql: "select min(id) as subject, '1' as expected, cast(count(*) as text) as found
            from transactions where reference <> ''
            group by gateway, reference, ordinal having count(*) > 1 order by min(id) limit $1",
    },
    Invariant {
        name: "the sum kept for a day is that of its transactions",
        subject: "day since 1970",
        sql: "select d.day as subject, cast(sum(d.written) as text) as expected,
                cast(sum(d.kept) as text) as found
            from (select at / 86400 as day, currency_id, 0 as kept,
                    amount_in_minor - fees_minor - amount_out_minor as written from transactions
                union all
                select day, currency_id, amount_in_minor - fees_minor - amount_out_minor, 0
                from transaction_days) d
            group by d.day, d.currency_id having sum(d.written) <> sum(d.kept)
            order by d.day limit $1",
    },
    Invariant {
        name: "what is kept as counts of the long lists is there",
        subject: "bucket",
        sql: "select bucket as subject, word || ' ' || sum(written) as expected,
                word || ' ' || sum(kept) as found
            from (select list, word, part, bucket, items as kept, 0 as written from kept_counts
                union all
                select 'tickets', status, department_id, last_reply_at / 2592000, 0, 1
                from tickets where merged_into is null
                union all
                select 'flagged', status, department_id, last_reply_at / 2592000, 0, 1
                from tickets where merged_into is null and flag_staff_id > 0
                union all
                select 'orders', status, 0, at / 86400, 0, 1 from orders
                union all
                select 'services', status, 0, id / 8192, 0, 1 from services
                union all
                select 'invoices', status, 0, id / 8192, 0, 1 from invoices
                union all
                select 'unpaid', status, 0, cast(replace(due_on, '-', '') as bigint), 0, 1
                from invoices where status = 'Unpaid'
                union all
                select 'transactions', '', 0, id / 8192, 0, 1 from transactions) c
            group by list, word, part, bucket having sum(kept) <> sum(written)
            order by bucket limit $1",
    },
    Invariant {
        name: "how far a mail to many is kept as is what became of its mails",
        subject: "campaign",
        sql: "select c.id as subject, w.waiting || ' ' || w.sent || ' ' || w.skipped as expected,
                c.waiting || ' ' || c.sent || ' ' || c.skipped as found
            from campaigns c join (select n.id,
                    count(case when m.status = 'Waiting' then 1 end) as waiting,
                    count(case when m.status = 'Sent' then 1 end) as sent,
                    count(case when m.status = 'Skipped' then 1 end) as skipped
                from campaigns n left join campaign_mails m on m.campaign_id = n.id
                group by n.id) w on w.id = c.id
            where w.waiting <> c.waiting or w.sent <> c.sent or w.skipped <> c.skipped
            order by c.id limit $1",
    },
    Invariant {
        name: "an issued invoice has been given a number once (B17)",
        subject: "invoice",
        sql: "select min(id) as subject, '1' as expected, cast(count(*) as text) as found
            from invoices where number <> ''
            group by number having count(*) > 1 order by min(id) limit $1",
    },
    Invariant {
        name: "no more is credited than was invoiced; what is taken back whole is cancelled (B16)",
        subject: "invoice",
        sql: "select i.id as subject, i.status || ' ' || i.total_minor as expected,
                cast(n.total as text) as found
            from (select n.invoice_id, sum(n.total_minor) as total,
                    count(case when n.reason in ('Split', 'Merged', 'Shortened')
                        then 1 end) as whole,
                    count(case when n.client_id <> v.client_id
                        or n.currency_id <> v.currency_id then 1 end) as foreign_ones
                from credit_notes n join invoices v on v.id = n.invoice_id
                group by n.invoice_id) n
            join invoices i on i.id = n.invoice_id
            where n.total > i.total_minor or n.foreign_ones > 0
                or (n.whole > 0) <> (i.status = 'Cancelled')
                or (n.whole > 0 and n.total <> i.total_minor)
            order by i.id limit $1",
    },
    Invariant {
        name: "what waits as deposits is what open invoices add or collect (B19, B21)",
        subject: "currency",
        // A cancelled invoice that was moved in may still hold what was paid towards it.
        sql: "select c.id as subject, cast(coalesce(l.waits, 0) as text) as expected,
                cast(coalesce(j.waits, 0) as text) as found
            from currencies c
            left join (select w.currency_id, sum(w.minor) as waits
                from (select i.currency_id, l.net_minor as minor
                    from invoice_items l join invoices i on i.id = l.invoice_id
                    where l.type in ('AddFunds', 'Invoice') and l.effected_at is null
                        and i.status not in ('Draft', 'Cancelled')
                    union all
                    select currency_id, paid_minor + credit_minor - refunded_minor
                    from invoices where status = 'Cancelled') w
                group by w.currency_id) l on l.currency_id = c.id
            left join (select currency_id, sum(case when credit = 'Deposits'
                    then amount_minor when debit = 'Deposits'
                    then -amount_minor else 0 end) as waits
                from journal group by currency_id) j on j.currency_id = c.id
            where coalesce(l.waits, 0) <> coalesce(j.waits, 0) order by c.id limit $1",
    },
    Invariant {
        name: "what went back of an invoice is in the journal (B20)",
        subject: "invoice",
        // Of one that collected others it went back of those.
        sql: "select i.id as subject, cast(i.refunded_minor as text) as expected,
                cast(coalesce(j.back, 0) as text) as found
            from invoices i left join (select invoice_id, sum(case
                    when credit in ('Gateway Clearing', 'Client Credit') then amount_minor
                    else 0 end) as back
                from journal where reason = 'refund' and invoice_id is not null
                group by invoice_id) j on j.invoice_id = i.id
            where i.refunded_minor <> coalesce(j.back, 0)
                and not exists (select 1 from invoice_items l
                    where l.invoice_id = i.id and l.type = 'Invoice')
            order by i.id limit $1",
    },
    Invariant {
        name: "a period that counts as invoiced is on an invoice that counts (B7)",
        subject: "item",
        sql: "select p.item_id as subject, p.period_from as expected,
                'invoice ' || p.invoice_id as found
            from billed_periods p join invoices i on i.id = p.invoice_id
            where i.status = 'Cancelled' or not exists (select 1 from invoice_items l
                where l.invoice_id = p.invoice_id and l.rel_id = p.item_id
                    and l.period_from = p.period_from
                    and ((p.item = 'service' and l.type = 'Hosting')
                        or (p.item = 'addon' and l.type = 'Addon')
                        or (p.item = 'domain'
                            and l.type in ('Domain', 'DomainRegister', 'DomainTransfer'))))
            order by p.item_id limit $1",
    },
    Invariant {
        name: "credit notes are numbered without a gap (B17)",
        subject: "number",
        sql: "select n.next as subject, cast(n.next - 1 as text) as expected,
                cast((select count(*) from credit_notes) as text) as found
            from counters n
            where n.name = 'credit note' and n.next - 1 <> (select count(*) from credit_notes)
            order by n.next limit $1",
    },
];

impl Invariant {
    /// What breaks it, up to a hundred.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn violations(&self, c: &mut Conn) -> Result<Vec<ViolationRow>> {
        c.all(self.sql, args![TOLD_MAX]).await
    }
}
