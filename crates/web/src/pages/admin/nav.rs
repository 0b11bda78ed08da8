//! The map of the back office: its sections, shortcuts, and what each needs to be shown.

/// A page in the sidebar, the palette or a menu.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) href: &'static str,
    pub(super) icon: &'static str,
    pub(super) label: &'static str,
    /// Keys that lead there, one after the other.
    pub(super) key: &'static str,
    /// The action without which the page is of no use.
    pub(super) needs: &'static str,
    /// The action that the page itself asks, where that is another one.
    reads: &'static str,
}

impl Place {
    /// The actions without which the page is of no use, or is refused.
    pub(super) fn actions(&self) -> impl Iterator<Item = &'static str> + use<> {
        [self.needs, self.reads].into_iter().filter(|action| !action.is_empty())
    }
}

/// A group of places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section {
    pub(super) icon: &'static str,
    pub(super) label: &'static str,
    pub(super) places: &'static [Place],
}

const fn at(
    href: &'static str,
    label: &'static str,
    key: &'static str,
    needs: &'static str,
) -> Place {
    Place { href, icon: "chevron-right", label, key, needs, reads: "" }
}

/// A page for whoever may change what it lists.
const fn kept(
    href: &'static str,
    label: &'static str,
    reads: &'static str,
    needs: &'static str,
) -> Place {
    Place { href, icon: "chevron-right", label, key: "", needs, reads }
}

const fn shortcut(
    icon: &'static str,
    href: &'static str,
    label: &'static str,
    key: &'static str,
    needs: &'static str,
) -> Place {
    Place { href, icon, label, key, needs, reads: "" }
}

