//! A Proxmox VE node in memory. `proxmoxer` says whether its answers are of the right form, and the
//! vendor's description of the API whether what we ask exists (`drive_proxmoxer.py`).
//!
//! Tasks end after they were looked at a few times, so nothing here needs a clock.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::clouds::Subject;
use crate::counterpart::{Asked, Fake, Reply};

/// How many questions a task outlives.
const LOOKS: u8 = 3;
const SECRET: &str = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab";

/// A node with one template, number 9000.
#[derive(Default)]
pub(crate) struct Pve {
    /// The machines, by number.
    pub(crate) machines: BTreeMap<u64, BTreeMap<String, String>>,
    /// Whether guests have no agent.
    pub(crate) lacks_agent: bool,
    tasks: Vec<Task>,
    made: usize,
}

struct Task {
    upid: String,
    kind: &'static str,
    vmid: u64,
    looks: u8,
    sets: Vec<(&'static str, Option<String>)>,
}

type Said = Result<Value, (u16, String)>;

impl Fake for Pve {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let token = asked.headers.get("authorization").and_then(|it| it.to_str().ok());
        if token != Some(&format!("PVEAPIToken=hostler@pve!billing={SECRET}")) {
            return (401, json!({"data": null}));
        }
        if asked.method == "GET" {
            self.time_passes();
        }
        match self.carry_out(asked) {
            Ok(data) => (200, json!({"data": data})),
            Err((status, message)) => (status, json!({"data": null, "message": message})),
        }
    }
}

impl Subject for Pve {
    const LOGIN: (&'static str, &'static str) = ("hostler@pve!billing", SECRET);
    const PRODUCT: &'static [(&'static str, &'static str)] = &[
        ("node", "pve"),
        ("templates", "debian-13=9000\nubuntu=9001"),
        ("image", "debian-13"),
        ("cores", "2"),
        ("memory", "2048"),
        ("disk_gib", "20"),
        ("ipconfig0", "ip=192.0.2.7/24,gw=192.0.2.1"),
        ("console", "https://pve.example/novnc/vnc.html"),
    ];
    const MAKE: &'static str = "/clone";
    const REBOOT: &'static str = "/status/reboot";

    fn module() -> Box<dyn ports::provisioning::Provisioner> {
        Box::new(modules::provisioning::Proxmox::new(
            crate::clock(),
            crate::chance(),
            modules::http::Pool::default(),
        ))
    }

    fn count(&self) -> (usize, usize) {
        (self.machines.len(), self.made)
    }
}

fn no<T>(why: impl Into<String>) -> Result<T, (u16, String)> {
    Err((500, why.into()))
}

impl Pve {
    fn carry_out(&mut self, asked: &Asked) -> Said {
        let (method, path) = asked.route();
        match (method, path.as_slice()) {
            ("GET", ["api2", "json", "version"]) => {
                Ok(json!({"version": "9.2.1", "release": "9.2", "repoid": "0123abcd"}))
            }
            ("GET", ["api2", "json", "cluster", "resources"]) => {
                match asked.query.get("type").map(String::as_str) {
                    Some("node") => {
                        return Ok(json!([{"type": "node", "id": "node/pve", "node": "pve",
                            "status": "online", "maxcpu": 8, "maxmem": 1, "level": ""}]));
                    }
                    Some("storage") => {
                        let each = |name: &str, content: &str| {
                            json!({"type": "storage", "id": format!("storage/pve/{name}"),
                                "storage": name, "node": "pve", "plugintype": "lvmthin",
                                "content": content, "status": "available", "shared": 0})
                        };
                        return Ok(json!([
                            each("local-lvm", "rootdir,images"),
                            each("local", "iso,vztmpl,backup")
                        ]));
                    }
                    _ => {}
                }
                let template = json!({"type": "qemu", "vmid": 9000, "node": "pve",
                    "id": "qemu/9000", "name": "debian", "template": 1, "status": "stopped"});
                let each = |(vmid, config): (&u64, &BTreeMap<String, String>)| {
                    json!({"type": "qemu", "vmid": vmid, "node": "pve", "name": config["name"],
                    "id": format!("qemu/{vmid}"), "status": config["status"],
                    "maxdisk": 21_474_836_480_u64, "disk": 0, "template": 0})
                };
                let container = json!({"type": "lxc", "vmid": 200, "node": "pve",
                    "id": "lxc/200", "name": "other", "template": 0, "status": "running"});
                Ok(self.machines.iter().map(each).chain([template, container]).collect())
            }
            ("GET", ["api2", "json", "nodes", "pve", "tasks"]) => Ok(self.tasks_of(asked)),
            ("GET", ["api2", "json", "nodes", "pve", "tasks", upid, "status"]) => self.task(upid),
            (_, ["api2", "json", "nodes", "pve", "qemu", vmid, rest @ ..]) => {
                let Ok(vmid) = vmid.parse() else { return Err((400, "vmid: no number".into())) };
                self.about(method, vmid, rest, asked)
            }
            _ => Err((501, "Method not implemented".to_owned())),
        }
    }

