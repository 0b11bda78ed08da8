//! What is in the database of a folder, to see that nothing was written.

use std::collections::BTreeMap;

use rusqlite::{Connection, OpenFlags};

use crate::home::Home;

/// Tables that change by themselves while nobody writes: work, and the last use of a credential.
const RESTLESS: &[&str] = &["api_credentials", "jobs"];

/// Every row of every table, as text.
pub(crate) fn rows(home: &Home) -> BTreeMap<String, Vec<String>> {
    let path = home.path().join("hostler.db");
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let sql = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'";
    let tables: Vec<String> = {
        let mut statement = db.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let wanted = tables.into_iter().filter(|table| !RESTLESS.contains(&table.as_str()));
    wanted.map(|table| (table.clone(), table_rows(&db, &table))).collect()
}

fn table_rows(db: &Connection, table: &str) -> Vec<String> {
    let mut statement = db.prepare(&format!("select * from \"{table}\"")).unwrap();
    let width = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| {
        let cells = (0..width).map(|cell| format!("{:?}", row.get_ref_unwrap(cell)));
        Ok(cells.collect::<Vec<_>>().join(", "))
    };
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}

/// Fails unless both are the same, naming the rows that are not.
#[track_caller]
pub(crate) fn assert_same(
    before: &BTreeMap<String, Vec<String>>,
    after: &BTreeMap<String, Vec<String>>,
) {
    for (table, rows) in after {
        let old = before.get(table).map(Vec::as_slice).unwrap_or_default();
        let new: Vec<&String> = rows.iter().filter(|row| !old.contains(row)).collect();
        let gone: Vec<&String> = old.iter().filter(|row| !rows.contains(row)).collect();
        assert!(new.is_empty() && gone.is_empty(), "{table}: new {new:#?}, gone {gone:#?}");
    }
}
