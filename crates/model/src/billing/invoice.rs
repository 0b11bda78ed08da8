//! The status of an invoice (B15).

use crate::moves::{WrongMove, look_up};
use crate::word::words;
use jiff::civil::Date;

words! {
    /// The stored status of an invoice; *overdue* is derived (B15).
    pub enum InvoiceStatus {
        /// Not issued: it may still change and has no number.
        Draft = "Draft",
        Unpaid = "Unpaid",
        Paid = "Paid",
        Cancelled = "Cancelled",
        Refunded = "Refunded",
        /// Handed to a debt collector.
        Collections = "Collections",
        /// A payment is under way at the gateway.
        PaymentPending = "Payment Pending",
    }
}

impl InvoiceStatus {
    /// The status after a move, if the table has it (B15).
    ///
    /// A paid invoice becomes unpaid again only when its payment is reversed.
    pub fn go(self, to: InvoiceStatus) -> Result<InvoiceStatus, WrongMove<InvoiceStatus>> {
        use InvoiceStatus::{
            Cancelled, Collections, Draft, Paid, PaymentPending, Refunded, Unpaid,
        };
        look_up(
            &[
                (Draft, &[Unpaid, Cancelled]),
                (Unpaid, &[Paid, Cancelled, Collections, PaymentPending]),
                (PaymentPending, &[Unpaid, Paid, Cancelled]),
                (Collections, &[Unpaid, Paid, Cancelled]),
                (Paid, &[Unpaid, Refunded]),
                (Cancelled, &[Unpaid]),
                (Refunded, &[]),
            ],
            self,
            to,
        )
    }

    /// Whether money is still asked for.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            InvoiceStatus::Unpaid | InvoiceStatus::PaymentPending | InvoiceStatus::Collections
        )
    }

    /// Whether the invoice has been issued, so that its lines are fixed (B16).
    pub fn is_issued(self) -> bool {
        self != InvoiceStatus::Draft
    }

    /// Whether the invoice is overdue: unpaid and past due (B15).
    pub fn is_overdue(self, due: Date, today: Date) -> bool {
        self == InvoiceStatus::Unpaid && due < today
    }
}

words! {
    /// The stage of an offer to a client.
    pub enum QuoteStage {
        Draft = "Draft",
        Delivered = "Delivered",
        OnHold = "On Hold",
        Accepted = "Accepted",
        Lost = "Lost",
        Dead = "Dead",
    }

    /// When a billable item joins an invoice (B11).
    pub enum BillableAction {
        NoInvoice = "noinvoice",
        NextCron = "nextcron",
        NextInvoice = "nextinvoice",
        DueDate = "duedate",
        Recur = "recur",
    }

    /// What a billable item's amount is counted in.
    pub enum BillableUnit {
        Hours = "hours",
        Quantity = "quantity",
    }

    /// The step of a recurring billable item (B11).
    pub enum RecurUnit {
        Days = "Days",
        Weeks = "Weeks",
        Months = "Months",
        Years = "Years",
    }

    /// The kind of a stored way to pay.
    pub enum PayMethodType {
        CreditCard = "CreditCard",
        /// A card kept by the gateway, known here by a token.
        RemoteCreditCard = "RemoteCreditCard",
        BankAccount = "BankAccount",
    }

    /// What an invoice line is for, as stored in its `type`.
    pub enum LineType {
        Hosting = "Hosting",
        Addon = "Addon",
        Domain = "Domain",
        DomainRegister = "DomainRegister",
        DomainTransfer = "DomainTransfer",
        Setup = "Setup",
        Upgrade = "Upgrade",
        Promotion = "PromoHosting",
        PromotionDomain = "PromoDomain",
        LateFee = "LateFee",
        AddFunds = "AddFunds",
        BillableItem = "Item",
        /// The payment of another invoice, in a payment of several.
        Invoice = "Invoice",
        GraceFee = "DomainGraceFee",
        RedemptionFee = "DomainRedemptionFee",
        /// What is booked with a name later than the name: its DNS records,
        DomainAddonDns = "DomainAddonDNS",
        /// its mail,
        DomainAddonMail = "DomainAddonEMF",
        /// and its hidden owner.
        DomainAddonOwner = "DomainAddonIDP",
        /// A line written by a person.
        Custom = "",
    }
}

#[cfg(test)]
mod tests {
    use super::InvoiceStatus;
    use crate::moves::testing::draw;
    use crate::word::Word;
    use jiff::civil::date;

    #[test]
    fn b15_invoices_move_as_drawn() {
        assert_eq!(
            draw(InvoiceStatus::go),
            "Draft > Unpaid, Cancelled\n\
             Unpaid > Paid, Cancelled, Collections, Payment Pending\n\
             Paid > Unpaid, Refunded\n\
             Cancelled > Unpaid\n\
             Refunded > \n\
             Collections > Unpaid, Paid, Cancelled\n\
             Payment Pending > Unpaid, Paid, Cancelled\n"
        );
    }

    #[test]
    fn b15_overdue_is_unpaid_and_past_due() {
        let due = date(2026, 1, 10);
        for status in InvoiceStatus::ALL {
            let expected = *status == InvoiceStatus::Unpaid;
            assert_eq!(status.is_overdue(due, date(2026, 1, 11)), expected, "{status}");
            assert!(!status.is_overdue(due, due), "{status} on the due date");
        }
    }
}
