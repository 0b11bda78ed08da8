//! Invoices and credit notes as electronic invoices (EN 16931), of what is kept with them.

use model::billing::e_invoice::{EInvoice, HowTaxed, Kind, Lack, Line, Party};
use model::billing::invoice::InvoiceStatus;
use model::billing::tax::{REVERSE_CHARGE_NOTE, Treatment};
use model::ids::InvoiceId;
use model::money::Money;
use model::people::full_name;
use store::Conn;
use store::billing::credit_notes::{self, CreditNoteRow, Reason};
use store::billing::invoice_items::{self, InvoiceItemRow};
use store::billing::invoices::{self, InvoiceRow};
use store::billing::payers::{self, PayerRow};
use store::system::gateways;

use super::house::House;
use super::{credit_note, invoice, party};
use crate::billing::bill::{is_deposit, label};
use crate::billing::parties::{self, Buyer, Seller};
use crate::billing::taxation::Basis;
use crate::system::settings::{COMPANY_EMAIL, TAX_EXEMPT_REASON};
use crate::{Engine, Fault, Result, not_found, not_now};

/// An invoice; `None` when it is none to the tax office: a draft, a proforma, one that was
/// cancelled without a credit note, or one that sells nothing.
///
/// # Errors
/// Not found when there is none of the id; not-now when something is missing, and names it.
pub(super) async fn of_invoice(engine: &Engine, id: InvoiceId) -> Result<Option<EInvoice>> {
    let mut c = engine.read().await?;
    let row = invoices::by_id(&mut c, id).await?;
    let row = row.ok_or_else(|| not_found("Invoice ID Not Found"))?;
    let house = House::read(engine, &mut c).await?;
    let items = invoice_items::of_invoice(&mut c, id).await?;
    if !is_one(&mut c, &house, &row, &items).await? {
        return Ok(None);
    }
    let payer = payers::by_id(&mut c, row.client_id).await?;
    let ways = gateways::all(&mut c).await?;
    let how = invoice::how_to_pay(engine, &house, &row, &ways);
    let begun = begun(&house, &row, payer.as_ref())?;
    Ok(Some(EInvoice {
        notes: notes(&house, &row, [row.tax_minor, row.tax2_minor], begun.notes)?,
        lines: lines(&house, &items),
        tax_minor: row.tax_minor + row.tax2_minor,
        total_minor: row.total_minor,
        paid_minor: row.credit_minor + row.paid_minor,
        pay_by: how.pay_by,
        terms: how.instructions,
        ..begun
    }))
}

/// A credit note.
///
/// # Errors
/// As for an invoice.
pub(super) async fn of_credit_note(engine: &Engine, id: i64) -> Result<EInvoice> {
    let mut c = engine.read().await?;
    let note = credit_notes::by_id(&mut c, id).await?;
    let note = note.ok_or_else(|| not_found("Credit Note ID Not Found"))?;
    let row = invoices::by_id(&mut c, note.invoice_id).await?;
    let row = row.ok_or_else(|| Fault::broken(format!("no invoice {}", note.invoice_id)))?;
    let house = House::read(engine, &mut c).await?;
    let items = invoice_items::of_invoice(&mut c, row.id).await?;
    let payer = payers::by_id(&mut c, note.client_id).await?;
    let begun = begun(&house, &row, payer.as_ref())?;
    // What went back went at once; what was taken back for others in its place is set off.
    let is_back = [Reason::Refund, Reason::Downgrade].iter().any(|it| it.word() == note.reason);
    let lines = if credit_note::is_whole(&note) {
        lines(&house, &items)
    } else {
        parts(&house, &note, &row, &items)?
    };
    Ok(EInvoice {
        kind: Kind::CreditNote { invoice: label(&row), invoiced_on: row.issued_on },
        number: note.number.clone(),
        issued_on: note.issued_on,
        notes: notes(&house, &row, [note.tax_minor, note.tax2_minor], begun.notes)?,
        lines,
        tax_minor: note.tax_minor + note.tax2_minor,
        total_minor: note.total_minor,
        paid_minor: if is_back { note.total_minor } else { 0 },
        terms: format!("Set off against invoice {}", label(&row)),
        ..begun
    })
}

