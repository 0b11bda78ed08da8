//! To which products a service may be moved, as the WHMCS behind the doors tells it.

use engine::{Caller, Door};
use protocol::wire::Num;
use protocol::{ClientService, GetProductDetails, Product, ProductEntry};

use crate::whmcs::{CallError, Whmcs};

/// Products that are looked through for those to which another one leads.
pub(crate) const PRODUCTS_MAX: u64 = 1000;

/// What is known of the ways of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ways {
    /// It leads to these.
    To(Vec<i64>),
    /// Nobody tells: to all that are sold in its group.
    Group,
}

impl Ways {
    /// Whether a service may become this product, one of those that clients see.
    pub(crate) fn lead(&self, service: &ClientService, seen: &[Product], product: i64) -> bool {
        if product == service.pid.0 {
            return true;
        }
        let group_of = |pid: i64| seen.iter().find(|each| each.pid.0 == pid).map(|each| each.gid);
        match self {
            Self::To(ways) => ways.contains(&product),
            Self::Group => {
                let group = group_of(product);
                group.is_some() && group == group_of(service.pid.0)
            }
        }
    }
}

/// The ways of a product, asked in the name of the house: clients are not told.
///
/// # Errors
/// When nobody can say now.
pub(crate) async fn told(whmcs: &Whmcs, door: Door, pid: Num) -> Result<Ways, CallError> {
    let call = GetProductDetails { limitnum: Some(PRODUCTS_MAX), ..GetProductDetails::default() };
    match whmcs.call(&Caller::system(door), call).await {
        Ok(found) => Ok(Ways::To(of(found.products.0.product.0, pid))),
        Err(CallError::NotOffered(_)) => Ok(Ways::Group),
        Err(error) => Err(error),
    }
}

/// The products to which another one leads.
pub(crate) fn of(products: Vec<ProductEntry>, pid: Num) -> Vec<i64> {
    let product = products.into_iter().find(|each| each.pid == pid);
    let ways = product.map(|product| product.upgradeproducts.to_string()).unwrap_or_default();
    ways.split(',').filter_map(|id| id.trim().parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use protocol::wire::Num;
    use protocol::{ClientService, Product};

    use super::Ways;

    #[test]
    fn a_service_becomes_only_where_its_product_leads() {
        let product = |pid, gid| Product { pid: Num(pid), gid: Num(gid), ..Product::default() };
        let seen = [product(1, 1), product(2, 1), product(3, 2)];
        let service = ClientService { pid: Num(1), ..ClientService::default() };
        for (ways, expected) in [
            (Ways::To(vec![3]), [true, false, true, false]),
            (Ways::To(Vec::new()), [true, false, false, false]),
            (Ways::Group, [true, true, false, false]),
        ] {
            let found = [1, 2, 3, 4].map(|id| ways.lead(&service, &seen, id));
            assert_eq!(found, expected, "{ways:?}");
        }
        // Of a product that is sold no more nobody knows the group.
        let old = ClientService { pid: Num(9), ..ClientService::default() };
        assert!(Ways::Group.lead(&old, &seen, 9) && !Ways::Group.lead(&old, &seen, 1));
    }
}