    fn about(&mut self, method: &str, vmid: u64, rest: &[&str], asked: &Asked) -> Said {
        if vmid == 9000 {
            return match (method, rest) {
                ("GET", ["config"]) => Ok(json!({"template": 1, "name": "debian",
                    "scsi0": "local-lvm:base-9000-disk-0,size=4G"})),
                ("POST", ["clone"]) => self.clone(asked),
                _ => no("a template is left alone"),
            };
        }
        let Some(config) = self.machines.get(&vmid).cloned() else {
            let file = format!("nodes/pve/qemu-server/{vmid}.conf");
            return no(format!("Configuration file '{file}' does not exist"));
        };
        let on = config["status"] == "running";
        let locked = config.contains_key("lock");
        let task = |pve: &mut Pve, kind, sets| Ok(pve.begin(kind, vmid, sets));
        match (method, rest) {
            ("GET", ["config"]) => {
                let shown = config.iter().filter(|(name, _)| *name != "status");
                Ok(shown.map(|(name, value)| (name.clone(), json!(value))).collect())
            }
            ("GET", ["rrddata"]) => kept(asked),
            ("GET", ["status", "current"]) => {
                let mut now =
                    json!({"vmid": vmid, "status": config["status"], "ha": {"managed": 0}});
                if locked {
                    now["lock"] = json!("clone");
                }
                Ok(now)
            }
            ("GET", ["agent", "get-fsinfo"]) if on && !self.lacks_agent => {
                Ok(json!({"result": [{"name": "sda1", "mountpoint": "/", "type": "ext4",
                    "disk": [], "used-bytes": 3_221_225_472_u64, "total-bytes": 20_000_000_000_u64}]}))
            }
            ("GET", ["agent", _]) => no("QEMU guest agent is not running"),
            _ if locked => no("VM is locked (clone)"),
            ("POST", ["vncproxy"]) if !on => no(format!("VM {vmid} not running")),
            ("POST", ["vncproxy"]) => Ok(self.screen(vmid)),
            ("PUT", ["config"]) => self.configure(vmid, asked).map(|()| Value::Null),
            ("POST", ["config"]) => self.import(vmid, asked),
            ("PUT", ["resize"]) => {
                let (disk, size) = (asked.text("disk"), asked.text("size"));
                let volume = config[disk].split(',').next().unwrap().to_owned();
                let machine = self.machines.get_mut(&vmid).unwrap();
                machine.insert(disk.to_owned(), format!("{volume},size={size}"));
                Ok(self.begin("resize", vmid, vec![]))
            }
            ("POST", ["status", "start"]) if on => no(format!("VM {vmid} already running")),
            ("POST", ["status", "start"]) => task(self, "qmstart", status("running")),
            ("POST", ["status", "shutdown" | "reboot" | "reset"]) if !on => {
                no(format!("VM {vmid} not running"))
            }
            ("POST", ["status", "shutdown"]) => task(self, "qmshutdown", status("stopped")),
            ("POST", ["status", "stop"]) => task(self, "qmstop", status("stopped")),
            ("POST", ["status", "reboot"]) => task(self, "qmreboot", vec![]),
            ("POST", ["status", "reset"]) => task(self, "qmreset", vec![]),
            ("POST", ["agent", "set-user-password"]) if !self.lacks_agent => {
                let machine = self.machines.get_mut(&vmid).unwrap();
                machine.insert("agent_password".to_owned(), asked.text("password").to_owned());
                Ok(json!({"result": {}}))
            }
            ("POST", ["agent", _]) => no("QEMU guest agent is not running"),
            ("DELETE", []) if on => no(format!("VM {vmid} is running - destroy failed")),
            ("DELETE", []) => task(self, "qmdestroy", vec![("gone", None)]),
            _ => Err((501, "Method not implemented".to_owned())),
        }
    }

    fn screen(&mut self, vmid: u64) -> Value {
        let upid = self.begin("vncproxy", vmid, vec![]);
        json!({"port": 5900, "ticket": "Pw+0f5d!:PVEVNC:6956B1A0::c2VjcmV0LXRpY2tldA==",
            "upid": upid, "cert": "-----BEGIN CERTIFICATE-----", "user": "hostler@pve!billing",
            "password": "Pw+0f5d!"})
    }

    fn clone(&mut self, asked: &Asked) -> Said {
        let vmid: u64 = asked.text("newid").parse().unwrap();
        if self.machines.contains_key(&vmid) {
            return no(format!("unable to create VM {vmid}: config file already exists"));
        }
        let disk = format!("local-lvm:vm-{vmid}-disk-0,size=4G");
        let notes = asked.text("description");
        let config = [("name", asked.text("name")), ("description", notes), ("scsi0", &disk)];
        let state = [("status", "stopped"), ("lock", "clone")];
        let config = config.into_iter().chain(state);
        let config = config.map(|(name, value)| (name.to_owned(), value.to_owned()));
        self.machines.insert(vmid, config.collect());
        self.made += 1;
        let upid = self.begin("qmclone", 9000, vec![]);
        let task = self.tasks.last_mut().unwrap();
        (task.vmid, task.sets) = (vmid, vec![("lock", None)]);
        Ok(upid)
    }

