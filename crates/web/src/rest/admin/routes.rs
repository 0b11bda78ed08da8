//! The addresses for staff.

use aide::axum::ApiRouter;

use super::{
    actions, clients, desk, hooks, invoices, machines, orders, projects, services, system, tickets,
    transactions,
};
use crate::App;
use crate::rest::hosting::metrics;
use crate::routing::{delete_with, get_with, patch_with, post_with};

pub(in crate::rest) fn routes() -> ApiRouter<App> {
    let topics = [
        people(),
        ordering(),
        billing(),
        hosting(),
        support(),
        house(),
        projects(),
        events(),
        everything(),
    ];
    topics.into_iter().fold(ApiRouter::new(), ApiRouter::merge)
}

fn people() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/clients",
            get_with(clients::list, |op| {
                op.id("list_clients").tag("admin").summary("All clients.")
            })
            .merge(post_with(clients::create, |op| {
                op.id("create_client").tag("admin").summary("Add a client and its owner.")
            })),
        )
        .api_route(
            "/admin/clients/{id}",
            get_with(clients::get, |op| op.id("get_client").tag("admin").summary("A client."))
                .merge(patch_with(clients::update, |op| {
                    op.id("update_client")
                        .tag("admin")
                        .summary("Change the address and wishes of a client.")
                })),
        )
        .api_route(
            "/admin/clients/{id}/settings",
            patch_with(clients::set, |op| {
                op.id("set_client")
                    .tag("admin")
                    .summary("Change what only staff may change of a client.")
            }),
        )
}

fn ordering() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/orders",
            get_with(orders::list, |op| {
                op.id("list_all_orders").tag("admin").summary("All orders, newest first.")
            }),
        )
        .api_route(
            "/admin/orders/{id}",
            get_with(orders::get, |op| op.id("get_any_order").tag("admin").summary("An order.")),
        )
        .api_route(
            "/admin/orders/{id}/status",
            post_with(orders::change, |op| {
                op.id("set_order_status")
                    .tag("admin")
                    .summary("Accept, cancel or put back an order, or call it fraud.")
            }),
        )
        .api_route(
            "/admin/orders/{id}/fraud-check",
            post_with(orders::check, |op| {
                op.id("check_order").tag("admin").summary("Have the fraud check look at an order.")
            }),
        )
}

fn billing() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/invoices",
            get_with(invoices::list, |op| {
                op.id("list_all_invoices").tag("admin").summary("All invoices.")
            })
            .merge(post_with(invoices::create, |op| {
                op.id("create_invoice").tag("admin").summary("Write an invoice.")
            })),
        )
        .api_route(
            "/admin/invoices/{id}",
            get_with(invoices::get, |op| {
                op.id("get_any_invoice").tag("admin").summary("An invoice with its lines.")
            })
            .merge(patch_with(invoices::change, |op| {
                op.id("update_invoice")
                    .tag("admin")
                    .summary("Change an invoice, or publish a draft.")
            })),
        )
        .api_route(
            "/admin/invoices/{id}/explanation",
            get_with(invoices::explain, |op| {
                op.id("explain_any_invoice")
                    .tag("admin")
                    .summary("How the lines of an invoice came to their amounts and taxes.")
            }),
        )
        .api_route(
            "/admin/invoices/{id}/payments",
            post_with(invoices::pay, |op| {
                op.id("record_payment").tag("admin").summary("Record a payment that came in.")
            }),
        )
        .api_route(
            "/admin/invoices/{id}/refunds",
            post_with(invoices::refund, |op| {
                op.id("refund_invoice").tag("admin").summary("Give money back.")
            }),
        )
        .api_route(
            "/admin/transactions",
            get_with(transactions::list, |op| {
                op.id("list_all_transactions")
                    .tag("admin")
                    .summary("All movements of money, newest first.")
            }),
        )
}

fn hosting() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/services",
            get_with(services::list, |op| {
                op.id("list_all_services").tag("admin").summary("All services.")
            }),
        )
        .api_route(
            "/admin/services/{id}",
            get_with(services::get, |op| {
                op.id("get_any_service").tag("admin").summary("A service.")
            }),
        )
        .api_route(
            "/admin/services/{id}/status",
            post_with(services::change, |op| {
                op.id("set_service_status")
                    .tag("admin")
                    .summary("Create, suspend, bring back or destroy a service at its provider.")
            }),
        )
        .api_route(
            "/admin/services/{id}/metrics",
            get_with(metrics::get_any, |op| {
                op.id("get_any_service_metrics")
                    .tag("admin")
                    .summary("How busy a service was on its last day: CPU and network.")
            }),
        )
        .api_route(
            "/admin/services/{id}/machine",
            patch_with(machines::set, |op| {
                op.id("set_machine")
                    .tag("admin")
                    .summary("Note where the machine of a service runs.")
            }),
        )
        .api_route(
            "/admin/domains",
            get_with(services::names, |op| {
                op.id("list_all_domains").tag("admin").summary("All domain names.")
            }),
        )
        .api_route(
            "/admin/domains/{id}",
            get_with(services::name, |op| {
                op.id("get_any_domain").tag("admin").summary("A domain name.")
            }),
        )
}

