//! Invoices, credit notes, quotes, receipts and statements as files that people keep.
//!
//! Every amount and date is text already, written as the company writes it: whoever makes the file
//! only places it.

use serde::Serialize;

use crate::Asking;

/// Makes files of documents.
pub trait Documents: Send + Sync {
    /// System name of the module.
    fn module(&self) -> &'static str;

    /// Makes an invoice.
    fn invoice(&self, document: InvoiceDocument) -> Asking<'_, Vec<u8>>;

    /// Makes a credit note.
    fn credit_note(&self, document: CreditNoteDocument) -> Asking<'_, Vec<u8>>;

    /// Makes a quote.
    fn quote(&self, document: QuoteDocument) -> Asking<'_, Vec<u8>>;

    /// Makes the receipt of a payment.
    fn receipt(&self, document: ReceiptDocument) -> Asking<'_, Vec<u8>>;

    /// Makes the account of a client.
    fn statement(&self, document: StatementDocument) -> Asking<'_, Vec<u8>>;
}

/// What every document says beside its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// The size of the paper.
    pub paper: Paper,
    /// The reader's language, by its English name or its code (`german`, `de`).
    pub language: String,
    /// When the file is made, in Unix seconds.
    pub made_at: i64,
}

/// The size of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// ISO 216, 210 × 297 mm.
    #[default]
    A4,
    /// ANSI, 8.5 × 11 inches.
    UsLetter,
}

/// Seller or buyer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Party {
    /// The first line: a company or a person.
    pub name: String,
    /// The postal address, line by line.
    pub address: Vec<String>,
    /// Tax number; may be empty.
    pub tax_id: String,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Line {
    /// What for; may have several lines.
    pub description: String,
    /// The period it is for; may be empty.
    pub period: String,
    /// How much for it.
    pub amount: String,
}

/// A line of a quote.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct QuoteLine {
    /// What for; may have several lines.
    pub description: String,
    /// How many.
    pub quantity: String,
    /// For one.
    pub unit_price: String,
    /// In percent; empty for none.
    pub discount: String,
    /// How much for all of them.
    pub amount: String,
}

/// An amount and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Sum {
    /// What it is: `VAT 19 %`.
    pub label: String,
    /// How much.
    pub amount: String,
}

/// Money that moved.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Payment {
    /// The day.
    pub on: String,
    /// How it was paid.
    pub method: String,
    /// The number that the gateway gave it; may be empty.
    pub reference: String,
    /// How much; negative when it went back.
    pub amount: String,
}

/// Where an invoice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Not issued yet.
    Draft,
    /// Waits for money.
    #[default]
    Open,
    /// Waits for money that was due before.
    Overdue,
    /// Settled.
    Paid,
    /// Nobody need pay it.
    Cancelled,
    /// The money went back.
    Refunded,
}

/// An invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InvoiceDocument {
    /// Paper, language and time.
    pub sheet: Sheet,
    /// Who sells.
    pub seller: Party,
    /// Who buys.
    pub buyer: Party,
    /// Its number.
    pub number: String,
    /// Whether it has no number of its own yet, and so is no invoice to the tax office (B17).
    pub proforma: bool,
    /// Where it stands.
    pub standing: Standing,
    /// The day on it.
    pub issued_on: String,
    /// The day it is due.
    pub due_on: String,
    /// The day it was paid; empty while it is not.
    pub paid_on: String,
    /// What for.
    pub lines: Vec<Line>,
    /// The lines without tax.
    pub subtotal: String,
    /// The taxes, level by level.
    pub taxes: Vec<Sum>,
    /// Lines and taxes.
    pub total: String,
    /// Credit that was applied, with a minus; empty for none.
    pub credit: String,
    /// Payments less refunds, with a minus; empty for none.
    pub paid: String,
    /// What was paid and given back.
    pub payments: Vec<Payment>,
    /// What is still to be paid.
    pub balance: String,
    /// What must be said about its tax, such as the reverse charge; may be empty (B14).
    pub tax_note: String,
    /// What the gateway says about how to pay; empty when there is nothing to pay or to say.
    pub instructions: String,
    /// The way it is to be paid; empty when nothing is to be paid.
    pub pay_by: String,
    /// The address of a page where it is paid; empty when there is none.
    pub pay_at: String,
    /// A note for the client; may be empty.
    pub notes: String,
}

/// What is taken back of an invoice. Its amounts have no minus: its name says which way they go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CreditNoteDocument {
    /// Paper, language and time.
    pub sheet: Sheet,
    /// Who sold.
    pub seller: Party,
    /// Who bought.
    pub buyer: Party,
    /// Its number.
    pub number: String,
    /// The day on it.
    pub issued_on: String,
    /// The number of the invoice.
    pub invoice: String,
    /// The day on the invoice.
    pub invoiced_on: String,
    /// What for.
    pub lines: Vec<Line>,
    /// The lines without tax.
    pub subtotal: String,
    /// The taxes, level by level.
    pub taxes: Vec<Sum>,
    /// Lines and taxes.
    pub total: String,
    /// What must be said about its tax; may be empty.
    pub tax_note: String,
}

/// A quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuoteDocument {
    /// Paper, language and time.
    pub sheet: Sheet,
    /// Who offers.
    pub seller: Party,
    /// To whom.
    pub buyer: Party,
    /// Its number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// The day on it.
    pub issued_on: String,
    /// The last day on which it holds.
    pub valid_until: String,
    /// The day it was accepted; empty while it is not.
    pub accepted_on: String,
    /// The text above the lines; may be empty.
    pub proposal: String,
    /// What is offered.
    pub lines: Vec<QuoteLine>,
    /// The lines without tax.
    pub subtotal: String,
    /// The taxes, level by level.
    pub taxes: Vec<Sum>,
    /// Lines and taxes.
    pub total: String,
    /// What must be said about its tax; may be empty.
    pub tax_note: String,
    /// The text below the lines; may be empty.
    pub notes: String,
}

/// The receipt of a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceiptDocument {
    /// Paper, language and time.
    pub sheet: Sheet,
    /// Who was paid.
    pub seller: Party,
    /// Who paid.
    pub buyer: Party,
    /// Its number.
    pub number: String,
    /// The day, the way, and how much.
    pub payment: Payment,
    /// What it was for: an invoice and its share, line by line.
    pub lines: Vec<Sum>,
    /// A note for the client; may be empty.
    pub notes: String,
}

/// The account of a client over a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementDocument {
    /// Paper, language and time.
    pub sheet: Sheet,
    /// Who sells.
    pub seller: Party,
    /// Whose account it is.
    pub buyer: Party,
    /// First and last day.
    pub number: String,
    /// What was owed before.
    pub opening: String,
    /// What moved, in order.
    pub lines: Vec<Movement>,
    /// What is owed after.
    pub closing: String,
}

/// A movement of an account.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Movement {
    /// The day.
    pub on: String,
    /// What it records, as `invoice-issued` or `payment-received`.
    pub reason: String,
    /// The number of the invoice; may be empty.
    pub number: String,
    /// What is owed more; empty for nothing.
    pub debit: String,
    /// What is owed less; empty for nothing.
    pub credit: String,
    /// What is owed then.
    pub balance: String,
}
