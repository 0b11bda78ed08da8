//! What a role is offered: pages that make something, and what is done with several rows, only
//! where the action behind them is permitted.

use super::desk::Desk;
use super::list::Filter;
use super::nav;
use super::table::Table;

/// Pages that are of no use without an action, besides those of [`nav::CREATE`].
const PAGES: &[(&str, &str)] = &[
    ("/admin/affiliates/new", "AffiliateActivate"),
    ("/admin/announcements/new", "AddAnnouncement"),
    ("/admin/api-credentials/new", "AddApiCredential"),
    ("/admin/arrange", "SetStaffPreference"),
    ("/admin/billable-items/new", "AddBillableItem"),
    ("/admin/bundles/new", "AddBundle"),
    ("/admin/capture", "AttemptCaptures"),
    ("/admin/client-groups/new", "AddClientGroup"),
    ("/admin/config-options/choices/new", "AddConfigOptionChoice"),
    ("/admin/config-options/new", "AddConfigOptionGroup"),
    ("/admin/config-options/options/new", "AddConfigOption"),
    ("/admin/contacts/new", "AddContact"),
    ("/admin/currencies/new", "AddCurrency"),
    ("/admin/custom-fields/new", "AddCustomField"),
    ("/admin/departments/new", "AddSupportDepartment"),
    ("/admin/domains/new", "AddClientDomain"),
    ("/admin/downloads/categories/new", "AddDownloadCategory"),
    ("/admin/downloads/new", "AddDownload"),
    ("/admin/email-templates/new", "AddEmailTemplate"),
    ("/admin/escalations/new", "AddTicketEscalation"),
    ("/admin/generate", "GenInvoices"),
    ("/admin/import", "ImportRows"),
    ("/admin/kb/categories/new", "AddKnowledgebaseCategory"),
    ("/admin/kb/new", "AddKnowledgebaseArticle"),
    ("/admin/links/new", "AddLink"),
    ("/admin/mass-mail/new", "AddCampaign"),
    ("/admin/network-issues/new", "AddNetworkIssue"),
    ("/admin/notices/new", "AddStaffNotice"),
    ("/admin/notification-rules/new", "AddNotificationRule"),
    ("/admin/oauth-clients/new", "CreateOAuthCredential"),
    ("/admin/order-statuses/new", "AddOrderStatus"),
    ("/admin/predefined-categories/new", "AddTicketPredefinedCat"),
    ("/admin/predefined-replies/new", "AddTicketPredefinedReply"),
    ("/admin/price-change", "ChangePrices"),
    ("/admin/product-addons/new", "AddProductAddon"),
    ("/admin/product-groups/new", "AddProductGroup"),
    ("/admin/products/new", "AddProduct"),
    ("/admin/projects/new", "CreateProject"),
    ("/admin/promotions/new", "AddPromotion"),
    ("/admin/roles/new", "AddAdminRole"),
    ("/admin/security-questions/new", "AddSecurityQuestion"),
    ("/admin/server-groups/new", "AddServerGroup"),
    ("/admin/servers/new", "AddServer"),
    ("/admin/services/new", "AddClientProduct"),
    ("/admin/sign-in-providers/new", "AddSignInProvider"),
    ("/admin/staff/new", "AddAdminUser"),
    ("/admin/tax-rules/eu", "AddEuVatRules"),
    ("/admin/tax-rules/new", "AddTaxRule"),
    ("/admin/themes", "SetConfigurationValue"),
    ("/admin/ticket-statuses/new", "AddTicketStatus"),
    ("/admin/tlds/addons", "GetDomainAddonPrices"),
    ("/admin/tlds/new", "CreateOrUpdateTLD"),
    ("/admin/tlds/premium", "GetPremiumPricing"),
    ("/admin/tlds/sync", "SyncTldPricing"),
    ("/admin/transactions/new", "AddTransaction"),
    ("/admin/users/new", "AddUser"),
    ("/admin/web-hooks/new", "AddWebHook"),
];

