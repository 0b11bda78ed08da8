//! Projects.

use protocol::GetProjects;

use super::{or, total, words};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::list::Ask;
use crate::pages::admin::names::Names;
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::pages::admin::{pick, project};

pub(in crate::pages::admin) async fn projects(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let call = GetProjects {
        limitstart: ask.start(),
        limitnum: ask.rows(),
        userid: ask.id("client"),
        title: ask.q(),
        status: ask.status(),
        ..GetProjects::default()
    };
    let found = desk.call(call).await?;
    let found_rows = found.projects.0;
    let names = Names::of(desk, found_rows.iter().map(|row| row.userid.0)).await;
    let staff = pick::staff(desk, "Nobody").await;
    let rows = found_rows.into_iter().map(|row| {
        let href = format!("/admin/projects/{}", row.id.0);
        let who = row.adminid.0.to_string();
        let cells = vec![
            Cell::main(or(&row.title, "Without a title")).small(format!("#{}", row.id.0)).to(&href),
            names.cell(row.userid.0),
            Cell::text(pick::name_of(&staff, &who)),
            Cell::day(&row.created),
            Cell::day(&row.duedate),
            Cell::badge(or(&row.status, "Unknown")),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: "/admin/projects",
        title: "Projects",
        lead: "Work that takes longer: its tasks, its time, what was said",
        columns: vec![
            column("Project"),
            column("Client"),
            column("Whose"),
            column("Since"),
            column("Due"),
            column("Status"),
        ],
        rows: rows.collect(),
        total: total(found.totalresults),
        statuses: words(project::STATES),
        search: "Part of a title",
        new: desk.may("CreateProject").then_some(("/admin/projects/new", "New project")),
        empty: "No project is like that.",
        ..Table::default()
    })
}
