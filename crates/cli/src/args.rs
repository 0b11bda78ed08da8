//! The command line.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};

use crate::Own;

/// Runs a hosting company: storefront, client area, back office, billing, and the WHMCS API.
#[derive(Debug, Parser)]
#[command(name = "hostler", version)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) settings: SettingsArgs,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Where the configuration comes from; each flag wins over environment and file.
#[derive(Debug, Clone, Default, ClapArgs)]
pub(crate) struct SettingsArgs {
    /// Configuration file [default: hostler.toml if it exists]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, global = true, value_name = "ADDR:PORT")]
    pub(crate) listen: Option<String>,
    /// Folder for the SQLite file and generated keys [default: data]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// postgres://… instead of the SQLite file
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) database: Option<String>,
    /// Stand in front of this WHMCS (…/includes/api.php) and open no database
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) whmcs: Option<String>,
    /// Not of the command line: what the program has beside Hostler's modules.
    #[arg(skip)]
    pub(crate) own: Own,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Open the doors
    Serve(ServeArgs),
    /// Call an action: hostler call GetInvoices userid=1
    Call(CallArgs),
    /// Let an assistant work here over standard input and output (Model Context Protocol)
    Mcp(McpArgs),
    /// Take one mail from the standard input into the tickets; 75 asks for it again
    MailPipe(MailPipeArgs),
    /// Run tasks of the daily automation now: hostler run-automation CreateInvoices --dry-run
    RunAutomation(RunAutomationArgs),
    /// Move a WHMCS in, read through its API: hostler import --from https://…/includes/api.php
    Import(ImportArgs),
    /// Create or upgrade the database
    Migrate,
    /// Move the files of tickets, clients and downloads: hostler files move --to s3
    Files(FilesArgs),
    /// Look at the encryption keys in the data folder, make a new one, or have them wrapped
    Keys(KeysArgs),
    /// Copy the database, while it is in use or not: hostler backup
    Backup(BackupArgs),
    /// Put a copy in the place of the SQLite file, or into an empty PostgreSQL database; without a
    /// name, list the copies
    Restore(RestoreArgs),
    /// Check every invariant of the books and the chain of the audit log; fails when one is broken
    Verify(VerifyArgs),
    /// Look at the configuration
    Config(ConfigArgs),
    /// Try everything the configuration names and say what is wrong
    Doctor,
    /// Begin a theme for the pages, or say what is wrong with one
    Theme(ThemeArgs),
    /// List the modules: port, capabilities, what they were tested against
    Modules,
}

/// Options of `verify`.
#[derive(Debug, Clone, Default, ClapArgs)]
pub(crate) struct VerifyArgs {
    /// An end of the audit log that was printed or logged earlier: fails when it was cut off since
    #[arg(long, value_name = "NUMBER:HASH")]
    pub(crate) audit_head: Option<engine::system::audit_chain::Head>,
}

/// Options of `serve`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct ServeArgs {
    /// Fill an empty database with a believable company and print its log-ins
    #[arg(long)]
    pub(crate) demo: bool,
    /// Days of the demo company's life; less is made faster
    #[arg(long, value_name = "DAYS", default_value_t = demo::DAYS, hide = true)]
    pub(crate) demo_days: i64,
}

/// Options of `import`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ImportArgs {
    /// The API of that WHMCS (…/includes/api.php); its credential is `whmcs_identifier` and
    /// `whmcs_secret`
    #[arg(long, value_name = "URL")]
    pub(crate) from: String,
    /// The IANA time zone of that WHMCS, such as Europe/Berlin [default: the one that its setting
    /// TimeZone names, else ours]
    #[arg(long, value_name = "ZONE")]
    pub(crate) time_zone: Option<String>,
    /// Bring everything into a database that is removed afterwards, and say what would come of it
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Options of `call`.
#[derive(Debug, ClapArgs)]
pub(crate) struct CallArgs {
    /// The action, in any case
    pub(crate) action: String,
    /// Its parameters: key=value
    #[arg(value_name = "KEY=VALUE")]
    pub(crate) parameters: Vec<String>,
    /// Answer as xml or nvp instead of JSON
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub(crate) format: String,
    /// Do everything, answer as if done, keep nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// A repeated call with the same key has one effect
    #[arg(long, value_name = "KEY")]
    pub(crate) idempotency_key: Option<String>,
}

