//! What paid invoices were taxed, and what credit notes took back of them. Lines that add credit
//! or pay other invoices are deposits, and no income. Both stay in the country that the client had
//! when the invoice was issued.

use jiff::civil::Date;
use model::ids::CurrencyId;

use super::ROWS_MAX;
use crate::{Conn, Result, Row, args};

/// What paid invoices of one currency and one exchange rate came to, by country and tax, without
/// deposits.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TaxByRate {
    /// Of the client when the invoice was issued, two letters; today's where nobody wrote it down.
    pub country: String,
    /// Name of the tax.
    pub tax_name: String,
    /// Ten-thousandths of a per cent.
    pub tax_rate: i64,
    /// Name of the second tax.
    pub tax_name2: String,
    /// Ten-thousandths of a per cent.
    pub tax_rate2: i64,
    /// Their currency.
    pub currency_id: CurrencyId,
    /// Units of it for one of the default currency, times 100000000; 0 where nobody wrote it down.
    pub exchange_rate: i64,
    /// How many they are.
    pub invoices: i64,
    /// Lines that the rates were applied to, without tax; minor units, as all sums here.
    pub taxable_minor: i64,
    /// The other lines.
    pub untaxed_minor: i64,
    /// Tax of level 1.
    pub tax_minor: i64,
    /// Tax of level 2.
    pub tax2_minor: i64,
}

/// A credit note of an invoice that was paid, beside what tells its taxed part from the rest.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TaxedNote {
    /// Its id.
    pub id: i64,
    /// Of the client when the invoice was issued, two letters; today's where nobody wrote it down.
    pub country: String,
    /// Name of the invoice's tax.
    pub tax_name: String,
    /// Its rate, in ten-thousandths of a per cent.
    pub tax_rate: i64,
    /// Name of the second tax.
    pub tax_name2: String,
    /// Ten-thousandths of a per cent.
    pub tax_rate2: i64,
    /// The currency of both.
    pub currency_id: CurrencyId,
    /// That of the invoice, as in [`TaxByRate`].
    pub exchange_rate: i64,
    /// What the note takes back without tax; minor units, as all sums here.
    pub net_minor: i64,
    /// Tax of level 1.
    pub tax_minor: i64,
    /// Tax of level 2.
    pub tax2_minor: i64,
    /// What earlier notes of the invoice took back without tax.
    pub net_before: i64,
    /// What they took back of both taxes.
    pub tax_before: i64,
    /// The invoice without tax.
    pub invoice_net: i64,
    /// Both of its taxes.
    pub invoice_tax: i64,
    /// Its lines that the rates were applied to.
    pub invoice_taxable: i64,
    /// Its deposits.
    pub invoice_deposits: i64,
}

/// What invoices paid between two instants were taxed, by country, names and rates of both levels,
/// currency, and the exchange rates at which they were made (B3). One that was refunded later was
/// paid all the same.
///
/// # Errors
/// When the database fails.
pub async fn tax_by_rate(c: &mut Conn, from: i64, until: i64) -> Result<Vec<TaxByRate>> {
    let sql = "select country, tax_name, tax_rate, tax_name2, tax_rate2, currency_id,
            exchange_rate, count(*) as invoices, cast(sum(taxable) as bigint) as taxable_minor,
            cast(sum(net - deposits - taxable) as bigint) as untaxed_minor,
            cast(sum(tax) as bigint) as tax_minor, cast(sum(tax2) as bigint) as tax2_minor
        from (select case i.buyer_country when '' then l.country
                    else i.buyer_country end as country,
                i.tax_name, i.tax_rate, i.tax_name2, i.tax_rate2, i.currency_id, i.exchange_rate,
                i.subtotal_minor as net, i.tax_minor as tax, i.tax2_minor as tax2,
                (select coalesce(sum(t.net_minor), 0) from invoice_items t
                    where t.invoice_id = i.id and t.taxed = 1 and i.tax_rate + i.tax_rate2 > 0
                        and t.type not in ('AddFunds', 'Invoice')) as taxable,
                (select coalesce(sum(t.net_minor), 0) from invoice_items t
                    where t.invoice_id = i.id and t.type in ('AddFunds', 'Invoice')) as deposits
            from invoices i join clients l on l.id = i.client_id
            where i.paid_at >= $1 and i.paid_at < $2 and i.status in ('Paid', 'Refunded')
        ) as each_invoice
        where deposits = 0 or net <> deposits
        group by country, tax_name, tax_rate, tax_name2, tax_rate2, currency_id, exchange_rate
        order by country, tax_name, tax_rate, tax_name2, tax_rate2, currency_id, exchange_rate";
    c.all(sql, args![from, until]).await
}

/// The credit notes of two days and those between, of invoices that count as paid: what took back
/// a cancelled one takes nothing off that was ever counted. Those that are all deposit are not
/// among them.
///
/// # Errors
/// When the database fails.
pub async fn taxed_notes(c: &mut Conn, from: Date, to: Date) -> Result<Vec<TaxedNote>> {
    let sql = "select * from (select n.id, case i.buyer_country when '' then l.country
                    else i.buyer_country end as country,
                i.tax_name, i.tax_rate, i.tax_name2, i.tax_rate2, i.currency_id, i.exchange_rate,
                n.subtotal_minor as net_minor,
                n.tax_minor, n.tax2_minor,
                cast((select coalesce(sum(e.subtotal_minor), 0) from credit_notes e
                    where e.invoice_id = n.invoice_id and e.id < n.id) as bigint) as net_before,
                cast((select coalesce(sum(e.tax_minor + e.tax2_minor), 0) from credit_notes e
                    where e.invoice_id = n.invoice_id and e.id < n.id) as bigint) as tax_before,
                i.subtotal_minor as invoice_net, i.tax_minor + i.tax2_minor as invoice_tax,
                cast((select coalesce(sum(t.net_minor), 0) from invoice_items t
                    where t.invoice_id = i.id and t.taxed = 1 and i.tax_rate + i.tax_rate2 > 0
                        and t.type not in ('AddFunds', 'Invoice')) as bigint) as invoice_taxable,
                cast((select coalesce(sum(t.net_minor), 0) from invoice_items t
                    where t.invoice_id = i.id and t.type in ('AddFunds', 'Invoice'))
                    as bigint) as invoice_deposits
            from credit_notes n join invoices i on i.id = n.invoice_id
                join clients l on l.id = i.client_id
            where n.issued_on >= $1 and n.issued_on <= $2 and i.paid_at is not null
                and i.status in ('Paid', 'Refunded')) as each_note
        where id > $3 and (invoice_deposits = 0 or invoice_net <> invoice_deposits)
        order by id limit $4";
    let (mut notes, mut after) = (Vec::new(), 0);
    // A sum of taxes leaves nothing off, so they are read in parts until there are no more.
    loop {
        let part: Vec<TaxedNote> = c.all(sql, args![from, to, after, ROWS_MAX]).await?;
        let Some(last) = part.last().map(|note| note.id) else { return Ok(notes) };
        after = last;
        notes.extend(part);
    }
}
