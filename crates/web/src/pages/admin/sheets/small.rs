//! Things of few fields that an action lists whole: their lists come by themselves.

use std::future::Future;

use axum::Router;
use axum::response::Response;

use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::list::{self, Ask};
use crate::pages::admin::sheet::{self, Fields, Thing};
use crate::pages::admin::table::{Cell, Notice, Row, Table, column};
use crate::pages::words::{day, moment};
use crate::routing::get;

/// A thing with a list of its own.
pub(super) trait Small: Thing {
    /// What the list is for.
    const LEAD: &'static str;
    /// Where a new one is made, and the label of that.
    const NEW: (&'static str, &'static str);
    /// Fields that the list shows, with their labels; the first names the row.
    const SHOWN: &'static [(&'static str, &'static str)];

    /// Address and label of other pages that belong to the list.
    const ALSO: &'static [(&'static str, &'static str)] = &[];

    /// What somebody should know who looks at the list.
    fn notice(_: &Desk) -> impl Future<Output = Option<Notice>> + Send {
        std::future::ready(None)
    }

    /// Every one, by its fields, among them the one that says which it is.
    fn all(desk: &Desk) -> impl Future<Output = Result<Vec<Fields>, Fail>> + Send;
}

/// The one with a number.
pub(super) async fn one<T: Small>(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
    let id = id.to_string();
    let found = T::all(desk).await?.into_iter();
    Ok(found.into_iter().find(|fields| fields.get(T::KEY) == Some(&id)))
}

/// The routes of a thing: its list, a new one, and one of them.
pub(super) fn routes<T: Small>() -> Router<App> {
    Router::new().route(T::PATH, get(page::<T>)).merge(sheet::routes::<T>())
}

async fn page<T: Small>(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let (all, notice) = tokio::join!(T::all(desk), T::notice(desk));
        let rows = all?.into_iter().map(|fields| row::<T>(&fields)).collect();
        let table = Table {
            path: T::PATH,
            title: T::LIST,
            lead: T::LEAD,
            columns: T::SHOWN.iter().map(|(_, label)| column(label)).collect(),
            new: desk.may(<T::Add as protocol::Action>::NAME).then_some(T::NEW),
            also: T::ALSO.to_vec(),
            notice,
            empty: "There is none yet.",
            ..Table::default()
        };
        Ok(list::searched(ask, table, rows))
    })
    .await
}

fn row<T: Small>(fields: &Fields) -> Row {
    let id = fields.get(T::KEY).map(String::as_str).unwrap_or_default();
    let href = format!("{}/{id}", T::PATH);
    let text = |name: &str| match fields.get(name).map_or("", String::as_str) {
        "true" => "Yes".to_owned(),
        "false" => "No".to_owned(),
        other => said(other),
    };
    let cell = |(place, (name, _)): (usize, &(&str, &str))| match place {
        0 => Cell::main(text(name)).to(&href),
        _ => Cell::text(text(name)),
    };
    let cells = T::SHOWN.iter().enumerate().map(cell).collect();
    // A number that is none names no row, and is never one of ours.
    Row { id: id.parse().unwrap_or_default(), href, cells }
}

/// A value for people: the dates of the wire as days and times, nothing as a dash.
fn said(text: &str) -> String {
    let shape: String =
        text.chars().map(|each| if each.is_ascii_digit() { '0' } else { each }).collect();
    match shape.as_str() {
        "" => "–".to_owned(),
        "0000-00-00 00:00:00" => moment(text),
        "0000-00-00" => day(text),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn dates_are_said_for_people() {
        for (text, expected) in [
            ("2026-01-31 09:05:00", "31 Jan 2026, 09:05"),
            ("2026-01-31", "31 Jan 2026"),
            ("0000-00-00 00:00:00", "–"),
            ("", "–"),
            ("10.00", "10.00"),
            ("Jane", "Jane"),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }
}
