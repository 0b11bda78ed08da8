//! The words of products.

use crate::word::words;

words! {
    /// What kind of thing a product is
    /// (`https://developers.whmcs.com/api-reference/addproduct/`).
    pub enum ProductType {
        HostingAccount = "hostingaccount",
        ResellerAccount = "reselleraccount",
        Server = "server",
        Other = "other",
    }

    /// How a product is paid for.
    pub enum PayType {
        Free = "free",
        OneTime = "onetime",
        Recurring = "recurring",
    }

    /// What a quantity of more than one means.
    pub enum QuantityMode {
        /// There is only ever one.
        None = "none",
        /// So many services of their own.
        Services = "services",
        /// One service, so many times as large.
        Scaled = "scaled",
    }
}
