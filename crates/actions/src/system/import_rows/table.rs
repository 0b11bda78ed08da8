//! A file of rows as spreadsheets and other systems write it: RFC 4180, semicolons too, or JSON.

use serde_json::Value;

/// Its columns and rows; every row has as many cells as there are columns.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// Reads a file; the error is a sentence for people.
pub(crate) fn read(text: &str) -> Result<Table, String> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with(['[', '{']) {
        return of_json(text);
    }
    let head = text.lines().next().unwrap_or_default();
    // Of equals the last one counts, which is that of the standard.
    let mark = ['\t', ';', ','].into_iter().max_by_key(|mark| head.matches(*mark).count());
    let mut records = records(text, mark.unwrap_or(','))?.into_iter();
    let columns = records.next().ok_or("The file is empty")?;
    let columns: Vec<String> =
        columns.into_iter().map(|name| name.trim().to_ascii_lowercase()).collect();
    for (place, column) in columns.iter().enumerate() {
        if column.is_empty() {
            return Err(format!("Column {} has no name", place + 1));
        }
        if columns.iter().skip(place + 1).any(|other| other == column) {
            return Err(format!("There are two columns {column}"));
        }
    }
    let mut rows = Vec::new();
    for (index, mut cells) in records.enumerate() {
        if cells.len() > columns.len() {
            return Err(format!("Row {} has more cells than there are columns", index + 2));
        }
        cells.resize(columns.len(), String::new());
        rows.push(cells.into_iter().map(plain).collect());
    }
    Ok(Table { columns, rows })
}

/// A list of objects, or one object; a key that only some have is empty for the others.
fn of_json(text: &str) -> Result<Table, String> {
    let said: Value = serde_json::from_str(text).map_err(|error| format!("No JSON: {error}"))?;
    let objects = match said {
        Value::Array(objects) => objects,
        one => vec![one],
    };
    let (mut columns, mut found) = (Vec::<String>::new(), Vec::new());
    for (index, object) in objects.iter().enumerate() {
        let Value::Object(members) = object else {
            return Err(format!("Row {} is no object", index + 2));
        };
        let mut cells = Vec::new();
        for (name, value) in members {
            flatten(name.trim().to_ascii_lowercase(), value, &mut cells);
        }
        for (name, _) in &cells {
            if !columns.contains(name) {
                columns.push(name.clone());
            }
        }
        found.push(cells);
    }
    let row = |cells: Vec<(String, String)>| {
        let cell = |column: &String| {
            let found = cells.iter().find(|(name, _)| name == column);
            found.map(|(_, text)| text.clone()).unwrap_or_default()
        };
        columns.iter().map(cell).collect()
    };
    let rows: Vec<_> = found.into_iter().map(row).collect();
    if rows.is_empty() { Err("The file is empty".to_owned()) } else { Ok(Table { columns, rows }) }
}

/// `{"pricing": {"1": …}}` as the columns `pricing[1]…` of a form.
fn flatten(name: String, value: &Value, cells: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::String(text) => cells.push((name, text.clone())),
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                flatten(format!("{name}[{index}]"), value, cells);
            }
        }
        Value::Object(members) => {
            for (member, value) in members {
                flatten(format!("{name}[{member}]"), value, cells);
            }
        }
        other => cells.push((name, other.to_string())),
    }
}

/// Without the apostrophe that our own files put before what looks like a formula.
fn plain(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest.to_owned(),
        _ => cell,
    }
}

/// The records of a file; lines with nothing in them are none.
fn records(text: &str, mark: char) -> Result<Vec<Vec<String>>, String> {
    let mut records = Vec::new();
    let (mut record, mut cell) = (Vec::new(), String::new());
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            _ if quoted => cell.push(letter),
            _ if letter == mark => record.push(std::mem::take(&mut cell)),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                record.push(std::mem::take(&mut cell));
                records.push(std::mem::take(&mut record));
            }
            _ => cell.push(letter),
        }
    }
    if quoted {
        return Err("The last quotation mark is missing".to_owned());
    }
    if !cell.is_empty() || !record.is_empty() {
        record.push(cell);
        records.push(record);
    }
    records.retain(|record| record.iter().any(|cell| !cell.trim().is_empty()));
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn files_are_read_as_they_were_written() {
        for (text, expected) in [
            ("a,b\r\n1,2\r\n", Ok("a|b\n1|2")),
            ("\u{feff}A;B\n1;x, y\n", Ok("a|b\n1|x, y")),
            ("a,b\n\"say \"\"hi\"\"\",\"two\nlines\"", Ok("a|b\nsay \"hi\"|two\nlines")),
            ("a,b\n\n1\n,\n", Ok("a|b\n1|")),
            ("a,b\n\"'=1+1\",'+49\n", Ok("a|b\n=1+1|+49")),
            ("a,b\n'tis,2\n", Ok("a|b\n'tis|2")),
            ("", Err("The file is empty")),
            (r#"[{"A":"x","b":1},{"b":true,"c":null}]"#, Ok("a|b\nx|1\n|true")),
            (r#"{"p":{"1":{"monthly":5}}}"#, Ok("p[1][monthly]\n5")),
            (r#"{"l":["y","z"]}"#, Ok("l[0]|l[1]\ny|z")),
            ("[]", Err("The file is empty")),
            ("[1]", Err("Row 2 is no object")),
            ("a,a\n", Err("There are two columns a")),
            ("a,,b\n", Err("Column 2 has no name")),
            ("a\n1,2\n", Err("Row 2 has more cells than there are columns")),
            ("a\n\"1", Err("The last quotation mark is missing")),
        ] {
            let found = read(text).map(|table| {
                let rows = std::iter::once(&table.columns).chain(&table.rows);
                rows.map(|row| row.join("|")).collect::<Vec<_>>().join("\n")
            });
            assert_eq!(found.as_deref().map_err(String::as_str), expected, "{text}");
        }
    }
}
