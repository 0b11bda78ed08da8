//! Provisioning modules.

mod catalogue;
mod cloud;
mod contabo;
mod cpanel;
mod digitalocean;
mod directadmin;
mod hetzner;
mod http;
mod libvirt;
mod linode;
mod measured;
mod proxmox;
mod sandbox;
mod vultr;

pub use cloud::CloudModule;
pub use cpanel::CPanel;
pub use directadmin::DirectAdmin;
pub use hetzner::Hetzner;
pub use http::HttpServices;
pub use sandbox::Sandbox;

/// The module `contabo`.
pub type Contabo = CloudModule<contabo::Contabo>;

/// The module `digitalocean`.
pub type DigitalOcean = CloudModule<digitalocean::DigitalOcean>;

/// The module `libvirt`.
pub type Libvirt = CloudModule<libvirt::Libvirt>;

/// The module `linode`.
pub type Linode = CloudModule<linode::Linode>;

/// The module `proxmox`.
pub type Proxmox = CloudModule<proxmox::Proxmox>;

/// The module `vultr`.
pub type Vultr = CloudModule<vultr::Vultr>;
