//! What stands around every page: sidebar with counts, top bar, who is here.

use std::collections::BTreeMap;

use engine::{Caller, Door};
use protocol::{GetInvoices, GetStaffOnline, GetStats, GetStatsResponse};
use serde::Serialize;

use super::desk::Desk;
use super::nav::{self, Place};
use crate::pages::view;

/// The frame of a page.
#[derive(Debug, Serialize)]
pub(crate) struct Shell {
    title: String,
    company: String,
    csrf: String,
    /// Makes a form that is sent twice one change.
    once: String,
    /// Path and query, to come back here.
    path: String,
    name: String,
    /// The number of the one who looks at the page.
    me: i64,
    now: String,
    dashboard: Item,
    groups: Vec<Group>,
    shortcuts: Vec<Item>,
    create: Vec<Item>,
    online: Vec<String>,
    said: Option<String>,
    /// What is said is why nothing was done.
    refused: bool,
    /// Where the rest is done: the admin area of a WHMCS at which the member is only a client.
    elsewhere: String,
    /// The actions that the role permits, with commas; `*` for all.
    may: String,
    version: &'static str,
}

#[derive(Debug, Serialize)]
struct Group {
    icon: &'static str,
    label: &'static str,
    open: bool,
    count: i64,
    hot: &'static str,
    items: Vec<Item>,
}

#[derive(Debug, Serialize)]
struct Item {
    href: &'static str,
    icon: &'static str,
    label: &'static str,
    key: &'static str,
    count: i64,
    current: bool,
}

/// The shell without what has to be asked for, for a page that says what went wrong.
pub(crate) fn plain(desk: &Desk, title: &str) -> Shell {
    let path = desk.uri().path_and_query().map_or("/admin", |path| path.as_str()).to_owned();
    let current = current(&path);
    let items = |places: &'static [Place]| -> Vec<Item> {
        let permitted =
            places.iter().filter(|place| place.actions().all(|action| desk.may(action)));
        permitted.map(|place| item(place, current)).collect()
    };
    let groups = nav::SECTIONS.iter().map(|section| {
        let items = items(section.places);
        let open = items.iter().any(|item| item.current);
        Group { icon: section.icon, label: section.label, open, count: 0, hot: "", items }
    });
    Shell {
        title: title.to_owned(),
        company: "Hostler".to_owned(),
        csrf: desk.csrf().to_owned(),
        once: desk.app().0.chance.base62(24),
        name: desk.name().to_owned(),
        me: desk.staff().0,
        now: protocol::wire::WireDateTime::from(desk.now()).to_string(),
        dashboard: item(&nav::DASHBOARD, current),
        groups: groups.filter(|group| !group.items.is_empty()).collect(),
        shortcuts: items(nav::SHORTCUTS),
        create: items(nav::CREATE),
        online: Vec::new(),
        said: desk.said().map(|(said, _)| said.to_owned()),
        refused: desk.said().is_some_and(|(_, refused)| refused),
        elsewhere: if desk.adminid().is_none() { desk.elsewhere() } else { String::new() },
        may: desk.claims().may.clone(),
        version: env!("CARGO_PKG_VERSION"),
        path,
    }
}

/// The shell with its counts.
pub(crate) async fn full(desk: &Desk, title: &str) -> Shell {
    let mut shell = plain(desk, title);
    let system = Caller::system(Door::Page);
    let (company, counts, online) = tokio::join!(
        view::company(desk.app(), &system),
        async {
            match desk.known() {
                Some(counts) => counts.clone(),
                None => counts(desk).await,
            }
        },
        desk.maybe(GetStaffOnline {}),
    );
    shell.company = company;
    shell.count(&counts);
    let online = online.map(|found| found.staffonline.0.staff.0).unwrap_or_default();
    shell.online = online.iter().map(|each| each.adminusername.to_string()).collect();
    if shell.online.is_empty() {
        shell.online.push(desk.name().to_owned());
    }
    shell
}

/// What waits, by the address where it is looked at and by section.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    pub(super) places: BTreeMap<&'static str, i64>,
    pub(super) sections: BTreeMap<&'static str, i64>,
}

