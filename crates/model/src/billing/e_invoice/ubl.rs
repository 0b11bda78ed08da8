//! Writes a document as UBL 2.1, in the binding of EN 16931 (CEN/TS 16931-3-2).

use super::sums::{Sums, amount, sums};
use super::vat::{Category, Group, categories, groups, vat_number};
use super::xml::Xml;
use super::{EInvoice, Kind, Lack, Line, Party, named_in};
use crate::dates::Period;
use crate::money::{is_iso_code, shown_scaled};
use crate::people::country::Country;

/// What it keeps to (BT-24).
const CUSTOMIZATION: &str = "urn:cen.eu:en16931:2017";
const NAMESPACE: &str = "urn:oasis:names:specification:ubl:schema:xsd:";
/// One of it, in UN/ECE recommendation 20 (BT-130).
const ONE: &str = "C62";

/// The document as XML.
///
/// # Errors
/// Says what of it EN 16931 asks for and is not there.
pub fn ubl(document: &EInvoice) -> Result<String, Lack> {
    let paper = Paper::of(document)?;
    let (root, namespace) = match document.kind {
        Kind::Invoice { .. } => ("Invoice", format!("{NAMESPACE}Invoice-2")),
        Kind::CreditNote { .. } => ("CreditNote", format!("{NAMESPACE}CreditNote-2")),
    };
    let parts = ["CommonAggregateComponents-2", "CommonBasicComponents-2"];
    let [cac, cbc] = parts.map(|part| format!("{NAMESPACE}{part}"));
    let attributes = [("xmlns", &*namespace), ("xmlns:cac", &*cac), ("xmlns:cbc", &*cbc)];
    let mut xml = Xml::new();
    xml.within_of(root, &attributes, |xml| paper.write(xml));
    Ok(xml.finish())
}

/// A document that has all that it needs.
struct Paper<'a> {
    of: &'a EInvoice,
    categories: [Category; 2],
    groups: Vec<Group>,
    sums: Sums,
    /// ISO 3166 alpha-2 of the seller and the buyer.
    countries: [&'static str; 2],
}

impl<'a> Paper<'a> {
    /// Looks for what is missing.
    fn of(of: &'a EInvoice) -> Result<Self, Lack> {
        let EInvoice { seller, buyer, lines, currency, .. } = of;
        let is_empty = |text: &str| text.trim().is_empty();
        if lines.is_empty() {
            return Err(Lack::Lines);
        }
        if is_empty(&seller.name) {
            return Err(Lack::SellerName);
        }
        if is_empty(&buyer.name) {
            return Err(Lack::BuyerName);
        }
        let country = |party: &Party, lack| {
            Country::of(&party.country).map(|country| country.code).ok_or(lack)
        };
        let countries =
            [country(seller, Lack::SellerCountry)?, country(buyer, Lack::BuyerCountry)?];
        if !is_iso_code(currency.code()) {
            return Err(Lack::Currency);
        }
        let paper = Paper {
            of,
            categories: categories(of),
            groups: groups(of)?,
            sums: sums(of)?,
            countries,
        };
        paper.check_numbers()?;
        let grouped = paper.groups.iter().flat_map(|group| [group.net_minor, group.tax_minor]);
        let nets = lines.iter().map(|line| line.net_minor);
        let Sums { net, gross, paid, rounding, due } = paper.sums;
        for minor in nets.chain(grouped).chain([net, gross, paid, rounding, due, of.tax_minor]) {
            amount(minor, currency.digits())?;
        }
        Ok(paper)
    }

    /// Whether seller and buyer have the numbers that the categories ask for.
    fn check_numbers(&self) -> Result<(), Lack> {
        let EInvoice { seller, buyer, .. } = self.of;
        let is_outside = self.has(Category::OutsideScope);
        let is_known = !seller.registration.trim().is_empty() && is_outside;
        if seller.tax_id.trim().is_empty() && !is_known {
            return Err(Lack::SellerTaxId);
        }
        if self.has(Category::ReverseCharge) {
            let has_number = |party: &Party| vat_number(&party.tax_id, &party.country).is_some();
            if !has_number(seller) {
                return Err(Lack::SellerVatNumber);
            }
            if !has_number(buyer) {
                return Err(Lack::BuyerVatNumber);
            }
        }
        Ok(())
    }

    fn has(&self, category: Category) -> bool {
        self.groups.iter().any(|group| group.category == category)
    }

    fn write(&self, xml: &mut Xml) {
        self.head(xml);
        xml.within("cac:AccountingSupplierParty", |xml| self.party(xml, &self.of.seller, 0));
        xml.within("cac:AccountingCustomerParty", |xml| self.party(xml, &self.of.buyer, 1));
        self.payment(xml);
        self.taxes(xml);
        self.totals(xml);
        for (number, line) in (1_usize..).zip(&self.of.lines) {
            self.line(xml, number, line);
        }
    }

