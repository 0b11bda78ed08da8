//! The words of the activity log.

use crate::word::words;

words! {
    /// Who did something.
    pub enum Actor {
        Staff = "Admin",
        User = "User",
        /// A caller with an API credential of its own.
        Api = "API",
        /// The automation run.
        System = "System",
        /// Someone who has not signed in.
        Guest = "Guest",
    }

    /// What happened to a thing.
    pub enum Change {
        Created = "Created",
        Modified = "Modified",
        Deleted = "Deleted",
        StatusChanged = "Status Changed",
        SignedIn = "Signed In",
        SignInFailed = "Sign In Failed",
        ModuleCalled = "Module Called",
        MailSent = "Email Sent",
    }

    /// Through which door a request came.
    pub enum Door {
        Rpc = "rpc",
        Rest = "rest",
        Page = "page",
        Hook = "hook",
        Mcp = "mcp",
        CommandLine = "cli",
        Automation = "automation",
    }
}
