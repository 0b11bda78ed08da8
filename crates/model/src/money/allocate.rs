//! Splitting an amount so that no cent is lost or made (B2).

use super::MoneyError;

/// Splits `total` in proportion to `weights`; ties go to the earlier part.
pub(super) fn by_largest_remainder(total: i64, weights: &[i64]) -> Result<Vec<i64>, MoneyError> {
    if total == 0 {
        return Ok(vec![0; weights.len()]);
    }
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if sum == 0 {
        return Err(MoneyError::NoWeights);
    }
    let divisor = i128::try_from(sum.unsigned_abs()).map_err(|_| MoneyError::Overflow)?;
    let magnitude = i128::from(total.unsigned_abs());
    // The sign is put on at the end, so that a refund splits exactly as the charge did.
    let sign = i128::from(total.signum());
    let exact = |weight: i64| magnitude * i128::from(weight) * sum.signum();

    let mut parts: Vec<i128> = weights.iter().map(|w| exact(*w).div_euclid(divisor)).collect();
    // With weights of both signs a part may be far larger than the whole.
    let given = parts.iter().try_fold(0_i128, |sum, part| sum.checked_add(*part));
    let mut missing =
        magnitude.checked_sub(given.ok_or(MoneyError::Overflow)?).ok_or(MoneyError::Overflow)?;
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order
        .sort_by_key(|i| std::cmp::Reverse(weights.get(*i).map(|w| exact(*w).rem_euclid(divisor))));
    for index in order {
        if missing == 0 {
            break;
        }
        if let Some(part) = parts.get_mut(index) {
            *part += 1;
            missing -= 1;
        }
    }
    parts
        .into_iter()
        .map(|part| i64::try_from(part * sign).map_err(|_| MoneyError::Overflow))
        .collect()
}
