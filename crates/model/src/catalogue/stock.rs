//! Whether a product can be ordered at all (B32).

/// What limits the sale of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Availability {
    /// No longer sold; existing services go on.
    pub retired: bool,
    /// How many are left; `None` if they are not counted.
    pub stock: Option<u32>,
    /// How many one client may have; `None` for any number.
    pub per_client_max: Option<u32>,
}

/// Why a product cannot be ordered; the sentence is for the outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StockRefusal {
    /// No longer sold.
    #[error("The product is no longer available.")]
    Retired,
    /// Fewer are left than wanted.
    #[error("Out of stock: {left} left.")]
    OutOfStock {
        /// How many are left.
        left: u32,
    },
    /// The client has or would have too many.
    #[error("A client may have at most {max} of this product.")]
    TooMany {
        /// How many one client may have.
        max: u32,
    },
}

/// Checks an order of `wanted` for a client who has `has` already; answers the stock afterwards.
///
/// The caller writes it on the condition that the stock is still what was read.
pub fn take(
    availability: Availability,
    wanted: u32,
    has: u32,
) -> Result<Option<u32>, StockRefusal> {
    if availability.retired {
        return Err(StockRefusal::Retired);
    }
    if let Some(max) = availability.per_client_max
        && has.saturating_add(wanted) > max
    {
        return Err(StockRefusal::TooMany { max });
    }
    let left = |left: u32| left.checked_sub(wanted).ok_or(StockRefusal::OutOfStock { left });
    availability.stock.map(left).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b32_stock_retirement_and_limits_hold() {
        let free = Availability { retired: false, stock: None, per_client_max: None };
        let counted = Availability { stock: Some(3), ..free };
        let limited = Availability { per_client_max: Some(2), ..free };
        for (availability, wanted, has, expected) in [
            (free, 100, 100, Ok(None)),
            (counted, 3, 0, Ok(Some(0))),
            (counted, 4, 0, Err(StockRefusal::OutOfStock { left: 3 })),
            (limited, 1, 1, Ok(None)),
            (limited, 1, 2, Err(StockRefusal::TooMany { max: 2 })),
            (limited, u32::MAX, 2, Err(StockRefusal::TooMany { max: 2 })),
            (Availability { retired: true, ..counted }, 1, 0, Err(StockRefusal::Retired)),
        ] {
            assert_eq!(take(availability, wanted, has), expected, "{availability:?}");
        }
    }
}
