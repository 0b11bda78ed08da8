//! Equal lines of an invoice, shown as one with a quantity; they are kept one by one.

use store::billing::invoice_items::InvoiceItemRow;

use crate::system::settings::{GROUP_SIMILAR, Settings};

/// The lines as people see them, each with how many of it there are: in the order of the first of
/// each. Its amounts are those of all.
#[must_use]
pub fn grouped(settings: &Settings, lines: &[InvoiceItemRow]) -> Vec<(i64, InvoiceItemRow)> {
    let groups = settings.on(GROUP_SIMILAR);
    let mut shown: Vec<(i64, InvoiceItemRow)> = Vec::new();
    for line in lines {
        // Of a group the amounts grow, so one line is compared with one.
        let one = |count: i64, row: &InvoiceItemRow| row.amount_minor / count;
        let like = shown.iter_mut().filter(|_| groups).find(|(count, row)| {
            (row.r#type, &row.description, row.taxed, one(*count, row), row.period())
                == (line.r#type, &line.description, line.taxed, line.amount_minor, line.period())
        });
        match like {
            Some((count, row)) => {
                *count += 1;
                row.amount_minor += line.amount_minor;
                row.net_minor += line.net_minor;
                row.tax_minor += line.tax_minor;
                row.tax2_minor += line.tax2_minor;
            }
            None => shown.push((1, line.clone())),
        }
    }
    shown
}

/// The text of a line of which there are so many.
#[must_use]
pub fn counted(count: i64, text: &str) -> String {
    if count > 1 { format!("{count} x {text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use model::billing::invoice::LineType;
    use model::ids::{ClientId, InvoiceId, InvoiceItemId};
    use store::billing::invoice_items::InvoiceItemRow;

    use super::{counted, grouped};
    use crate::system::settings::Settings;

    fn line(id: i64, text: &str, amount_minor: i64, tax_minor: i64) -> InvoiceItemRow {
        InvoiceItemRow {
            id: InvoiceItemId(id),
            invoice_id: InvoiceId(1),
            client_id: ClientId(1),
            r#type: LineType::Hosting,
            rel_id: id,
            description: text.to_owned(),
            amount_minor,
            net_minor: amount_minor,
            taxed: true,
            tax_minor,
            tax2_minor: 0,
            period_from: None,
            period_to: None,
            explanation: "[]".to_owned(),
            effected_at: None,
        }
    }

    #[test]
    fn equal_lines_are_one_with_a_quantity_where_the_house_says_so() {
        // The tax of equal lines may differ by what rounding left over (B2).
        let mut free = line(6, "VPS", 1000, 190);
        free.taxed = false;
        let lines = [
            line(1, "VPS", 1000, 190),
            line(2, "Mail", 500, 95),
            line(3, "VPS", 1000, 191),
            line(4, "VPS", 900, 171),
            line(5, "VPS", 1000, 190),
            free,
        ];
        let told = |on: &str| {
            let settings =
                Settings::new([("GroupSimilarLineItems".to_owned(), on.to_owned())].into());
            let shown = grouped(&settings, &lines);
            let text = |(count, row): &(i64, InvoiceItemRow)| {
                let said = counted(*count, &row.description);
                format!("{} {said} {} {}", row.id, row.amount_minor, row.tax_minor)
            };
            shown.iter().map(text).collect::<Vec<_>>()
        };
        assert_eq!(
            told("on"),
            ["1 3 x VPS 3000 571", "2 Mail 500 95", "4 VPS 900 171", "6 VPS 1000 190"]
        );
        assert_eq!(told("off").len(), lines.len());
    }
}
