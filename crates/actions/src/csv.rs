//! Rows as a file for spreadsheets.

/// As RFC 4180 has it. What a spreadsheet would take for a formula is led by an apostrophe.
pub(crate) fn table(titles: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    line(&mut text, titles.iter().copied());
    for row in rows {
        line(&mut text, row.iter().map(String::as_str));
    }
    text
}

fn line<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        let is_number = cell.trim_start_matches('-').parse::<f64>().is_ok();
        let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number;
        let guard = if is_formula { "'" } else { "" };
        let quoted = is_formula || cell.contains([',', '"', '\n', '\r']);
        if quoted {
            out.push('"');
            out.push_str(guard);
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn no_cell_becomes_a_formula() {
        for (cell, expected) in [
            ("plain", "plain"),
            ("-8.67", "-8.67"),
            ("=1+1", "\"'=1+1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("-cmd|x", "\"'-cmd|x\""),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ] {
            let rows = vec![vec![cell.to_owned(), String::new()]];
            assert_eq!(table(&["A", "B"], &rows), format!("A,B\r\n{expected},\r\n"));
        }
    }
}
