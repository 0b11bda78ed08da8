# Drives a Hetzner Cloud with the official SDK, which refuses answers that are not Hetzner's:
# PORT TOKEN. Prints how many calls it made.
import sys

from hcloud import APIException, Client
from hcloud.images import Image
from hcloud.locations import Location
from hcloud.server_types import ServerType
from hcloud.ssh_keys import SSHKey

port, token = sys.argv[1:]
client = Client(token=token, api_endpoint=f"http://127.0.0.1:{port}/v1", poll_interval=0.05)
calls = 0


def did(answer):
    global calls
    calls += 1
    return answer


def refuses(code, attempt):
    try:
        attempt()
    except APIException as error:
        assert error.code == code, error.code
        return did(None)
    raise AssertionError(f"{code} expected")


def create(name, server_type="cx23"):
    return client.servers.create(
        name=name,
        server_type=ServerType(name=server_type),
        image=Image(name="debian-13"),
        location=Location(name="fsn1"),
        ssh_keys=[SSHKey(name="office")],
        user_data="#cloud-config\n{}\n",
        labels={"hostler-service": "7"},
    )


made = did(create("sdk-7"))
made.action.wait_until_finished()
refuses("uniqueness_error", lambda: create("sdk-7"))
refuses("invalid_input", lambda: create("sdk-8", "cx99"))
server = did(client.servers.get_by_name("sdk-7"))
assert server.status == "running" and server.public_net.ipv4.ip.startswith("192.0.2.")
listed = did(client.servers.get_list(label_selector="hostler-service", page=1, per_page=50))
assert [each.name for each in listed.servers] == ["sdk-7"]
did(client.servers.get_list(per_page=1))
day = ("2025-12-31T00:05:00Z", "2026-01-01T00:05:00Z")
measured = did(server.get_metrics(["cpu", "network"], *day, step=300)).metrics
assert measured.step == 300 and len(measured.time_series["cpu"]["values"]) == 2, measured
assert "network.0.bandwidth.out" in measured.time_series, measured
did(server.update(labels={"hostler-service": "7", "more": "1"}))
refuses("server_not_stopped", lambda: server.change_type(ServerType(name="cx33"), False))
for action in (server.reboot, server.reset, server.shutdown):
    action().wait_until_finished()
did(server.power_on()).wait_until_finished()
did(server.power_off()).wait_until_finished()
did(server.change_type(ServerType(name="cx33"), False)).wait_until_finished()
changed = did(client.servers.get_by_id(server.id))
assert changed.server_type.name == "cx33" and changed.status == "off"
rebuilt = did(server.rebuild(Image(name="ubuntu-24.04"), user_data="#cloud-config\n{}\n"))
rebuilt.action.wait_until_finished()
did(server.reset_password()).action.wait_until_finished()
console = did(server.request_console())
assert console.wss_url.startswith("wss://") and console.password, console
console.action.wait_until_finished()
v4, v6 = server.public_net.ipv4.ip, server.public_net.ipv6.ip.split("/")[0] + "1"
for address in (v4, v6):
    did(server.change_dns_ptr(address, "host.example.com")).wait_until_finished()
named = did(client.servers.get_by_id(server.id)).public_net
assert named.ipv4.dns_ptr == "host.example.com"
assert named.ipv6.dns_ptr == [{"ip": v6, "dns_ptr": "host.example.com"}], named.ipv6.dns_ptr
for address in (v4, v6):
    did(server.change_dns_ptr(address, None)).wait_until_finished()
named = did(client.servers.get_by_id(server.id)).public_net
assert named.ipv4.dns_ptr == "static.example" and named.ipv6.dns_ptr == []
refuses("invalid_input", lambda: server.change_dns_ptr("203.0.113.77", "host.example.com"))
actions = did(server.get_actions_list(sort=["id:desc"], per_page=50))
assert actions.actions[0].command == "change_dns_ptr"
did(server.delete()).wait_until_finished()
assert client.servers.get_by_name("sdk-7") is None
types = did(client.server_types.get_list(page=1, per_page=50))
assert types.server_types[0].name == "cx23" and types.meta.pagination.next_page == 2, types
assert types.server_types[0].prices[1]["price_monthly"]["net"] == "3.4900000000"
images = did(client.images.get_list(type=["system"], page=1, per_page=50)).images
assert [each.name for each in images] == ["debian-13"]
assert did(client.locations.get_list(page=1, per_page=50)).locations[0].city == "Falkenstein"
print(calls, "calls")
