//! Orders from the cart to acceptance.