fn support() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/tickets",
            get_with(tickets::list, |op| {
                op.id("list_all_tickets").tag("admin").summary("All tickets.")
            }),
        )
        .api_route(
            "/admin/tickets/{id}",
            get_with(tickets::get, |op| {
                op.id("get_any_ticket").tag("admin").summary("A ticket with its notes.")
            })
            .merge(patch_with(tickets::change, |op| {
                op.id("update_ticket")
                    .tag("admin")
                    .summary("Assign, move, close or reopen a ticket.")
            })),
        )
        .api_route(
            "/admin/tickets/{id}/replies",
            post_with(tickets::reply, |op| {
                op.id("answer_ticket").tag("admin").summary("Answer a ticket.")
            }),
        )
        .api_route(
            "/admin/tickets/{id}/notes",
            post_with(tickets::note, |op| {
                op.id("note_on_ticket")
                    .tag("admin")
                    .summary("Note something that the client does not see.")
            }),
        )
}

fn house() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/stats",
            get_with(system::stats, |op| {
                op.id("get_stats").tag("admin").summary("The figures of the house.")
            }),
        )
        .api_route(
            "/admin/activity",
            get_with(system::activity, |op| {
                op.id("list_activity").tag("admin").summary("What was done, newest first.")
            })
            .merge(post_with(system::log, |op| {
                op.id("log_activity")
                    .tag("admin")
                    .summary("Note something that matters to the business.")
            })),
        )
        .api_route(
            "/admin/automation",
            get_with(desk::automation, |op| {
                op.id("get_automation").tag("admin").summary("What ran by itself.")
            }),
        )
        .api_route(
            "/admin/to-do",
            get_with(desk::tasks, |op| {
                op.id("list_to_do").tag("admin").summary("What staff still has to do.")
            }),
        )
        .api_route(
            "/admin/to-do/{id}",
            patch_with(desk::change, |op| {
                op.id("update_to_do").tag("admin").summary("Change something that is to be done.")
            }),
        )
}

fn projects() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/projects",
            get_with(projects::list, |op| {
                op.id("list_projects").tag("admin").summary("All projects.")
            })
            .merge(post_with(projects::create, |op| {
                op.id("create_project").tag("admin").summary("Plan a project.")
            })),
        )
        .api_route(
            "/admin/projects/{id}",
            get_with(projects::get, |op| {
                op.id("get_project").tag("admin").summary("A project with its tasks and messages.")
            })
            .merge(patch_with(projects::change, |op| {
                op.id("update_project").tag("admin").summary("Change a project.")
            })),
        )
        .api_route(
            "/admin/projects/{id}/tasks",
            post_with(projects::add_task, |op| {
                op.id("add_project_task").tag("admin").summary("Add a task.")
            }),
        )
        .api_route(
            "/admin/project-tasks/{id}",
            patch_with(projects::change_task, |op| {
                op.id("update_project_task").tag("admin").summary("Change a task.")
            })
            .merge(delete_with(projects::delete_task, |op| {
                op.id("delete_project_task").tag("admin").summary("Delete a task.")
            })),
        )
        .api_route(
            "/admin/projects/{id}/timers",
            post_with(projects::time, |op| {
                op.id("run_project_timer").tag("admin").summary("Start or stop a timer.")
            }),
        )
        .api_route(
            "/admin/projects/{id}/messages",
            post_with(projects::say, |op| {
                op.id("add_project_message").tag("admin").summary("Say something about a project.")
            }),
        )
}

fn events() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/web-hooks",
            get_with(hooks::list, |op| {
                op.id("list_web_hooks").tag("admin").summary("Programs that are told what happens.")
            })
            .merge(post_with(hooks::create, |op| {
                op.id("create_web_hook").tag("admin").summary("Have a program told what happens.")
            })),
        )
        .api_route(
            "/admin/web-hooks/{id}",
            patch_with(hooks::change, |op| {
                op.id("update_web_hook")
                    .tag("admin")
                    .summary("Change a program that is told what happens.")
            })
            .merge(delete_with(hooks::delete, |op| {
                op.id("delete_web_hook").tag("admin").summary("Tell a program nothing more.")
            })),
        )
        .api_route(
            "/admin/web-hooks/{id}/deliveries",
            get_with(hooks::deliveries, |op| {
                op.id("list_web_hook_deliveries")
                    .tag("admin")
                    .summary("What was sent to a program, newest first.")
            }),
        )
        .api_route(
            "/admin/web-hooks/{id}/replay",
            post_with(hooks::replay, |op| {
                op.id("replay_web_hook").tag("admin").summary("Send events once more.")
            }),
        )
        .api_route(
            "/admin/events",
            get_with(hooks::events, |op| {
                op.id("list_events")
                    .tag("admin")
                    .summary("What happened, oldest first, from a place on.")
            }),
        )
}

fn everything() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/actions",
            get_with(actions::list, |op| {
                op.id("list_actions").tag("admin").summary("Every action that the role permits.")
            }),
        )
        .api_route(
            "/admin/actions/{action}",
            post_with(actions::call, |op| {
                op.id("call_action").tag("admin").summary(
                    "Call any action by name, with its parameters as JSON. With the header \
                     `Hostler-Dry-Run: true` nothing is kept.",
                )
            }),
        )
}