    fn configure(&mut self, vmid: u64, asked: &Asked) -> Result<(), (u16, String)> {
        let machine = self.machines.get_mut(&vmid).unwrap();
        for (name, value) in asked.body.as_object().unwrap() {
            let value = value.as_str().unwrap();
            match name.as_str() {
                "delete" => drop(machine.remove(value).ok_or((400, "no such setting".into()))?),
                "cores" | "memory" if value.parse::<u32>().is_err() => {
                    return Err((400, "Parameter verification failed.".to_owned()));
                }
                _ => drop(machine.insert(name.clone(), value.to_owned())),
            }
        }
        Ok(())
    }

    /// The old disk is not thrown away, it is only no longer used.
    fn import(&mut self, vmid: u64, asked: &Asked) -> Said {
        if asked.text("scsi0") != "local-lvm:0,import-from=local-lvm:base-9000-disk-0" {
            return Err((400, "scsi0: invalid format".to_owned()));
        }
        let machine = &self.machines[&vmid];
        let old = machine["scsi0"].split(',').next().unwrap().to_owned();
        let (stem, number) = old.rsplit_once('-').unwrap();
        let new = format!("{stem}-{},size=4G", number.parse::<u32>().unwrap() + 1);
        let sets = vec![("unused0", Some(old)), ("scsi0", Some(new))];
        Ok(self.begin("qmconfig", vmid, sets))
    }

    fn begin(
        &mut self,
        kind: &'static str,
        vmid: u64,
        sets: Vec<(&'static str, Option<String>)>,
    ) -> Value {
        let number = self.tasks.len() + 1;
        let upid = format!(
            "UPID:pve:{number:08X}:{:08X}:69{number:06X}:{kind}:{vmid}:hostler@pve!billing:",
            number * 16
        );
        self.tasks.push(Task { upid: upid.clone(), kind, vmid, looks: LOOKS, sets });
        json!(upid)
    }

    fn tasks_of(&self, asked: &Asked) -> Value {
        let vmid = asked.query["vmid"].parse::<u64>().unwrap();
        // A clone is a task of its template.
        let about = |task: &&Task| task.vmid == vmid && task.kind != "qmclone";
        let each = |task: &Task| {
            let mut shown = json!({"upid": task.upid, "type": task.kind, "node": "pve",
                "id": vmid.to_string(), "user": "hostler@pve!billing", "starttime": 1, "pid": 1,
                "pstart": 1});
            if task.looks == 0 {
                shown["status"] = json!("OK");
                shown["endtime"] = json!(2);
            }
            shown
        };
        self.tasks.iter().rev().filter(about).map(each).collect()
    }

    fn task(&self, upid: &str) -> Said {
        let Some(task) = self.tasks.iter().find(|task| task.upid == upid) else {
            return no("no such task");
        };
        let mut shown = json!({"upid": upid, "type": task.kind, "node": "pve", "pid": 1,
            "id": task.vmid.to_string(), "user": "hostler@pve!billing", "pstart": 1,
            "starttime": 1, "status": if task.looks > 0 { "running" } else { "stopped" }});
        if task.looks == 0 {
            shown["exitstatus"] = json!("OK");
        }
        Ok(shown)
    }

    fn time_passes(&mut self) {
        for task in &mut self.tasks {
            if task.looks == 0 {
                continue;
            }
            task.looks -= 1;
            let Some(machine) = self.machines.get_mut(&task.vmid).filter(|_| task.looks == 0)
            else {
                continue;
            };
            for (name, value) in task.sets.drain(..) {
                match value {
                    Some(value) => drop(machine.insert(name.to_owned(), value)),
                    None if name == "gone" => drop(machine.insert("gone".into(), String::new())),
                    None => drop(machine.remove(name)),
                }
            }
        }
        self.machines.retain(|_, machine| !machine.contains_key("gone"));
    }
}

/// What the node measured.
fn kept(asked: &Asked) -> Said {
    match asked.query.get("timeframe").map(String::as_str) {
        // A row in which the machine was off, and two in which it was not.
        Some("day") => Ok(json!([
            {"time": 1_767_223_500},
            {"time": 1_767_224_100, "cpu": 0.0123, "maxcpu": 2, "netin": 0.4,
                "netout": 10, "maxmem": 1024.0, "mem": 1.5},
            {"time": 1_767_225_300, "cpu": 1.02, "maxcpu": 2, "netin": 2048.6,
                "netout": 1e6, "maxmem": 1024.0, "mem": 1.5}])),
        // The last hour of a month, and two of the next in one of which it was off.
        Some("month") => Ok(json!([
            {"time": 1_767_223_800, "netin": 1e9, "netout": 1e9},
            {"time": 1_767_225_600, "netin": 1e6, "netout": 1e6},
            {"time": 1_767_227_400},
            {"time": 1_767_229_200, "netin": 0, "netout": 1_048_576}])),
        _ => Err((400, "timeframe: value is not in the enumeration".into())),
    }
}

fn status(word: &str) -> Vec<(&'static str, Option<String>)> {
    vec![("status", Some(word.to_owned()))]
}