/// Options of `mcp`.
#[derive(Debug, ClapArgs)]
pub(crate) struct McpArgs {
    /// Only actions of these topics, by commas: billing,support
    #[arg(long, value_name = "TOPICS", default_value = "")]
    pub(crate) topics: String,
    /// Only actions that change nothing
    #[arg(long)]
    pub(crate) reads_only: bool,
}

/// Options of `mail-pipe`.
#[derive(Debug, ClapArgs)]
pub(crate) struct MailPipeArgs {
    /// The address the mail came to; its headers say if absent
    #[arg(long, value_name = "ADDRESS", env = "ORIGINAL_RECIPIENT")]
    pub(crate) to: Option<String>,
}

/// Options of `run-automation`.
#[derive(Debug, ClapArgs)]
pub(crate) struct RunAutomationArgs {
    /// Names or titles, separated by commas; all tasks if absent
    pub(crate) task: Option<String>,
    /// The day it is for [default: today]; a day to come can only be tried
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) date: Option<jiff::civil::Date>,
    /// Say item by item what would happen, and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// For this client only
    #[arg(long, value_name = "ID")]
    pub(crate) client: Option<u64>,
}

/// Options of `backup`.
#[derive(Debug, ClapArgs)]
pub(crate) struct BackupArgs {
    /// The copy [default: hostler-<today>.sqlite or .dump in the folder backups of the data folder]
    pub(crate) file: Option<PathBuf>,
}

/// Options of `restore`.
#[derive(Debug, ClapArgs)]
pub(crate) struct RestoreArgs {
    /// A file, or the name of a copy in the folder of backups
    pub(crate) copy: Option<PathBuf>,
}

/// Options of `config`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ConfigArgs {
    #[command(subcommand)]
    pub(crate) command: ConfigCommand,
}

/// What to do with the configuration.
#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Say whether it is right, and where each value comes from
    Check,
    /// Print every key with its default and meaning
    Example,
}

/// Options of `theme`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ThemeArgs {
    #[command(subcommand)]
    pub(crate) command: ThemeCommand,
}

/// What to do with themes.
#[derive(Debug, Subcommand)]
pub(crate) enum ThemeCommand {
    /// Begin a theme: colours, custom.css, and copies of the templates that it will change
    New {
        /// The name of its folder
        name: String,
        /// The theme that it builds upon [default: the built-in one]
        #[arg(long, value_name = "NAME")]
        parent: Option<String>,
        /// Templates to copy, such as storefront/home.html
        #[arg(value_name = "TEMPLATE")]
        templates: Vec<String>,
    },
    /// Read a theme as the pages would, and say what is wrong with it
    Check {
        /// The name of its folder [default: the one that is set]
        name: Option<String>,
    },
    /// List the templates that a theme can change
    Templates,
}

/// Options of `files`.
#[derive(Debug, ClapArgs)]
pub(crate) struct FilesArgs {
    #[command(subcommand)]
    pub(crate) command: FilesCommand,
}

/// What to do with files.
#[derive(Debug, Subcommand)]
pub(crate) enum FilesCommand {
    /// Move all of them; one that cannot be moved stays where it is
    Move {
        /// `database`, or a module that is switched on: folder, s3
        #[arg(long, value_name = "PLACE")]
        to: String,
    },
}

/// Options of `keys`.
#[derive(Debug, ClapArgs)]
pub(crate) struct KeysArgs {
    #[command(subcommand)]
    pub(crate) command: KeysCommand,
}

/// What to do with the encryption keys.
#[derive(Debug, Clone, Copy, Subcommand)]
pub(crate) enum KeysCommand {
    /// Say which there are, which seals, and whether they are wrapped
    List,
    /// Put a new one in front; nodes that run take it over within seconds
    New,
    /// Have the key service (`kms_key`) wrap those that are not
    Wrap,
}