    fn head(&self, xml: &mut Xml) {
        let of = self.of;
        xml.leaf("cbc:CustomizationID", CUSTOMIZATION);
        xml.leaf("cbc:ID", &of.number);
        xml.leaf("cbc:IssueDate", &of.issued_on.to_string());
        match &of.kind {
            Kind::Invoice { due_on } => {
                xml.leaf("cbc:DueDate", &due_on.to_string());
                xml.leaf("cbc:InvoiceTypeCode", "380");
            }
            Kind::CreditNote { .. } => xml.leaf("cbc:CreditNoteTypeCode", "381"),
        }
        for note in &of.notes {
            xml.leaf("cbc:Note", note);
        }
        xml.leaf("cbc:DocumentCurrencyCode", of.currency.code());
        let periods = of.lines.iter().filter_map(|line| line.period);
        let whole = periods.reduce(|one, other| Period {
            from: one.from.min(other.from),
            to_exclusive: one.to_exclusive.max(other.to_exclusive),
        });
        period(xml, whole);
        if let Kind::CreditNote { invoice, invoiced_on } = &of.kind {
            xml.within("cac:BillingReference", |xml| {
                xml.within("cac:InvoiceDocumentReference", |xml| {
                    xml.leaf("cbc:ID", invoice);
                    xml.leaf("cbc:IssueDate", &invoiced_on.to_string());
                });
            });
        }
    }

    /// The seller (0) or the buyer (1).
    fn party(&self, xml: &mut Xml, party: &Party, which: usize) {
        let country = self.countries.get(which).copied().unwrap_or_default();
        // Where nothing is subject to VAT, nobody has a VAT number (BR-O-02).
        let vat = vat_number(&party.tax_id, country);
        let vat = vat.filter(|_| !self.has(Category::OutsideScope));
        let is_seller = which == 0;
        xml.within("cac:Party", |xml| {
            if party.email.contains('@') {
                xml.leaf_of("cbc:EndpointID", &[("schemeID", "EM")], &party.email);
            }
            if vat.is_none() && !party.tax_id.trim().is_empty() {
                // The seller must be named by some number (BR-CO-26).
                xml.within("cac:PartyIdentification", |xml| xml.leaf("cbc:ID", &party.tax_id));
            }
            address(xml, party, country);
            let (scheme, number) = match &vat {
                Some(number) => ("VAT", number.as_str()),
                // A tax number that is none of VAT is told of sellers only (BT-32).
                None if is_seller => ("FC", party.tax_id.trim()),
                None => ("", ""),
            };
            if !number.is_empty() {
                xml.within("cac:PartyTaxScheme", |xml| {
                    xml.leaf("cbc:CompanyID", number);
                    xml.within("cac:TaxScheme", |xml| xml.leaf("cbc:ID", scheme));
                });
            }
            xml.within("cac:PartyLegalEntity", |xml| {
                xml.leaf("cbc:RegistrationName", &party.name);
                xml.leaf("cbc:CompanyID", &party.registration);
            });
            if !party.contact.trim().is_empty() {
                xml.within("cac:Contact", |xml| xml.leaf("cbc:Name", &party.contact));
            }
        });
    }

    /// How what is open is paid: to an account where one is named, else by what people call it.
    fn payment(&self, xml: &mut Xml) {
        let of = self.of;
        let account = named_in(&of.terms).unwrap_or_default();
        if self.sums.due > 0 && matches!(of.kind, Kind::Invoice { .. }) {
            let name = [("name", of.pay_by.trim())];
            let name = if of.pay_by.trim().is_empty() { &[][..] } else { &name[..] };
            // UNTDID 4461: a transfer, or what is not defined there.
            let code = if account.is_empty() { "1" } else { "30" };
            xml.within("cac:PaymentMeans", |xml| {
                xml.leaf_of("cbc:PaymentMeansCode", name, code);
                xml.leaf("cbc:PaymentID", &of.number);
                if !account.is_empty() {
                    xml.within("cac:PayeeFinancialAccount", |xml| xml.leaf("cbc:ID", &account));
                }
            });
        }
        if self.sums.due > 0 && !of.terms.trim().is_empty() {
            xml.within("cac:PaymentTerms", |xml| xml.leaf("cbc:Note", &of.terms));
        }
    }

    fn taxes(&self, xml: &mut Xml) {
        xml.within("cac:TaxTotal", |xml| {
            self.sum(xml, "cbc:TaxAmount", self.of.tax_minor);
            for group in &self.groups {
                xml.within("cac:TaxSubtotal", |xml| {
                    self.sum(xml, "cbc:TaxableAmount", group.net_minor);
                    self.sum(xml, "cbc:TaxAmount", group.tax_minor);
                    let (code, text) = group.category.reason(&self.of.exempt_because);
                    category(xml, "cac:TaxCategory", group, (code, text));
                });
            }
        });
    }

