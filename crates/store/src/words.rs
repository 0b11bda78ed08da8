//! The model's identifiers and words as column values.

use model::ids;
use model::word::Word;

use crate::{FromVal, Val, ValRef};

macro_rules! stored_ids {
    ($($id:ident),* $(,)?) => { $(
        impl From<ids::$id> for Val<'_> {
            fn from(id: ids::$id) -> Self {
                Val::Int(id.0)
            }
        }
        impl FromVal for ids::$id {
            fn from_val(value: ValRef<'_>) -> Result<Self, String> {
                i64::from_val(value).map(ids::$id)
            }
        }
    )* };
}

stored_ids!(
    AddonId,
    AffiliateId,
    AnnouncementId,
    ApiCredentialId,
    BillableItemId,
    CancellationId,
    CaptureId,
    ClientGroupId,
    ClientId,
    ClientNoteId,
    ConfigChoiceId,
    ConfigOptionGroupId,
    ConfigOptionId,
    ContactId,
    CreditId,
    CurrencyId,
    CustomFieldId,
    DepartmentId,
    DomainId,
    EmailId,
    EmailTemplateId,
    FileId,
    InviteId,
    InvoiceId,
    InvoiceItemId,
    JobId,
    JournalEntryId,
    ModuleQueueId,
    OrderId,
    PayMethodId,
    ProductAddonId,
    ProductGroupId,
    ProductId,
    ProjectId,
    ProjectMessageId,
    ProjectTaskId,
    PromotionId,
    QuoteId,
    QuoteItemId,
    RoleId,
    ServerGroupId,
    ServerId,
    ServiceId,
    StaffId,
    TicketId,
    TicketNoteId,
    TicketReplyId,
    TldId,
    ToDoId,
    TransactionId,
    UpgradeId,
    UserId,
);

macro_rules! stored_words {
    ($($word:ty),* $(,)?) => { $(
        impl From<$word> for Val<'_> {
            fn from(value: $word) -> Self {
                Val::Text(value.word().into())
            }
        }
        impl FromVal for $word {
            fn from_val(value: ValRef<'_>) -> Result<Self, String> {
                let text = String::from_val(value)?;
                <$word>::from_word(&text).ok_or_else(|| format!("unknown word {text}"))
            }
        }
    )* };
}

stored_words!(
    model::billing::capture::Keeps,
    model::billing::invoice::BillableAction,
    model::billing::invoice::BillableUnit,
    model::billing::invoice::InvoiceStatus,
    model::billing::invoice::LineType,
    model::billing::invoice::PayMethodType,
    model::billing::invoice::QuoteStage,
    model::billing::invoice::RecurUnit,
    model::billing::journal::Account,
    model::billing::journal::EntryKind,
    model::billing::renewal::ItemKind,
    crate::domains::calls::CallAction,
    crate::domains::tlds::TldPriceKind,
    model::catalogue::product::PayType,
    model::catalogue::product::ProductType,
    model::dates::Cycle,
    model::domains::addon::DomainAddon,
    model::domains::status::DomainOrderType,
    model::domains::status::DomainStatus,
    model::billing::upgrade::UpgradeMode,
    model::hosting::service::AutoSetup,
    model::hosting::service::CancellationType,
    model::hosting::service::ServiceStatus,
    model::ordering::order::OrderStatus,
    model::support::todo::ToDoStatus,
    model::system::calendar::Repeats,
    model::people::client::ClientStatus,
    model::support::ticket::TicketPriority,
    model::ordering::promotion::PromotionType,
);
