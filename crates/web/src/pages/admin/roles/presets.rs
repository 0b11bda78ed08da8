//! Roles that many houses have, to begin a new one with.

use serde::Serialize;

use crate::pages::admin::desk::Desk;

/// What everybody in an office looks at, and what is each one's own.
const LOOKS: &str = "\
    Search GetStats GetOwnAdmin GetClients GetClientNames GetClientsDetails GetClientGroups \
    GetClientNotes GetClientFiles GetContacts GetCustomFields GetEmails GetClientsProducts \
    GetClientsAddons GetClientsDomains GetOrders GetOrderStatuses GetInvoices GetInvoice \
    GetQuotes GetTickets GetTicket GetTicketAttachment GetTicketCounts GetSupportDepartments \
    GetSupportStatuses GetToDoItems GetToDoItemStatuses GetCalendarEvents GetStaffNotices \
    GetStaffPreferences SetStaffPreference GetProducts GetProductGroups GetCurrencies \
    GetPaymentMethods AddClientNote AddToDoItem UpdateToDoItem AddCalendarEvent \
    UpdateCalendarEvent";

const SALES: &str = "\
    AddClient UpdateClient AddClientFile AddContact UpdateContact AddUser CreateClientInvite \
    AddOrder PreviewOrder AcceptOrder PendingOrder CancelOrder GetPromotions GetBundles \
    GetProductAddons GetPricing GetTldPrices CreateQuote UpdateQuote SendQuote AcceptQuote \
    DeleteQuote GetQuotePdf AddClientProduct AddClientDomain UpgradeProduct SendEmail \
    OpenTicket AddTicketReply AddTicketNote";

const SUPPORT: &str = "\
    OpenTicket AddTicketReply AddTicketNote UpdateTicket UpdateTicketReply MergeTicket \
    SplitTicket SetTicketTags GetTicketTags GetTicketNotes NoteTicketReader \
    BlockTicketSender GetTicketPredefinedReplies GetTicketPredefinedCats \
    GetKnowledgebaseArticles GetKnowledgebaseCategories GetNetworkIssues AddNetworkIssue \
    UpdateNetworkIssue CloseNetworkIssue SendEmail GetServers GetServiceFunctions \
    GetServiceMetrics GetServiceUsage OperateService ModuleCreate ModuleSuspend \
    ModuleUnsuspend ModuleChangePw ModuleCustom DomainGetNameservers DomainUpdateNameservers \
    DomainGetLockingStatus GetDnsRecords AddDnsRecord UpdateDnsRecord DeleteDnsRecord";

const BILLING: &str = "\
    GetInvoicePdf GetInvoiceExplanation GetCreditNotes GetCreditNotePdf GetCredits \
    GetTransactions GetPayMethods GetClientStatement GetClientStatementPdf GetBillableItems \
    GetDisputes GetReportList GetReport CreateInvoice UpdateInvoice DuplicateInvoice \
    CombineInvoices MergeInvoices SplitInvoice DeleteDraftInvoice AddInvoicePayment \
    AddTransaction UpdateTransaction CapturePayment AddCredit ApplyCredit RefundInvoice \
    GetRefundRequests ApproveRefund DeclineRefund GetPaymentProofs GetPaymentProofFile \
    VerifyPaymentProof RejectPaymentProof GetBankLines ImportBankStatement MatchBankLine \
    IgnoreBankLine AddBillableItem UpdateBillableItem DeleteBillableItem CreateQuote \
    UpdateQuote SendQuote GetQuotePdf ExportInvoices ExportCreditNotes UpdateClient \
    SendEmail";

/// A role to begin with, as the page offers it.
#[derive(Serialize)]
pub(super) struct Preset {
    pub(super) name: &'static str,
    about: &'static str,
    /// What it may do beside what everybody may.
    #[serde(skip)]
    acts: &'static str,
    /// The switch of the mails that it gets.
    #[serde(skip)]
    pub(super) mails: &'static str,
}

pub(super) const PRESETS: &[Preset] = &[
    Preset {
        name: "Sales",
        about: "Clients, orders and quotes",
        acts: SALES,
        mails: "accountmails",
    },
    Preset {
        name: "Support",
        about: "Tickets, services and the network",
        acts: SUPPORT,
        mails: "supportmails",
    },
    Preset {
        name: "Billing",
        about: "Invoices, payments and refunds",
        acts: BILLING,
        mails: "accountmails",
    },
];

impl Preset {
    /// The one of a name.
    pub(super) fn of(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.name == name)
    }

    /// The actions that it may do, without those that whoever looks may not hand out.
    pub(super) fn may(&self, desk: &Desk) -> Vec<String> {
        self.actions().filter(|action| desk.may(action)).map(str::to_owned).collect()
    }

    fn actions(&self) -> impl Iterator<Item = &'static str> {
        LOOKS.split_whitespace().chain(self.acts.split_whitespace())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::PRESETS;

    #[test]
    fn a_preset_names_actions_that_there_are_each_once() {
        for preset in PRESETS {
            let mut seen = BTreeSet::new();
            for name in preset.actions() {
                assert!(protocol::find(name).is_some(), "{}: {name}", preset.name);
                assert!(seen.insert(name), "{}: {name} twice", preset.name);
            }
        }
    }
}