pub(super) const SECTIONS: &[Section] = &[
    Section {
        icon: "users",
        label: "Clients",
        places: &[
            at("/admin/clients", "All clients", "gc", "GetClients"),
            at("/admin/users", "Users", "", "GetUsers"),
            at("/admin/services", "Products & services", "gs", "GetClientsProducts"),
            at("/admin/service-addons", "Service addons", "", "GetClientsAddons"),
            at("/admin/domains", "Domains", "gn", "GetClientsDomains"),
            at("/admin/cancellations", "Cancellation requests", "", "GetCancelledPackages"),
            at("/admin/affiliates", "Affiliates", "", "GetAffiliates"),
            at("/admin/mass-mail", "Mass mail", "", "GetCampaigns"),
        ],
    },
    Section {
        icon: "shopping-bag",
        label: "Orders",
        places: &[
            at("/admin/orders", "All orders", "go", "GetOrders"),
            at("/admin/orders?status=Pending", "Pending", "", "GetOrders"),
            at("/admin/orders?status=Active", "Active", "", "GetOrders"),
            at("/admin/orders?status=Fraud", "Fraud", "", "GetOrders"),
            at("/admin/orders?status=Cancelled", "Cancelled", "", "GetOrders"),
        ],
    },
    Section {
        icon: "receipt-text",
        label: "Billing",
        places: &[
            at("/admin/invoices", "Invoices", "gi", "GetInvoices"),
            at("/admin/invoices?status=Overdue", "Overdue", "", "GetInvoices"),
            at("/admin/transactions", "Transactions", "gt", "GetTransactions"),
            at("/admin/quotes", "Quotes", "gq", "GetQuotes"),
            at("/admin/bank-statements", "Bank statements", "", "GetBankLines"),
            at("/admin/payment-proofs", "Payment proofs", "", "GetPaymentProofs"),
            at("/admin/refunds", "Refund requests", "", "GetRefundRequests"),
            at("/admin/disputes", "Disputes", "", "GetDisputes"),
            at("/admin/gateway-differences", "Gateway differences", "", "GetGatewayDifferences"),
            at("/admin/billable-items", "Billable items", "gb", "GetBillableItems"),
        ],
    },
    Section {
        icon: "life-buoy",
        label: "Support",
        places: &[
            at("/admin/tickets?status=Awaiting+Reply", "Awaiting reply", "gu", "GetTickets"),
            at("/admin/tickets", "All tickets", "", "GetTickets"),
            at("/admin/tickets?status=My+Flagged+Tickets", "Flagged for me", "", "GetTickets"),
            at("/admin/feedback", "Ticket feedback", "", "GetTicketFeedback"),
            kept(
                "/admin/predefined-replies",
                "Predefined replies",
                "GetTicketPredefinedReplies",
                "AddTicketPredefinedReply",
            ),
            kept(
                "/admin/predefined-categories",
                "Reply categories",
                "GetTicketPredefinedCats",
                "AddTicketPredefinedCat",
            ),
            kept("/admin/announcements", "Announcements", "GetAnnouncements", "UpdateAnnouncement"),
            Place {
                key: "gk",
                ..kept(
                    "/admin/kb",
                    "Knowledge base",
                    "GetKnowledgebaseArticles",
                    "UpdateKnowledgebaseArticle",
                )
            },
            kept("/admin/downloads", "Downloads", "GetDownloads", "UpdateDownload"),
            kept(
                "/admin/network-issues",
                "Network issues",
                "GetNetworkIssues",
                "UpdateNetworkIssue",
            ),
        ],
    },
    Section {
        icon: "chart-column",
        label: "Reports",
        places: &[
            at("/admin/reports", "All reports", "gr", "GetReportList"),
            at("/admin/invoice-files", "Invoices as files", "", "ExportInvoices"),
            at("/admin/credit-note-files", "Credit notes as files", "", "ExportCreditNotes"),
        ],
    },
    Section {
        icon: "puzzle",
        label: "Addons",
        places: &[
            at("/admin/addons", "All addons", "", "GetModules"),
            at("/admin/projects", "Projects", "gj", "GetProjects"),
            at("/admin/notices", "Notice board", "", "GetStaffNotices"),
            at("/admin/links", "Counted links", "", "GetLinks"),
        ],
    },
    Section {
        icon: "wrench",
        label: "Utilities",
        places: &[
            at("/admin/calendar", "Calendar", "gm", "GetCalendarEvents"),
            at("/admin/todo", "To-do list", "", "GetToDoItems"),
            at("/admin/module-queue", "Module queue", "", "GetModuleQueue"),
            at("/admin/module-log", "Module log", "", "GetModuleLog"),
            at("/admin/automation", "Automation status", "", "GetAutomationLog"),
            at("/admin/automation/preview", "What will happen", "", "PreviewAutomation"),
            at("/admin/activity", "Activity log", "gl", "GetActivityLog"),
            at("/admin/audit", "Log of changes", "", "GetAuditLog"),
            at("/admin/email-log", "E-mail log", "", "GetEmailLog"),
            at("/admin/whois-log", "WHOIS look-up log", "", "GetWhoisLog"),
            at("/admin/event-log", "Event log", "", "GetEvents"),
            at("/admin/mail-import", "Ticket mail import log", "", "GetMailImportLog"),
            at("/admin/integration", "Integration code", "", "GetProducts"),
            at("/admin/system", "System health", "", "GetHealthStatus"),
            at("/admin/import", "Import", "", "ImportRows"),
            at("/admin/resolver", "Domain resolver", "", "GetDomainResolutions"),
        ],
    },
    Section {
        icon: "settings",
        label: "Configuration",
        places: &[
            Place {
                key: "ge",
                ..kept(
                    "/admin/settings",
                    "General settings",
                    "GetConfigurationValue",
                    "SetConfigurationValue",
                )
            },
            at("/admin/products", "Products", "", "GetProducts"),
            kept(
                "/admin/product-groups",
                "Product groups",
                "GetProductGroups",
                "UpdateProductGroup",
            ),
            at("/admin/product-addons", "Product addons", "", "GetProductAddons"),
            kept("/admin/bundles", "Bundles", "GetBundles", "UpdateBundle"),
            at("/admin/config-options", "Configurable options", "", "GetConfigOptionGroups"),
            at("/admin/price-change", "Change of prices", "", "ChangePrices"),
            at("/admin/promotions", "Promotions", "", "GetPromotions"),
            at("/admin/currencies", "Currencies", "", "GetCurrencies"),
            at("/admin/tax-rules", "Tax rules", "", "GetTaxRules"),
            at("/admin/order-statuses", "Order statuses", "", "GetOrderStatusDetails"),
            at("/admin/gateways", "Payment gateways", "", "GetPaymentMethods"),
            at("/admin/modules", "Modules", "", "GetModules"),
            at("/admin/servers", "Servers", "", "GetServers"),
            at("/admin/server-groups", "Server groups", "", "GetServerGroups"),
            at("/admin/tlds", "Domain pricing", "", "GetTldPrices"),
            at("/admin/client-groups", "Client groups", "", "GetClientGroupDetails"),
            at("/admin/custom-fields", "Custom fields", "", "GetCustomFields"),
            kept(
                "/admin/security-questions",
                "Security questions",
                "GetSecurityQuestions",
                "UpdateSecurityQuestion",
            ),
            at("/admin/departments", "Support departments", "", "GetSupportDepartmentDetails"),
            at("/admin/spam-control", "Spam control", "", "GetSpamFilters"),
            at("/admin/ticket-statuses", "Ticket statuses", "", "GetTicketStatuses"),
            at("/admin/escalations", "Escalation rules", "", "GetTicketEscalations"),
            at("/admin/bans", "Banned IPs and e-mails", "", "GetBannedIps"),
            at("/admin/email-templates", "E-mail templates", "", "GetEmailTemplateDetails"),
            at("/admin/mail-keys", "Signing of mails", "", "GetMailKeys"),
            at("/admin/notification-rules", "Notifications", "", "GetNotificationRules"),
            at("/admin/staff", "Staff", "", "GetAdminUsers"),
            at("/admin/roles", "Roles", "", "GetAdminRoles"),
            at("/admin/api-credentials", "API credentials", "", "GetApiCredentials"),
            at("/admin/oauth-clients", "OAuth clients", "", "ListOAuthCredentials"),
            at("/admin/sign-in-providers", "Sign-in providers", "", "GetSignInProviders"),
            at("/admin/web-hooks", "Web hooks", "", "GetWebHooks"),
            at("/admin/themes", "Themes", "", "SetConfigurationValue"),
        ],
    },
];

