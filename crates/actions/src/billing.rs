//! Invoices, payments, credit and the journal.

mod add_billable_item;
mod attempt_captures;
mod back_office;
mod bank;
mod books;
mod capture_payment;
mod create_invoice;
mod credit;
mod deposits;
mod differences;
mod disputes;
mod documents;
mod export_credit_notes;
mod export_invoices;
mod gen_invoices;
mod get_invoice;
mod get_invoice_explanation;
mod get_invoices;
mod get_quotes;
mod pay_methods;
mod payment_proofs;
mod quotes;
mod refund_invoice;
mod reissue;
mod shown;
mod statement;
mod tax_rules;
mod transactions;
mod update_invoice;

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    let parts = [back_office::register, reissue::register, tax_rules::register];
    parts.into_iter().fold(own(registry), |registry, part| part(registry))
}

fn own(registry: Registry) -> Registry {
    let registry = registry
        .write(|act, call| Box::pin(create_invoice::create_invoice(act, call)))
        .write(|act, call| Box::pin(update_invoice::update_invoice(act, call)))
        .read(|cx, call| Box::pin(get_invoice::get_invoice(cx, call)))
        .read(|cx, call| Box::pin(get_invoice_explanation::get_invoice_explanation(cx, call)))
        .read(|cx, call| Box::pin(get_invoices::get_invoices(cx, call)))
        .flow(|cx, call| Box::pin(gen_invoices::gen_invoices(cx, call)))
        .flow(|cx, call| Box::pin(attempt_captures::attempt_captures(cx, call)))
        .flow(|cx, call| Box::pin(capture_payment::capture_payment(cx, call)))
        .flow(|cx, call| Box::pin(capture_payment::pay_invoice(cx, call)))
        .read(|cx, call| Box::pin(export_credit_notes::export_credit_notes(cx, call)))
        .read(|cx, call| Box::pin(export_invoices::export_invoices(cx, call)))
        .read(|cx, call| Box::pin(books::verify_books(cx, call)))
        .read(|cx, call| Box::pin(books::get_journal(cx, call)));
    let registry =
        registry.write(|act, call| Box::pin(add_billable_item::add_billable_item(act, call)));
    let registry = refund_invoice::register(registry);
    let registry = payment_proofs::register(registry);
    let registry = bank::register(registry);
    let registry = disputes::register(registry);
    let registry = differences::register(registry);
    let registry = registry
        .read(|cx, call| Box::pin(statement::get(cx, call)))
        .read(|cx, call| Box::pin(statement::pdf(cx, call)));
    let registry = deposits::register(registry);
    let registry = quotes::register(registry);
    let registry = documents::register(registry);
    let registry = credit::register(registry);
    let registry = pay_methods::register(registry);
    transactions::register(registry)
}
