//! The table of contents: every action in the vendor's order, said once.

use std::sync::LazyLock;

use crate::{Access, Action, Answer, FieldInfo, ParamInfo, Params};

/// What is known about an action without its types.
#[derive(Debug, Clone, Copy)]
pub struct ActionInfo {
    /// The name as the vendor writes it.
    pub name: &'static str,
    /// The vendor's word for the group it is documented in; `Hostler` for our own.
    pub category: &'static str,
    /// The street it lives in: `people`, `billing`, …
    pub topic: &'static str,
    /// Whether it changes anything.
    pub access: Access,
    /// One sentence of documentation.
    pub doc: &'static str,
    /// Its parameters.
    pub params: &'static [ParamInfo],
    /// The keys of its response, without `result`.
    pub fields: &'static [FieldInfo],
}

impl ActionInfo {
    /// Whether only servers like ours have it.
    pub fn is_ours(&self) -> bool {
        self.category == "Hostler"
    }

    /// The vendor's page; none for our own actions.
    pub fn url(&self) -> Option<String> {
        let slug = self.name.to_ascii_lowercase();
        (!self.is_ours()).then(|| format!("https://developers.whmcs.com/api-reference/{slug}/"))
    }

    const fn of<A: Action>(category: &'static str, topic: &'static str) -> Self {
        Self {
            name: A::NAME,
            category,
            topic,
            access: A::ACCESS,
            doc: <A as Params>::DOC,
            params: A::PARAMS,
            fields: <A::Response as Answer>::FIELDS,
        }
    }
}

/// The action of a name, whatever its case and the blanks around it (quirks 1.5 and 1.6).
pub fn find(name: &str) -> Option<&'static ActionInfo> {
    let name = name.trim();
    // Nearly everybody writes it as the vendor does, and every call of ours asks.
    if let Ok(place) = BY_NAME.binary_search_by_key(&name, |action| action.name) {
        return BY_NAME.get(place).copied();
    }
    ACTIONS.iter().find(|action| action.name.eq_ignore_ascii_case(name))
}

/// The actions in the order of their names.
static BY_NAME: LazyLock<Vec<&'static ActionInfo>> = LazyLock::new(|| {
    let mut all: Vec<&'static ActionInfo> = ACTIONS.iter().collect();
    all.sort_unstable_by_key(|action| action.name);
    all
});