    fn totals(&self, xml: &mut Xml) {
        let Sums { net, gross, paid, rounding, due } = self.sums;
        xml.within("cac:LegalMonetaryTotal", |xml| {
            self.sum(xml, "cbc:LineExtensionAmount", net);
            self.sum(xml, "cbc:TaxExclusiveAmount", net);
            self.sum(xml, "cbc:TaxInclusiveAmount", gross);
            let rest = [("cbc:PrepaidAmount", paid), ("cbc:PayableRoundingAmount", rounding)];
            for (name, minor) in rest.into_iter().filter(|(_, minor)| *minor != 0) {
                self.sum(xml, name, minor);
            }
            self.sum(xml, "cbc:PayableAmount", due);
        });
    }

    fn line(&self, xml: &mut Xml, number: usize, line: &Line) {
        let [of_taxed, of_others] = self.categories;
        let own = if line.taxed { of_taxed } else { of_others };
        let (name, quantity) = match self.of.kind {
            Kind::Invoice { .. } => ("cac:InvoiceLine", "cbc:InvoicedQuantity"),
            Kind::CreditNote { .. } => ("cac:CreditNoteLine", "cbc:CreditedQuantity"),
        };
        // A price is not negative (BR-27), so a discount is a thing less.
        let count = if line.net_minor < 0 { "-1" } else { "1" };
        let mut texts = line.text.trim().lines();
        let title = texts.next().map(str::trim).filter(|title| !title.is_empty());
        let rest = texts.map(str::trim).collect::<Vec<_>>().join("\n");
        xml.within(name, |xml| {
            xml.leaf("cbc:ID", &number.to_string());
            xml.leaf_of(quantity, &[("unitCode", ONE)], count);
            self.sum(xml, "cbc:LineExtensionAmount", line.net_minor);
            period(xml, line.period);
            xml.within("cac:Item", |xml| {
                xml.leaf("cbc:Description", &rest);
                xml.leaf("cbc:Name", title.unwrap_or("Item"));
                if let Some(group) = self.groups.iter().find(|group| group.category == own) {
                    category(xml, "cac:ClassifiedTaxCategory", group, ("", ""));
                }
            });
            xml.within("cac:Price", |xml| {
                self.sum(xml, "cbc:PriceAmount", line.net_minor.saturating_abs());
            });
        });
    }

    /// An amount; that it can be written was looked at before.
    fn sum(&self, xml: &mut Xml, name: &str, minor: i64) {
        let currency = self.of.currency;
        let text = amount(minor, currency.digits()).unwrap_or_default();
        xml.leaf_of(name, &[("currencyID", currency.code())], &text);
    }
}

fn address(xml: &mut Xml, party: &Party, country: &str) {
    let street = party.street.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
    let street: Vec<&str> = street.collect();
    let more = street.get(2..).unwrap_or_default().join(", ");
    let line = |at: usize| street.get(at).copied().unwrap_or_default();
    xml.within("cac:PostalAddress", |xml| {
        xml.leaf("cbc:StreetName", line(0));
        xml.leaf("cbc:AdditionalStreetName", line(1));
        xml.leaf("cbc:CityName", &party.city);
        xml.leaf("cbc:PostalZone", &party.postcode);
        xml.leaf("cbc:CountrySubentity", &party.state);
        if !more.is_empty() {
            xml.within("cac:AddressLine", |xml| xml.leaf("cbc:Line", &more));
        }
        xml.within("cac:Country", |xml| xml.leaf("cbc:IdentificationCode", country));
    });
}

/// First and last day.
fn period(xml: &mut Xml, period: Option<Period>) {
    let Some(Period { from, to_exclusive }) = period else { return };
    let last = to_exclusive.yesterday().unwrap_or(to_exclusive).max(from);
    xml.within("cac:InvoicePeriod", |xml| {
        xml.leaf("cbc:StartDate", &from.to_string());
        xml.leaf("cbc:EndDate", &last.to_string());
    });
}

fn category(xml: &mut Xml, name: &str, group: &Group, (code, text): (&str, &str)) {
    xml.within(name, |xml| {
        xml.leaf("cbc:ID", group.category.code());
        if let Some(rate) = group.rate {
            xml.leaf("cbc:Percent", &shown_scaled(rate, 10));
        }
        xml.leaf("cbc:TaxExemptionReasonCode", code);
        xml.leaf("cbc:TaxExemptionReason", text);
        xml.within("cac:TaxScheme", |xml| xml.leaf("cbc:ID", "VAT"));
    });
}