pub(super) const SHORTCUTS: &[Place] = &[
    shortcut("user-plus", "/admin/clients/new", "Add New Client", "ac", "AddClient"),
    shortcut("shopping-cart", "/admin/orders/new", "Add New Order", "ao", "AddOrder"),
    shortcut("file-plus-2", "/admin/quotes/new", "Create New Quote", "aq", "CreateQuote"),
    shortcut("list-checks", "/admin/todo/new", "Create New To-Do", "ad", "AddToDoItem"),
    shortcut("message-square-plus", "/admin/tickets/new", "Open New Ticket", "at", "OpenTicket"),
    shortcut("search-check", "/admin/whois", "WHOIS Lookup", "gw", "DomainWhois"),
    shortcut("file-clock", "/admin/generate", "Generate Due Invoices", "gg", "GenInvoices"),
    Place {
        reads: "GetInvoices",
        ..shortcut("credit-card", "/admin/capture", "Attempt CC Captures", "gp", "AttemptCaptures")
    },
];

/// What the menu `New` offers.
pub(super) const CREATE: &[Place] = &[
    shortcut("user-plus", "/admin/clients/new", "Client", "ac", "AddClient"),
    shortcut("shopping-cart", "/admin/orders/new", "Order", "ao", "AddOrder"),
    shortcut("receipt-text", "/admin/invoices/new", "Invoice", "ai", "CreateInvoice"),
    shortcut("file-plus-2", "/admin/quotes/new", "Quote", "aq", "CreateQuote"),
    shortcut("message-square-plus", "/admin/tickets/new", "Ticket", "at", "OpenTicket"),
    shortcut("list-checks", "/admin/todo/new", "To-do", "ad", "AddToDoItem"),
    shortcut("calendar-clock", "/admin/calendar/new", "Event", "ae", "AddCalendarEvent"),
];

/// The actions without which a page of the sidebar is of no use, or is refused.
pub(super) fn needed(href: &str) -> impl Iterator<Item = &'static str> + use<> {
    let mut places = SECTIONS.iter().flat_map(|section| section.places).chain(SHORTCUTS);
    places.find(|place| place.href == href).into_iter().flat_map(Place::actions)
}

/// The word for the first page, everywhere the same.
pub(super) const DASHBOARD: Place = shortcut("layout-dashboard", "/admin", "Dashboard", "gd", "");