/// Counts what waits, as far as the role may see it.
pub(super) async fn counts(desk: &Desk) -> Counts {
    let overdue = GetInvoices {
        status: Some("Overdue".to_owned()),
        // In the order of the index: the one row costs nothing then.
        orderby: Some("duedate".to_owned()),
        limitnum: Some(1),
        ..GetInvoices::default()
    };
    let (stats, overdue) = tokio::join!(desk.maybe(GetStats::default()), desk.maybe(overdue));
    Counts::of(&stats.unwrap_or_default(), overdue.map_or(0, |found| found.totalresults.0))
}

impl Counts {
    pub(super) fn of(stats: &GetStatsResponse, overdue: i64) -> Self {
        Self {
            places: BTreeMap::from([
                ("/admin/orders?status=Pending", stats.orders_pending.0),
                ("/admin/invoices?status=Overdue", overdue),
                ("/admin/tickets?status=Awaiting+Reply", stats.tickets_awaitingreply.0),
                ("/admin/tickets?status=My+Flagged+Tickets", stats.tickets_flaggedtickets.0),
                ("/admin/cancellations", stats.cancellations_pending.0),
                ("/admin/todo", stats.todoitems_due.0),
            ]),
            sections: BTreeMap::from([
                ("Orders", stats.orders_pending.0),
                ("Billing", overdue),
                ("Support", stats.tickets_awaitingreply.0),
            ]),
        }
    }
}

impl Shell {
    fn count(&mut self, counts: &Counts) {
        for group in &mut self.groups {
            group.count = counts.sections.get(group.label).copied().unwrap_or(0);
            group.hot = match group.label {
                "Orders" => "brand",
                "Support" => "hot",
                _ => "",
            };
            for item in &mut group.items {
                item.count = counts.places.get(item.href).copied().unwrap_or(0);
            }
        }
    }
}

fn item(place: &Place, current: &'static str) -> Item {
    let Place { href, icon, label, key, .. } = *place;
    Item { href, icon, label, key, count: 0, current: href == current }
}

/// The place that a path belongs to: the longest one that it begins with.
fn current(path: &str) -> &'static str {
    let bare = path.split('?').next().unwrap_or_default();
    let places = nav::SECTIONS.iter().flat_map(|section| section.places).chain(nav::SHORTCUTS);
    let mut best = "";
    for place in places {
        let within = place.href == path
            || (!place.href.contains('?')
                && (bare == place.href
                    || bare.strip_prefix(place.href).is_some_and(|rest| rest.starts_with('/'))));
        if within && place.href.len() > best.len() {
            best = place.href;
        }
    }
    if bare == "/admin" { nav::DASHBOARD.href } else { best }
}

/// Good morning, whoever it is.
pub(crate) fn greeting(desk: &Desk) -> String {
    let first = desk.name().split_whitespace().next().unwrap_or_default();
    format!("{}, {first}", good(desk.now().hour()))
}

/// What is said at an hour; whoever is up after midnight has the morning before them.
fn good(hour: i8) -> &'static str {
    match hour {
        0..12 => "Good morning",
        12..18 => "Good afternoon",
        _ => "Good evening",
    }
}

#[cfg(test)]
mod tests {
    use super::{current, good};

    #[test]
    fn the_hour_is_greeted() {
        for (hour, said) in [(3, "morning"), (11, "morning"), (12, "afternoon"), (18, "evening")] {
            assert_eq!(good(hour), format!("Good {said}"), "{hour}");
        }
    }

    #[test]
    fn a_page_belongs_to_the_nearest_place() {
        for (path, expected) in [
            ("/admin", "/admin"),
            ("/admin/clients", "/admin/clients"),
            ("/admin/clients/5?tab=log", "/admin/clients"),
            ("/admin/orders?status=Pending", "/admin/orders?status=Pending"),
            ("/admin/orders?status=Pending&page=2", "/admin/orders"),
            ("/admin/nowhere", ""),
        ] {
            assert_eq!(current(path), expected, "{path}");
        }
    }
}