/// What is said when an electronic invoice lacks something: where it is filled in.
pub(super) fn lacking(lack: Lack) -> Fault {
    let what = match lack {
        Lack::SellerName => "the company's name (the setting CompanyName)",
        Lack::SellerCountry => "the company's country (the setting DefaultCountry)",
        Lack::SellerTaxId => "the company's VAT or tax number (the setting TaxCode)",
        Lack::SellerVatNumber => {
            "the company's VAT number with the letters of its country, such as DE123456789 (the \
             setting TaxCode), because of the reverse charge"
        }
        Lack::BuyerName => "the client's name (firstname, lastname or companyname)",
        Lack::BuyerCountry => "the client's country (country)",
        Lack::BuyerVatNumber => {
            "the client's VAT number with the letters of its country, such as DE123456789 \
             (tax_id), because of the reverse charge"
        }
        Lack::Lines | Lack::Currency | Lack::Decimals | Lack::Tax | Lack::Sums => {
            return not_now(format!("This cannot be an electronic invoice by EN 16931: {lack}"));
        }
    };
    not_now(format!("An electronic invoice needs {what}"))
}

async fn is_one(
    c: &mut Conn,
    house: &House,
    row: &InvoiceRow,
    items: &[InvoiceItemRow],
) -> Result<bool> {
    let sells = items.is_empty() || items.iter().any(|item| !is_deposit(item));
    if row.status == InvoiceStatus::Draft || invoice::is_proforma(house, row) || !sells {
        return Ok(false);
    }
    let is_void = row.status == InvoiceStatus::Cancelled
        && credit_notes::of_invoice(c, row.id).await?.is_empty();
    Ok(!is_void)
}

/// What both say; without lines and sums.
fn begun(house: &House, row: &InvoiceRow, payer: Option<&PayerRow>) -> Result<EInvoice> {
    let kept = party::kept(&row.parties, &house.settings, payer);
    Ok(EInvoice {
        kind: Kind::Invoice { due_on: row.due_on },
        number: label(row),
        issued_on: row.issued_on,
        currency: house.currencies.currency(row.currency_id)?,
        seller: seller(house, kept.seller),
        notes: kept.buyer.lines().collect(),
        buyer: buyer(row, kept.buyer, payer),
        lines: Vec::new(),
        taxed: how_taxed(row).map_err(lacking)?,
        exempt_because: house.settings.text(TAX_EXEMPT_REASON).to_owned(),
        tax_minor: 0,
        total_minor: 0,
        paid_minor: 0,
        pay_by: String::new(),
        terms: String::new(),
    })
}

/// The company as it was; what was not filled in then is as it is today.
fn seller(house: &House, kept: Seller) -> Party {
    let today = parties::seller(&house.settings);
    let or = |kept: String, today: String| if kept.trim().is_empty() { today } else { kept };
    let is_same = kept.address.trim().is_empty() || kept.address == today.address;
    // The town of another address is none of this one.
    let town = |kept: String, today: String| if is_same { or(kept, today) } else { kept };
    let (city, postcode) = (town(kept.city, today.city), town(kept.postcode, today.postcode));
    let name = or(kept.name, today.name);
    let address = or(kept.address, today.address);
    Party {
        street: street(&address, &name, [&city, &postcode]),
        name,
        email: house.settings.text(COMPANY_EMAIL).to_owned(),
        registration: or(kept.registration, today.registration),
        tax_id: or(kept.tax_id, today.tax_id),
        city,
        postcode,
        country: or(kept.country, today.country),
        ..Party::default()
    }
}

/// The lines of a postal address above that of the town; all of them where it is not known.
fn street(address: &str, name: &str, town: [&str; 2]) -> Vec<String> {
    let town: Vec<&str> = town.iter().map(|part| part.trim()).filter(|it| !it.is_empty()).collect();
    let is_town = |line: &str| !town.is_empty() && town.iter().all(|part| line.contains(*part));
    let lines = address.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.filter(|line| *line != name.trim());
    lines.take_while(|line| !is_town(line)).map(str::to_owned).collect()
}

fn buyer(row: &InvoiceRow, kept: Buyer, payer: Option<&PayerRow>) -> Party {
    let person = full_name(&kept.first_name, &kept.last_name);
    let is_person = kept.company.trim().is_empty();
    let (name, contact) = if is_person { (person, String::new()) } else { (kept.company, person) };
    // A country that was not written down is where the client is known to be.
    let known = payer.map(|payer| payer.country.clone()).unwrap_or_default();
    let mut countries = [kept.country, row.buyer_country.clone(), known].into_iter();
    let email = payer.filter(|payer| !payer.erased).map(|payer| payer.email.clone());
    Party {
        name,
        contact,
        email: email.unwrap_or_default(),
        registration: String::new(),
        tax_id: kept.tax_id,
        street: vec![kept.address1, kept.address2],
        city: kept.city,
        postcode: kept.postcode,
        state: kept.state,
        country: countries.find(|country| !country.trim().is_empty()).unwrap_or_default(),
    }
}