/// What a button over chosen rows calls, by the list and its verb.
const SEVERAL: &[(&str, &str, &str)] = &[
    ("/admin/cancellations", "withdraw", "DeleteCancelRequest"),
    ("/admin/clients", "close", "CloseClient"),
    ("/admin/clients", "group", "UpdateClient"),
    ("/admin/clients", "mail", "SendEmail"),
    ("/admin/clients", "status", "UpdateClient"),
    ("/admin/domains", "autorenew", "UpdateClientDomain"),
    ("/admin/domains", "expire", "UpdateClientDomain"),
    ("/admin/domains", "lock", "DomainUpdateLockingStatus"),
    ("/admin/domains", "renew", "DomainRenew"),
    ("/admin/domains", "unlock", "DomainUpdateLockingStatus"),
    ("/admin/gateways", "test", "TestConnection"),
    ("/admin/invoices", "cancel", "UpdateInvoice"),
    ("/admin/invoices", "capture", "CapturePayment"),
    ("/admin/invoices", "duplicate", "DuplicateInvoice"),
    ("/admin/invoices", "merge", "MergeInvoices"),
    ("/admin/invoices", "paid", "AddInvoicePayment"),
    ("/admin/invoices", "publish", "UpdateInvoice"),
    ("/admin/invoices", "remind", "SendEmail"),
    ("/admin/orders", "accept", "AcceptOrder"),
    ("/admin/orders", "cancel", "CancelOrder"),
    ("/admin/orders", "fraud", "FraudOrder"),
    ("/admin/resolver", "mail", "SendEmail"),
    ("/admin/resolver", "suspend", "ModuleSuspend"),
    ("/admin/resolver", "terminate", "ModuleTerminate"),
    ("/admin/servers", "test", "TestConnection"),
    ("/admin/services", "status", "UpdateClientProduct"),
    ("/admin/services", "suspend", "ModuleSuspend"),
    ("/admin/services", "terminate", "ModuleTerminate"),
    ("/admin/services", "unsuspend", "ModuleUnsuspend"),
    ("/admin/tickets", "block", "BlockTicketSender"),
    ("/admin/tickets", "close", "UpdateTicket"),
    ("/admin/tickets", "delete", "DeleteTicket"),
    ("/admin/tickets", "merge", "MergeTicket"),
];

/// Lists that a stock WHMCS gives whole, whichever state is asked for.
const UNSORTED: [&str; 3] = ["/admin/domains", "/admin/service-addons", "/admin/services"];

/// Lists that a stock WHMCS sorts itself.
const SORTED: [&str; 3] = ["/admin/clients", "/admin/invoices", "/admin/users"];
/// Lists whose search is ours alone.
const SEARCHED: [&str; 1] = ["/admin/invoices"];
/// By what a stock WHMCS finds, where ours finds by more.
const FOUND_BY: [(&str, &str); 6] = [
    ("/admin/clients", "Beginning of a name, company or e-mail address"),
    ("/admin/domains", "A whole domain name"),
    ("/admin/orders", "Id of an order"),
    ("/admin/quotes", "A whole subject"),
    ("/admin/services", "A whole domain or host name"),
    ("/admin/transactions", "The whole number of a transaction"),
];

/// The action without which a page is of no use.
pub(super) fn needed(path: &str) -> Option<&'static str> {
    let created = nav::CREATE.iter().map(|place| (place.href, place.needs));
    let mut pages = created.chain(PAGES.iter().copied());
    pages.find(|(page, _)| *page == path).map(|(_, action)| action)
}

/// Takes away from a list what the role does not permit.
pub(super) fn permitted(desk: &Desk, mut table: Table) -> Table {
    let may = |action: Option<&str>| action.is_none_or(|action| desk.may(action));
    table.new = table.new.filter(|(href, _)| may(needed(href)));
    table.also.retain(|(href, _)| may(needed(href)));
    let path = table.path;
    if desk.adminid().is_none() {
        only_of_stock(&mut table);
    }
    table.bulk.retain(|button| {
        let it = |row: &&(&str, &str, &str)| row.0 == path && row.1 == button.verb;
        let can = button.of.is_empty() || !button.choices.is_empty();
        can && may(SEVERAL.iter().find(it).map(|row| row.2))
    });
    table
}

/// Takes away from a list what a stock WHMCS would not heed.
fn only_of_stock(table: &mut Table) {
    if UNSORTED.contains(&table.path) {
        table.statuses.clear();
    }
    table.filters.retain(Filter::is_stock);
    if SEARCHED.contains(&table.path) {
        table.search = "";
    }
    if let Some((_, says)) = FOUND_BY.iter().find(|(path, _)| *path == table.path) {
        table.search = *says;
    }
    if !SORTED.contains(&table.path) {
        table.columns.iter_mut().for_each(|column| column.sort = "");
    }
}

#[cfg(test)]
mod tests {
    use super::{PAGES, SEVERAL, nav};

    #[test]
    fn only_actions_that_there_are_can_be_needed() {
        let created = nav::CREATE.iter().map(|place| place.needs);
        let actions = PAGES.iter().map(|row| row.1).chain(SEVERAL.iter().map(|row| row.2));
        for action in actions.chain(created) {
            assert!(protocol::find(action).is_some_and(|found| found.name == action), "{action}");
        }
    }
}