/// Calls a macro with the paths of all action types, separated by commas; `tests/it/examples.rs`
/// does.
#[macro_export]
macro_rules! for_each_action {
    ($then:ident) => {
        $crate::action_table! { action_paths $then }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! action_paths {
    ($then:ident $($category:literal $topic:ident: $($action:ident)*;)*) => {
        $then! { $($($crate::$topic::$action,)*)* }
    };
}

/// Hands the table to a macro of this crate, behind what else that macro was given.
#[doc(hidden)]
#[macro_export]
macro_rules! action_table {
    ($then:ident $($given:tt)*) => {
        $crate::$then! {
            $($given)*
            "Orders" ordering:
                AcceptOrder AddOrder CancelOrder DeleteOrder FraudOrder GetOrders
                GetOrderStatuses;
            "Orders" catalogue: GetProducts GetPromotions;
            "Orders" ordering: OrderFraudCheck PendingOrder;
            "Billing" billing:
                AcceptQuote AddBillableItem AddCredit AddInvoicePayment AddPayMethod
                AddTransaction ApplyCredit CapturePayment CreateInvoice CreateQuote
                DeletePayMethod DeleteQuote GenInvoices GetCredits GetInvoice GetInvoices
                GetPayMethods GetQuotes GetTransactions SendQuote UpdateInvoice UpdatePayMethod
                UpdateQuote UpdateTransaction;
            "Module" hosting:
                ActivateModule DeactivateModule GetModuleConfigurationParameters GetModuleQueue
                UpdateModuleConfiguration;
            "Support" support: AddAnnouncement;
            "Support" hosting: AddCancelRequest;
            "Support" people: AddClientNote;
            "Support" support:
                AddTicketNote AddTicketReply BlockTicketSender DeleteAnnouncement DeleteTicket
                DeleteTicketNote DeleteTicketReply GetAnnouncements MergeTicket OpenTicket
                UpdateTicket UpdateTicketReply;
            "System" system:
                AddBannedIp DecryptPassword EncryptPassword GetActivityLog GetAdminDetails
                GetAdminUsers GetAutomationLog GetConfigurationValue GetCurrencies
                GetEmailTemplates GetPaymentMethods GetStaffOnline GetStats GetToDoItems
                GetToDoItemStatuses LogActivity SendAdminEmail SendEmail SetConfigurationValue
                TriggerNotificationEvent UpdateAdminNotes;
            "System" support: UpdateAnnouncement;
            "System" system: UpdateToDoItem WhmcsDetails;
            "Client" people: AddClient AddContact CloseClient DeleteClient DeleteContact;
            "Client" hosting: GetCancelledPackages;
            "Client" people: GetClientGroups GetClientPassword GetClients;
            "Client" hosting: GetClientsAddons;
            "Client" people: GetClientsDetails;
            "Client" domains: GetClientsDomains;
            "Client" hosting: GetClientsProducts;
            "Client" people: GetContacts GetEmails UpdateClient UpdateContact;
            "Products" catalogue: AddProduct;
            "Project Management" projects:
                AddProjectMessage AddProjectTask CreateProject DeleteProjectTask EndTaskTimer
                GetProject GetProjects StartTaskTimer UpdateProject UpdateProjectTask;
            "Users" people:
                AddUser CreateClientInvite DeleteUserClient GetPermissionsList
                GetUserPermissions GetUsers ResetPassword UpdateUser UpdateUserPermissions;
            "Affiliates" people: AffiliateActivate GetAffiliates;
            "Authentication" system: CreateOAuthCredential;
            "Authentication" people: CreateSsoToken;
            "Authentication" system:
                DeleteOAuthCredential ListOAuthCredentials UpdateOAuthCredential;
            "Authentication" people: ValidateLogin;
            "Domains" domains:
                CreateOrUpdateTLD DomainGetLockingStatus DomainGetNameservers DomainGetWhoisInfo
                DomainRegister DomainRelease DomainRenew DomainRequestEPP DomainToggleIdProtect
                DomainTransfer DomainUpdateLockingStatus DomainUpdateNameservers
                DomainUpdateWhoisInfo DomainWhois GetRegistrars GetTLDPricing
                UpdateClientDomain;
            "Servers" hosting: GetHealthStatus GetServers;
            "Tickets" support:
                GetSupportDepartments GetSupportStatuses GetTicket GetTicketAttachment
                GetTicketCounts GetTicketNotes GetTicketPredefinedCats
                GetTicketPredefinedReplies GetTickets;
            "Service" hosting:
                ModuleChangePackage ModuleChangePw ModuleCreate ModuleCustom ModuleSuspend
                ModuleTerminate ModuleUnsuspend UpdateClientProduct UpgradeProduct;
            "Addons" hosting: UpdateClientAddon;
            "Hostler" people:
                AcceptClientInvite AddAdminRole AddAdminUser AddAffiliatePayout AddApiCredential
                AddBannedEmail AddClientFile AddClientGroup AddCustomField AddLink AddPasskey
                AddSecurityQuestion AddSignInLink AddSignInProvider BeginSession ChangeEmail
                ChangePassword CheckTwoFactor CheckVatNumber CompletePasswordReset ConfirmPassword
                ConfirmTwoFactor
                CountAffiliateVisit DeleteAdminRole DeleteApiCredential DeleteBannedEmail
                DeleteClientFile DeleteClientGroup DeleteClientNote DeleteCustomField DeleteLink
                DeletePasskey DeleteSecurityQuestion DeleteSignInLink DeleteSignInProvider
                EndSession EndSessions EndTwoFactor ExportClientData FinishPasskeySignIn
                FinishSignIn
                FollowCampaign FollowLink GetAdminRoles GetAffiliateDetails GetApiCredentials
                GetBannedEmails GetClientFile GetClientFiles GetClientGroupDetails GetClientInvites
                GetClientNames GetClientNotes GetCustomFields GetEmailLog GetLinkReport GetLinks
                GetOwnAdmin GetPasskeys GetSecurityQuestions
                GetSecurityState GetSessionState GetSessions GetSignInLinks GetSignInProviders
                MergeClients
                RecordLinkConversion RedeemSsoToken RenewSession SendEmailVerification
                SetSecurityAnswer StartPasskey StartPasskeySignIn StartSignIn StartTwoFactor
                TransferOwnership UpdateAdminRole UpdateAdminUser UpdateAffiliate
                UpdateApiCredential UpdateClientGroup UpdateClientNote UpdateCustomField
                UpdateLink UpdateOwnAdmin UpdateSecurityQuestion UpdateSignInProvider
                ValidateStaffLogin VerifyEmail VerifySecurityAnswer WithdrawClientInvite
                WithdrawEmailChange;
            "Hostler" catalogue:
                AddBundle AddConfigOption AddConfigOptionChoice AddConfigOptionGroup
                AddProductAddon AddProductGroup AddPromotion ChangePrices DeleteBundle
                DeleteConfigOption DeleteConfigOptionChoice DeleteConfigOptionGroup DeleteProduct
                DeleteProductAddon DeleteProductGroup DeletePromotion DuplicateProduct GetBundles
                GetConfigOptionChoices GetConfigOptionGroups GetConfigOptions GetPricing
                GetProductAddons GetProductDetails GetProductGroups GetRecommendations UpdateBundle
                UpdateConfigOption UpdateConfigOptionChoice UpdateConfigOptionGroup
                UpdateCurrencyPrices UpdateProduct UpdateProductAddon UpdateProductGroup
                UpdatePromotion;
            "Hostler" ordering:
                AddOrderStatus DeleteOrderStatus GetOrderStatusDetails PreviewOrder
                SetOrderStatus UpdateOrderStatus;
            "Hostler" billing:
                AddEuVatRules AddFunds AddTaxRule ApproveRefund AttemptCaptures CloseDispute
                CloseGatewayDifference CombineInvoices DeclineRefund DeleteBillableItem
                DeleteDraftInvoice DeleteTaxRule DuplicateInvoice ExportCreditNotes
                ExportInvoices GetBankLines
                GetBillableItems GetClientStatement GetClientStatementPdf GetCreditNotePdf
                GetCreditNoteXml GetCreditNotes GetDisputes GetGatewayDifferences
                GetInvoiceExplanation GetInvoicePdf GetInvoiceXml GetJournal
                GetPaymentProofFile GetPaymentProofs GetQuotePdf GetRefundRequests GetTaxRules
                IgnoreBankLine ImportBankStatement MatchBankLine MergeInvoices PayInvoice
                RefundInvoice RejectPaymentProof SendPaymentProof SplitInvoice
                UpdateBillableItem UpdateTaxRule VerifyBooks VerifyPaymentProof;
            "Hostler" hosting:
                AddClientProduct AddServer AddServerGroup DeleteCancelRequest DeleteServer
                DeleteServerGroup GetModules GetServerChoices GetServerDetails GetServerGroups
                GetServiceFunctions GetServiceMetrics GetServiceReverseDns GetServiceUsage
                OperateService SetServiceReverseDns TestConnection UpdateServer
                UpdateServerGroup;
            "Hostler" domains:
                AddClientDomain AddDnsRecord AddEmailForward CheckDomainResolution DeleteDnsRecord
                DeleteEmailForward DeleteTld GetDnsRecords GetDomainAddonPrices GetDomainAddons
                GetDomainResolutions GetDsRecords GetEmailForwards GetPremiumPricing GetTldPrices
                GetWhoisLog LookupDns OrderDomainAddon SyncTldPricing UpdateDnsRecord
                UpdateDomainAddonPrices UpdateDsRecords UpdatePremiumPricing UpdateTldPrices;
            "Hostler" support:
                AddDownload AddDownloadCategory AddKnowledgebaseArticle AddKnowledgebaseCategory
                AddNetworkIssue AddSpamFilter AddSupportDepartment AddTicketEscalation
                AddTicketFeedback AddTicketPredefinedCat AddTicketPredefinedReply AddTicketStatus
                CloseNetworkIssue CountKnowledgebaseView DeleteDownload DeleteDownloadCategory
                DeleteKnowledgebaseArticle DeleteKnowledgebaseCategory DeleteNetworkIssue
                DeleteSpamFilter DeleteSupportDepartment DeleteTicketEscalation
                DeleteTicketPredefinedCat DeleteTicketPredefinedReply DeleteTicketStatus
                FetchDownload GetDownloadCategories GetDownloads GetImportedMail
                GetKnowledgebaseArticle GetKnowledgebaseArticles GetKnowledgebaseCategories
                GetMailImportLog GetNetworkIssueClients GetNetworkIssues GetSpamFilters
                GetSupportDepartmentDetails GetTicketEscalations GetTicketFeedback
                GetTicketPredefinedReplyDetails GetTicketStatuses GetTicketTags ImportMail
                ImportMailAnyway NoteTicketReader RateTicketReply SetAnnouncementTranslation
                SetTicketTags SplitTicket TestMailbox UpdateDownload UpdateDownloadCategory
                UpdateKnowledgebaseArticle UpdateKnowledgebaseCategory UpdateNetworkIssue
                UpdateSupportDepartment UpdateTicketEscalation UpdateTicketPredefinedCat
                UpdateTicketPredefinedReply UpdateTicketStatus VoteKnowledgebaseArticle;
            "Hostler" system:
                AddCalendarEvent AddCampaign AddCurrency AddEmailTemplate AddNotificationRule
                AddStaffNotice AddToDoItem AddWebHook ApproveAutomationBrake ClearModuleLog
                CreateMailKey DeleteBannedIp DeleteCalendarEvent DeleteCampaign DeleteCurrency
                DeleteEmailTemplate DeleteMailKey DeleteNotificationRule DeleteStaffNotice
                DeleteToDoItem DeleteWebHook GetAuditLog GetAutomationCalendar
                GetAutomationOverrides GetAutomationTasks GetBannedIps GetCalendarEvents
                GetCampaigns GetDatabaseStatus GetEmailTemplateDetails GetEvents GetKeys
                GetMailKeys GetModuleLog GetNotificationRules GetReport GetReportList GetSetUp
                GetStaffNotices GetStaffPreferences GetWebHookDeliveries GetWebHooks ImportRows
                PreviewAudience PreviewAutomation PreviewEmailTemplate ReplayWebHook RotateKeys
                RunAutomation Search SetAutomationOverride SetStaffPreference SetUpCompany
                StartCampaign StopCampaign TestEmailTemplate TestMailServer TestNotificationRule
                TidyDatabase Unsubscribe UpdateAutomationTask UpdateCalendarEvent UpdateCampaign
                UpdateCurrency UpdateEmailTemplate UpdateNotificationRule UpdateStaffNotice
                UpdateWebHook;
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! action_infos {
    ($($category:literal $topic:ident: $($action:ident)*;)*) => {
        /// Every action, in the vendor's order, ours behind them.
        pub static ACTIONS: &[ActionInfo] = &[$($(
            ActionInfo::of::<$crate::$topic::$action>($category, stringify!($topic)),
        )*)*];
    };
}
crate::action_table!(action_infos);