/// How the lines of an invoice were taxed (B14); older ones tell by their rates and their note.
fn how_taxed(row: &InvoiceRow) -> Result<HowTaxed, Lack> {
    if row.tax_note == REVERSE_CHARGE_NOTE {
        return Ok(HowTaxed::ReverseCharge);
    }
    let names_tax = !row.tax_name.is_empty();
    let (compound, treatment, rates) = match Basis::read(&row.tax_basis) {
        Some(basis) => {
            let (_, compound, _, treatment, rates) = basis.way();
            (compound, treatment, rates)
        }
        None => (false, Treatment::Taxed, (row.tax_rate, row.tax_rate2)),
    };
    HowTaxed::of(treatment, rates, compound, names_tax)
}

/// What stands beside it: on its tax, by its levels where it has two, for the client, and what the
/// fields of the house say.
fn notes(
    house: &House,
    row: &InvoiceRow,
    [tax, tax2]: [i64; 2],
    fields: Vec<String>,
) -> Result<Vec<String>> {
    let mut notes = vec![row.tax_note.clone()];
    if tax2 != 0 {
        let levels = [(&*row.tax_name, row.tax_rate, tax), (&*row.tax_name2, row.tax_rate2, tax2)];
        let sums = house.taxes(levels, row.currency_id)?;
        let sums = sums.iter().map(|sum| format!("{}: {}", sum.label, sum.amount));
        notes.push(sums.collect::<Vec<_>>().join(", "));
    }
    notes.push(row.notes.clone());
    notes.extend(fields);
    Ok(notes)
}

/// One by one: equal lines may differ by what rounding left over (B2), so they have no one price.
fn lines(house: &House, items: &[InvoiceItemRow]) -> Vec<Line> {
    let line = |item: &InvoiceItemRow| Line {
        text: house.settings.line_shown(&item.description, item.period()),
        period: item.period(),
        net_minor: item.net_minor,
        taxed: item.taxed,
    };
    items.iter().map(line).collect()
}

/// What goes back of an invoice, as much of it as was taxed and as was not.
fn parts(
    house: &House,
    note: &CreditNoteRow,
    row: &InvoiceRow,
    items: &[InvoiceItemRow],
) -> Result<Vec<Line>> {
    let net = |taxed: bool| -> i64 {
        let supplies = items.iter().filter(|item| !is_deposit(item) && item.taxed == taxed);
        supplies.map(|item| item.net_minor).sum()
    };
    let (of_taxed, of_others) = (net(true), net(false));
    let currency = house.currencies.currency(note.currency_id)?;
    let share = |minor, of, all| Money::from_minor(minor, currency).fraction(of, all);
    let (tax, tax_all) = (note.tax_minor + note.tax2_minor, row.tax_minor + row.tax2_minor);
    let taxed = if of_others == 0 || of_taxed + of_others == 0 {
        note.subtotal_minor
    } else if tax_all != 0 {
        // The net sum that the tax on the note is of, so that both agree (BR-CO-17).
        share(of_taxed, tax, tax_all)?.minor
    } else {
        share(note.subtotal_minor, of_taxed, of_taxed + of_others)?.minor
    };
    let text = format!("{} - Invoice #{}", note.reason, label(row));
    let line = |net_minor, taxed| Line { text: text.clone(), period: None, net_minor, taxed };
    let mut lines = vec![line(taxed, true), line(note.subtotal_minor - taxed, false)];
    lines.retain(|line| line.net_minor != 0);
    if lines.is_empty() {
        lines.push(line(0, of_taxed != 0 || of_others == 0));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::street;

    #[test]
    fn the_street_is_what_stands_above_the_town() {
        let address = "Nordlicht GmbH\nHamburger Str. 12\n\n20457 Hamburg\nGermany";
        for (town, expected) in [
            (["Hamburg", "20457"], &["Hamburger Str. 12"][..]),
            (["", "20457"], &["Hamburger Str. 12"][..]),
            (["", ""], &["Hamburger Str. 12", "20457 Hamburg", "Germany"][..]),
            (["Berlin", ""], &["Hamburger Str. 12", "20457 Hamburg", "Germany"][..]),
        ] {
            assert_eq!(street(address, "Nordlicht GmbH", town), expected, "{town:?}");
        }
    }
}
