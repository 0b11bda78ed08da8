//! Invoices, payments and what a client keeps to pay with.

use engine::{Meaning, Refusal};
use protocol::wire::{Amount, WireDate};
use protocol::{
    AcceptQuote, AcceptQuoteResponse, AddFunds, AddPayMethod, ApplyCredit, ApplyCreditResponse,
    CapturePayment, CombineInvoices, CreditAmount, CreditNote, DeletePayMethod, GetClientStatement,
    GetClientStatementPdf, GetClientStatementPdfResponse, GetClientStatementResponse,
    GetCreditNotePdf, GetCreditNotePdfResponse, GetCreditNoteXml, GetCreditNoteXmlResponse,
    GetCreditNotes, GetInvoice, GetInvoiceExplanation, GetInvoiceExplanationResponse,
    GetInvoicePdf, GetInvoicePdfResponse, GetInvoiceResponse, GetInvoiceXml, GetInvoiceXmlResponse,
    GetInvoices, GetInvoicesResponse, GetPayMethods, GetPaymentProofs, GetQuotePdf,
    GetQuotePdfResponse, GetQuotes, GetQuotesResponse, GetTransactions, InvoiceRows, PayInvoice,
    PayInvoiceResponse, PayMethod, PaymentProof, Quote, SendPaymentProof, Transaction,
    UpdatePayMethod, UpdateQuote,
};

use super::{ForClient, found, nothing};
use crate::whmcs::CallError;

impl ForClient {
    /// A page of the client's invoices; drafts are not shown.
    pub(crate) async fn invoices(
        &self,
        call: GetInvoices,
    ) -> Result<GetInvoicesResponse, CallError> {
        self.limited(GetInvoices { userid: Some(self.owner()), ..call }).await
    }

    /// The same as far as lists show them, which takes less to read.
    pub(crate) async fn invoice_rows(&self, call: GetInvoices) -> Result<InvoiceRows, CallError> {
        self.limited_brief::<InvoiceRows>(GetInvoices { userid: Some(self.owner()), ..call }).await
    }

    /// An invoice of the client; a draft is none yet.
    pub(crate) async fn invoice(&self, id: u64) -> Result<GetInvoiceResponse, CallError> {
        let invoice = found(self.look(GetInvoice { invoiceid: id }).await)?;
        let invoice = self.only_own(invoice, |invoice| invoice.userid.0, "invoice")?;
        if invoice.status == "Draft" { Err(nothing()) } else { Ok(as_shown(invoice)) }
    }

    /// How an invoice of the client came about.
    pub(crate) async fn invoice_explanation(
        &self,
        id: u64,
    ) -> Result<GetInvoiceExplanationResponse, CallError> {
        self.invoice(id).await?;
        self.look(GetInvoiceExplanation { invoiceid: id }).await
    }

    /// An invoice of the client as a file.
    pub(crate) async fn invoice_pdf(&self, id: u64) -> Result<GetInvoicePdfResponse, CallError> {
        self.invoice(id).await?;
        self.look(GetInvoicePdf { invoiceid: id }).await
    }

    /// An invoice of the client as an electronic invoice.
    pub(crate) async fn invoice_xml(&self, id: u64) -> Result<GetInvoiceXmlResponse, CallError> {
        self.invoice(id).await?;
        self.look(GetInvoiceXml { invoiceid: id }).await
    }

    /// What was taken back of an invoice of the client, newest first.
    pub(crate) async fn credit_notes(&self, invoice: u64) -> Result<Vec<CreditNote>, CallError> {
        self.invoice(invoice).await?;
        self.notes(GetCreditNotes { invoiceid: Some(invoice), ..GetCreditNotes::default() }).await
    }

    /// A credit note to the client as a file.
    pub(crate) async fn credit_note_pdf(
        &self,
        id: u64,
    ) -> Result<GetCreditNotePdfResponse, CallError> {
        self.own_note(id).await?;
        self.look(GetCreditNotePdf { creditnoteid: id }).await
    }

    /// A credit note to the client as an electronic invoice.
    pub(crate) async fn credit_note_xml(
        &self,
        id: u64,
    ) -> Result<GetCreditNoteXmlResponse, CallError> {
        self.own_note(id).await?;
        self.look(GetCreditNoteXml { creditnoteid: id }).await
    }

