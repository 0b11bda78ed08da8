//! Row numbers as types, so that one kind of number is never taken for another.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                Self(number)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

ids! {
    // people
    /// A customer account.
    ClientId,
    /// A group of customer accounts with shared settings.
    ClientGroupId,
    /// A person who signs in and may act for several clients.
    UserId,
    /// A further person to write to at a client.
    ContactId,
    /// A stored card or bank account of a client.
    PayMethodId,
    /// A member of the company's staff (an administrator in the vendor's words).
    StaffId,
    /// A set of allowed actions given to staff.
    RoleId,
    /// A staff member's note on a client.
    ClientNoteId,
    /// A definition of an extra field on clients, services or tickets.
    CustomFieldId,
    /// A client who earns commission on referrals.
    AffiliateId,
    /// An invitation for a user to act for a client.
    InviteId,

    // catalogue
    /// A product on sale.
    ProductId,
    /// A shelf of products.
    ProductGroupId,
    /// An addon on sale beside products.
    ProductAddonId,
    /// A group of configurable options.
    ConfigOptionGroupId,
    /// One configurable option.
    ConfigOptionId,
    /// One choice of a configurable option.
    ConfigChoiceId,
    /// A currency that documents may be in.
    CurrencyId,
    /// A promotion code.
    PromotionId,
    /// A price list row.
    PricingId,
    /// A top-level domain on sale.
    TldId,

    // ordering
    /// A purchase.
    OrderId,
    /// One line of a purchase.
    OrderItemId,

    // billing
    /// An invoice.
    InvoiceId,
    /// One line of an invoice.
    InvoiceItemId,
    /// A correction to an issued invoice.
    CreditNoteId,
    /// A movement of money through a gateway.
    TransactionId,
    /// A movement of a client's credit balance.
    CreditId,
    /// A line waiting for an invoice.
    BillableItemId,
    /// An offer to a client.
    QuoteId,
    /// One line of an offer.
    QuoteItemId,
    /// One attempt to charge a stored pay method.
    CaptureId,
    /// One balanced entry of the journal.
    JournalEntryId,
    /// A tax rule.
    TaxRuleId,

    // hosting
    /// A hosted product of a client.
    ServiceId,
    /// An addon of a hosted product.
    AddonId,
    /// A machine or panel that services live on.
    ServerId,
    /// A group of servers to choose from.
    ServerGroupId,
    /// A client's wish to end a service.
    CancellationId,
    /// A move of a service to another product or configuration.
    UpgradeId,
    /// A module call that failed and waits to be tried again.
    ModuleQueueId,

    // domains
    /// A domain name of a client.
    DomainId,

    // support
    /// A support ticket.
    TicketId,
    /// One answer in a ticket.
    TicketReplyId,
    /// A staff-only note in a ticket.
    TicketNoteId,
    /// A department that takes tickets.
    DepartmentId,
    /// An announcement.
    AnnouncementId,
    /// An article of the knowledge base.
    ArticleId,
    /// A file offered for download.
    DownloadId,
    /// A published network incident.
    NetworkIssueId,

    // system
    /// A job in the queue.
    JobId,
    /// A line of the activity log.
    ActivityId,
    /// A mail that was sent.
    EmailId,
    /// A mail template.
    EmailTemplateId,
    /// A task on the staff's list.
    ToDoId,
    /// A credential of an API caller.
    ApiCredentialId,
    /// A file kept for a client, ticket or project.
    FileId,

    // projects
    /// A project.
    ProjectId,
    /// A task of a project.
    ProjectTaskId,
    /// A message of a project.
    ProjectMessageId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_shows_and_converts_as_its_number() {
        let id = ClientId::from(42);
        assert_eq!(id.to_string(), "42");
        assert_eq!(i64::from(id), 42);
        assert!(ClientId(1) < ClientId(2));
    }
}
