//! What the lines of an invoice are without tax, so that they add up to its sums.

use model::money::{Currency, Money, MoneyError};

/// A line as the WHMCS tells of it; minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// As listed, with or without tax.
    pub(super) amount: i64,
    pub(super) taxed: bool,
    /// Added funds, or the payment of another invoice.
    pub(super) is_deposit: bool,
}

/// What a line is over; minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) net: i64,
    pub(super) tax: i64,
    pub(super) tax2: i64,
}

/// The lines with their shares, and what they lack to the sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shared {
    /// In the order of the lines.
    pub(super) lines: Vec<Share>,
    /// A line of its own where there is a difference: it is no rounding.
    pub(super) difference: Option<Share>,
}

/// Shares subtotal and taxes out among lines. Prices that contain the tax are recognised by their
/// sum; some minor units of rounding go to the largest line.
pub(super) fn share(
    lines: &[Line],
    (subtotal, tax, tax2): (i64, i64, i64),
    currency: Currency,
) -> Result<Shared, MoneyError> {
    let money = |minor| Money::from_minor(minor, currency);
    let weights = weights(lines);
    let (mut shares, mut difference) = (vec![Share::default(); lines.len()], Share::default());
    if weights.iter().sum::<i64>() == 0 {
        (difference.tax, difference.tax2) = (tax, tax2);
    } else {
        let taxes = (money(tax).allocate(&weights)?, money(tax2).allocate(&weights)?);
        for ((share, tax), tax2) in shares.iter_mut().zip(taxes.0).zip(taxes.1) {
            (share.tax, share.tax2) = (tax.minor, tax2.minor);
        }
    }
    let listed: i64 = lines.iter().map(|line| line.amount).sum();
    let contained: i64 = shares.iter().map(|share| share.tax + share.tax2).sum();
    let contains_tax = (subtotal - listed + contained).abs() < (subtotal - listed).abs();
    for (share, line) in shares.iter_mut().zip(lines) {
        share.net = line.amount - if contains_tax { share.tax + share.tax2 } else { 0 };
    }
    let rest = subtotal - shares.iter().map(|share| share.net).sum::<i64>();
    let largest = (0..lines.len()).filter(|at| !lines[*at].is_deposit);
    let largest = largest.max_by_key(|at| lines[*at].amount.abs());
    match largest.and_then(|at| shares.get_mut(at)) {
        Some(share) if rest.unsigned_abs() <= lines.len() as u64 => share.net += rest,
        _ => difference.net = rest,
    }
    let difference = Some(difference).filter(|share| *share != Share::default());
    Ok(Shared { lines: shares, difference })
}

/// By what the taxes are shared out: the amounts of taxed lines, or of all that could be.
fn weights(lines: &[Line]) -> Vec<i64> {
    let of = |counts: &dyn Fn(&Line) -> bool| -> Vec<i64> {
        lines.iter().map(|line| if counts(line) { line.amount } else { 0 }).collect()
    };
    let taxed = of(&|line| line.taxed && !line.is_deposit);
    if taxed.iter().sum::<i64>() == 0 { of(&|line| !line.is_deposit) } else { taxed }
}

#[cfg(test)]
mod tests {
    use model::money::Currency;

    use super::{Line, Share, Shared, share};

    fn check(amounts: &[(i64, bool)], sums: (i64, i64, i64), expected: &[i64], rest: i64) {
        let line = |&(amount, taxed): &(i64, bool)| Line { amount, taxed, is_deposit: false };
        let lines: Vec<Line> = amounts.iter().map(line).collect();
        let Shared { lines, difference } = share(&lines, sums, Currency::USD).unwrap();
        let nets: Vec<i64> = lines.iter().map(|line| line.net).collect();
        let more = difference.unwrap_or_default();
        assert_eq!((nets.as_slice(), more.net), (expected, rest), "{amounts:?} {sums:?}");
        let all = lines.iter().chain([&more]);
        let (net, tax, tax2) =
            all.fold((0, 0, 0), |(n, t, u), each| (n + each.net, t + each.tax, u + each.tax2));
        assert_eq!((net, tax, tax2), sums, "{amounts:?}");
    }

    #[test]
    fn lines_add_up_to_their_invoice() {
        // Without tax, and with tax on top.
        check(&[(1000, false), (500, false)], (1500, 0, 0), &[1000, 500], 0);
        check(&[(1000, true), (500, false)], (1500, 200, 50), &[1000, 500], 0);
        check(&[(1000, true), (-200, true)], (800, 160, 0), &[1000, -200], 0);
        // With the tax in the prices, also where a line has none.
        check(&[(1190, true)], (1000, 190, 0), &[1000], 0);
        check(&[(1190, true), (500, false)], (1500, 190, 0), &[1000, 500], 0);
        // Rounded otherwise.
        check(&[(333, true), (333, true), (333, true)], (841, 159, 0), &[280, 280, 281], 0);
        check(&[(1000, false), (500, false)], (1501, 0, 0), &[1001, 500], 0);
        // What does not add up at all, or is not there.
        check(&[(1000, false)], (1500, 0, 0), &[1000], 500);
        check(&[], (1500, 300, 0), &[], 1500);
        check(&[], (0, 0, 0), &[], 0);
        check(&[(0, true)], (0, 100, 0), &[0], 0);
    }

    #[test]
    fn added_funds_have_no_tax_and_no_rounding() {
        let line = |amount, is_deposit| Line { amount, taxed: true, is_deposit };
        let shared = share(&[line(900, true), line(100, false)], (1000, 20, 0), Currency::USD);
        let expected = [Share { net: 900, tax: 0, tax2: 0 }, Share { net: 100, tax: 20, tax2: 0 }];
        assert_eq!(shared, Ok(Shared { lines: expected.to_vec(), difference: None }));
        let shared = share(&[line(900, true)], (901, 0, 0), Currency::USD).unwrap();
        assert_eq!(shared.difference, Some(Share { net: 1, tax: 0, tax2: 0 }));
    }
}