    /// Whether there is such a credit note to the client.
    async fn own_note(&self, id: u64) -> Result<(), CallError> {
        let call = GetCreditNotes { creditnoteid: Some(id), ..GetCreditNotes::default() };
        if self.notes(call).await?.is_empty() { Err(nothing()) } else { Ok(()) }
    }

    async fn notes(&self, call: GetCreditNotes) -> Result<Vec<CreditNote>, CallError> {
        let call = GetCreditNotes { userid: Some(self.owner()), ..call };
        let rows = self.look(call).await?.creditnotes.0.creditnote.0;
        Ok(rows.into_iter().filter(|row| self.owns(row.userid.0)).collect())
    }

    /// The client's movements of money, newest first.
    pub(crate) async fn transactions(
        &self,
        call: GetTransactions,
    ) -> Result<Vec<Transaction>, CallError> {
        let call = GetTransactions { clientid: Some(self.owner()), ..call };
        let rows = self.limited(call).await?.transactions.0.transaction;
        let mut rows: Vec<_> = rows.into_iter().filter(|row| self.owns(row.userid.0)).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.id));
        Ok(rows)
    }

    /// The client's account over some days.
    pub(crate) async fn statement(
        &self,
        [datefrom, dateto]: [WireDate; 2],
    ) -> Result<GetClientStatementResponse, CallError> {
        self.look(GetClientStatement { clientid: self.owner(), datefrom, dateto }).await
    }

    /// The client's account over some days as a file.
    pub(crate) async fn statement_pdf(
        &self,
        [datefrom, dateto]: [WireDate; 2],
    ) -> Result<GetClientStatementPdfResponse, CallError> {
        self.look(GetClientStatementPdf { clientid: self.owner(), datefrom, dateto }).await
    }

    /// The cards and accounts that the client keeps.
    pub(crate) async fn pay_methods(&self) -> Result<Vec<PayMethod>, CallError> {
        let call = GetPayMethods { clientid: self.owner(), ..GetPayMethods::default() };
        Ok(self.look(call).await?.paymethods.0)
    }

    /// A page of the offers to the client; drafts are not shown.
    pub(crate) async fn quotes(&self, call: GetQuotes) -> Result<GetQuotesResponse, CallError> {
        self.limited(GetQuotes { userid: Some(self.owner()), ..call }).await
    }

    /// An offer to the client; a draft is none yet.
    pub(crate) async fn quote(&self, id: u64) -> Result<Quote, CallError> {
        let call = GetQuotes { quoteid: Some(id), ..GetQuotes::default() };
        let rows = found(self.look(call).await)?.map(|answer| answer.quotes.0.quote.0);
        let quote = rows.into_iter().flatten().find(|quote| quote.id.id() == Some(id));
        let quote = self.only_own(quote, |quote| quote.userid.0, "quote")?;
        if quote.stage == "Draft" { Err(nothing()) } else { Ok(quote) }
    }

    /// An offer to the client as a file.
    pub(crate) async fn quote_pdf(&self, id: u64) -> Result<GetQuotePdfResponse, CallError> {
        self.quote(id).await?;
        self.look(GetQuotePdf { quoteid: id }).await
    }

    /// Takes an offer to the client.
    pub(crate) async fn accept_quote(&self, id: u64) -> Result<AcceptQuoteResponse, CallError> {
        let quote = self.quote(id).await?;
        if matches!(&*quote.stage, "Lost" | "Dead") {
            return Err(over());
        }
        self.call(AcceptQuote { quoteid: id }).await
    }

    /// Declines an offer to the client that is still open.
    pub(crate) async fn decline_quote(&self, id: u64) -> Result<(), CallError> {
        let quote = self.quote(id).await?;
        if !matches!(&*quote.stage, "Delivered" | "On Hold") {
            return Err(over());
        }
        let stage = Some("Lost".to_owned());
        self.call(UpdateQuote { quoteid: id, stage, ..UpdateQuote::default() }).await.map(drop)
    }

    /// Pays an invoice of the client through a gateway; a stored pay method must be its own.
    pub(crate) async fn pay(&self, call: PayInvoice) -> Result<PayInvoiceResponse, CallError> {
        self.invoice(call.invoiceid).await?;
        if let Some(id) = call.paymethodid {
            self.own_method(id).await?;
        }
        self.call(call).await.map_err(not_payable)
    }

    /// Charges the pay method that the client keeps: what every WHMCS can do.
    pub(crate) async fn capture(&self, invoice: u64) -> Result<(), CallError> {
        self.invoice(invoice).await?;
        let call = CapturePayment { invoiceid: invoice, ..CapturePayment::default() };
        self.call(call).await.map(drop).map_err(not_payable)
    }

    /// Pays an invoice of the client from its credit.
    pub(crate) async fn apply_credit(
        &self,
        invoice: u64,
        amount: CreditAmount,
    ) -> Result<ApplyCreditResponse, CallError> {
        self.invoice(invoice).await?;
        let amount = Some(amount);
        let call = ApplyCredit { invoiceid: invoice, amount, ..ApplyCredit::default() };
        self.call(call).await.map_err(not_payable)
    }

    /// Sends a file that shows a payment of an invoice of the client.
    pub(crate) async fn send_proof(&self, call: SendPaymentProof) -> Result<(), CallError> {
        self.invoice(call.invoiceid).await?;
        self.call(call).await.map(drop)
    }

    /// What the client sent to show that it paid an invoice.
    pub(crate) async fn proofs(&self, invoice: u64) -> Result<Vec<PaymentProof>, CallError> {
        let (invoiceid, userid) = (Some(invoice), Some(self.owner()));
        let call = GetPaymentProofs { invoiceid, userid, ..GetPaymentProofs::default() };
        let mut rows = self.look(call).await?.proofs.0.proof.0;
        rows.retain(|row| self.owns(row.userid.0));
        Ok(rows)
    }

    /// Makes an invoice that becomes credit when it is paid; gives its number.
    pub(crate) async fn add_funds(
        &self,
        amount: Amount,
        method: Option<String>,
    ) -> Result<u64, CallError> {
        let (clientid, amount) = (self.owner(), Some(amount));
        let made = self.call(AddFunds { clientid, amount, paymentmethod: method }).await?;
        made.invoiceid.id().ok_or_else(nothing)
    }

    /// Makes one invoice that pays several of the client's; gives its number.
    pub(crate) async fn combine(&self, invoices: Vec<u64>) -> Result<u64, CallError> {
        for id in &invoices {
            self.invoice(*id).await?;
        }
        let (clientid, invoiceids) = (self.owner(), invoices.into());
        let call = CombineInvoices { clientid, invoiceids, paymentmethod: None };
        self.call(call).await?.invoiceid.id().ok_or_else(nothing)
    }

    /// Has a gateway keep a card of the client.
    pub(crate) async fn keep_card(&self, call: AddPayMethod) -> Result<(), CallError> {
        self.call(AddPayMethod { clientid: self.owner(), ..call }).await.map(drop)
    }

    /// Forgets what the client keeps to pay with.
    pub(crate) async fn forget_card(&self, id: u64) -> Result<(), CallError> {
        self.own_method(id).await?;
        let call = DeletePayMethod {
            clientid: self.owner(),
            paymethodid: id,
            failonremotefailure: false.into(),
        };
        self.call(call).await.map(drop)
    }

    /// Charges this first from now on.
    pub(crate) async fn prefer_card(&self, id: u64) -> Result<(), CallError> {
        self.own_method(id).await?;
        let call = UpdatePayMethod {
            clientid: self.owner(),
            paymethodid: id,
            set_as_default: Some(true.into()),
            ..UpdatePayMethod::default()
        };
        self.call(call).await.map(drop)
    }

    /// A pay method must be one that the client keeps.
    async fn own_method(&self, id: u64) -> Result<(), CallError> {
        let mut own = self.pay_methods().await?.into_iter();
        if own.any(|method| method.id.id() == Some(id)) { Ok(()) } else { Err(nothing()) }
    }
}

/// The vendor says of a paid invoice that it is not found; the client sees that it is there.
fn not_payable(error: CallError) -> CallError {
    match error {
        CallError::Refused(refusal) if refusal.meaning == Meaning::NotFound => {
            let said = "This invoice is not to be paid".into();
            CallError::Refused(Refusal { meaning: Meaning::NotNow, field: None, said })
        }
        other => other,
    }
}

/// An invoice with its lines as clients see them: equal ones as one, where the house says so.
pub(crate) fn as_shown(mut invoice: GetInvoiceResponse) -> GetInvoiceResponse {
    if let Some(grouped) = invoice.grouped.take() {
        invoice.items.0 = grouped;
    }
    invoice
}

/// An offer that can be neither taken nor left.
fn over() -> CallError {
    let said = "This quote is not open any more".into();
    CallError::Refused(Refusal { meaning: Meaning::NotNow, field: None, said })
}
