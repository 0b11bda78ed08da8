//! What the machines of services use: their disks, and what went through their networks.

use model::ids::ServiceId;
use ports::PortError;
use ports::provisioning::Usage;

use super::definition::Volume;
use super::{Host, MODULE, reading, traffic};
use crate::provisioning::cloud::Machine;

/// Most machines whose usage is read; each costs a tenth of a second.
const MACHINES_MAX: usize = 800;
const BYTES_PER_MIB: u64 = 1024 * 1024;

pub(super) async fn of(host: &Host) -> Result<Vec<Usage>, PortError> {
    let all = host.virsh.read(&["list", "--all", "--persistent", "--uuid"]).await?;
    let (ids, mut used): (Vec<&str>, _) = (all.split_whitespace().collect(), Vec::new());
    if ids.len() > MACHINES_MAX {
        tracing::warn!(module = MODULE, MACHINES_MAX, "more machines than are read");
    }
    for id in ids.into_iter().take(MACHINES_MAX) {
        // One that is on its way out says nothing about the others.
        match one(host, id).await {
            Ok(usage) => used.extend(usage),
            Err(error) => tracing::warn!(module = MODULE, id, %error, "no usage"),
        }
    }
    Ok(used)
}

async fn one(host: &Host, id: &str) -> Result<Option<Usage>, PortError> {
    let Some(text) = reading::description(&host.virsh, id).await? else { return Ok(None) };
    let Some(machine) = reading::described(&reading::read(&text)?) else { return Ok(None) };
    let service = machine.more("service").parse().ok().map(ServiceId);
    let traffic = traffic::counted(host, id).await?;
    let (disk_used_mib, disk_limit_mib) = disk(host, &machine).await?;
    Ok(Some(Usage {
        service,
        domain: String::new(),
        disk_used_mib,
        disk_limit_mib,
        traffic_used_mib: traffic.bytes / BYTES_PER_MIB,
        traffic_limit_mib: None,
    }))
}

/// What its own disk takes beside the image.
async fn disk(host: &Host, machine: &Machine) -> Result<(u64, Option<u64>), PortError> {
    let Some(disk) = Volume::of(machine.more("disk")) else { return Ok((0, None)) };
    Ok(match reading::extent(&host.virsh, &disk).await? {
        Ok(extent) => {
            (extent.allocation.div_ceil(BYTES_PER_MIB), Some(extent.capacity / BYTES_PER_MIB))
        }
        Err(_) => (0, None),
    })
}
