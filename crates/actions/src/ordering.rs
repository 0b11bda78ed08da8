//! Orders from the cart to acceptance.

mod add_order;
mod cart;
mod get_order_statuses;
mod get_orders;
mod move_order;
mod order_fraud_check;
mod order_lines;
mod order_statuses;
mod preview_order;

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    let parts = [order_statuses::register];
    parts.into_iter().fold(own(registry), |registry, part| part(registry))
}

fn own(registry: Registry) -> Registry {
    registry
        .flow(|cx, call| Box::pin(move_order::accept_order(cx, call)))
        .prepared(
            |cx, call| Box::pin(add_order::ask_registrars(cx, call)),
            |act, call| Box::pin(add_order::add_order(act, call)),
        )
        .write(|act, call| Box::pin(move_order::cancel_order(act, call)))
        .write(|act, call| Box::pin(move_order::delete_order(act, call)))
        .write(|act, call| Box::pin(move_order::fraud_order(act, call)))
        .read(|cx, call| Box::pin(get_orders::get_orders(cx, call)))
        .read(|cx, call| Box::pin(get_order_statuses::get_order_statuses(cx, call)))
        .flow(|cx, call| Box::pin(order_fraud_check::order_fraud_check(cx, call)))
        .write(|act, call| Box::pin(move_order::pending_order(act, call)))
        .read(|cx, call| Box::pin(preview_order::preview_order(cx, call)))
}
