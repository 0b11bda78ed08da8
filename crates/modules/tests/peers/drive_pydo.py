# Drives a DigitalOcean with the official SDK: PORT TOKEN. Prints how many calls it made.
import sys
import time

from azure.core.exceptions import HttpResponseError
from pydo import Client

port, token = sys.argv[1:]
client = Client(token=token, endpoint=f"http://127.0.0.1:{port}")
# The SDK sends tokens over TLS only; the fake has none.
PLAIN = {"enforce_https": False}
calls = 0


def did(answer):
    global calls
    calls += 1
    return answer


def refuses(status, attempt):
    try:
        answer = attempt()
    except HttpResponseError as error:
        assert error.status_code == status, error
        return did(None)
    # Documented refusals come back as what they say.
    assert "id" in answer and "message" in answer, answer
    return did(None)


def ended(droplet, answer):
    action = did(answer)["action"]
    for _ in range(100):
        found = client.droplet_actions.list(droplet, per_page=50, **PLAIN)["actions"]
        found = next(each for each in found if each["id"] == action["id"])
        if found["status"] != "in-progress":
            return found
        time.sleep(0.02)
    raise AssertionError("it does not end")


assert did(client.account.get(**PLAIN))["account"]["status"] == "active"
order = {"name": "sdk-7", "size": "s-1vcpu-1gb", "image": "debian-13-x64", "region": "fra1",
         "ssh_keys": [], "user_data": "#cloud-config\n{}\n", "ipv6": True, "monitoring": True,
         "tags": ["sdk-7"]}
made = did(client.droplets.create(order, **PLAIN))["droplet"]["id"]
refuses(422, lambda: client.droplets.create({**order, "size": "none"}, **PLAIN))
listed = did(client.droplets.list(tag_name="sdk-7", per_page=50, **PLAIN))["droplets"]
assert [each["id"] for each in listed] == [made]


def act(**body):
    return ended(made, client.droplet_actions.post(made, body, **PLAIN))


client.droplet_actions.list(made, per_page=50, **PLAIN)
client.droplet_actions.list(made, per_page=50, **PLAIN)
client.droplet_actions.list(made, per_page=50, **PLAIN)
act(type="reboot")
act(type="power_cycle")
refuses(422, lambda: client.droplet_actions.post(made, {"type": "resize", "size": "s-2vcpu-2gb", "disk": False}, **PLAIN))
act(type="shutdown")
act(type="resize", size="s-2vcpu-2gb", disk=False)
act(type="power_on")
act(type="power_off")
act(type="rebuild", image="debian-13-x64")
found = did(client.droplets.get(made, **PLAIN))["droplet"]
assert found["size_slug"] == "s-2vcpu-2gb" and found["status"] == "active", found
window = {"host_id": str(made), "start": "1767139500", "end": "1767225900"}
busy = did(client.monitoring.get_droplet_cpu_metrics(**window, **PLAIN))["data"]["result"]
assert [each["metric"]["mode"] for each in busy] == ["idle", "iowait", "system", "user"], busy
for direction in ("inbound", "outbound"):
    rate = did(client.monitoring.get_droplet_bandwidth_metrics(
        **window, interface="public", direction=direction, **PLAIN))["data"]["result"]
    assert rate[0]["metric"]["direction"] == direction, rate
for told in (client.monitoring.get_droplet_filesystem_size_metrics, client.monitoring.get_droplet_filesystem_free_metrics):
    assert did(told(**window, **PLAIN))["data"]["result"][0]["metric"]["device"] == "/dev/vda1"
assert [each["id"] for each in did(client.droplets.list(page=1, per_page=200, **PLAIN))["droplets"]] == [made]
did(client.tags.create({"name": "sdk:note-1"}, **PLAIN))
did(client.tags.assign_resources("sdk:note-1", {"resources": [{"resource_id": str(made), "resource_type": "droplet"}]}, **PLAIN))
did(client.tags.delete("sdk:note-1", **PLAIN))
did(client.droplets.destroy(made, **PLAIN))
sizes = did(client.sizes.list(page=1, per_page=200, **PLAIN))["sizes"]
assert [each["slug"] for each in sizes] == ["s-1vcpu-1gb", "s-2vcpu-2gb"] and sizes[0]["price_monthly"] == 6, sizes
images = did(client.images.list(type="distribution", page=1, per_page=200, **PLAIN))
assert images["images"][0]["slug"] == "debian-13-x64" and "page=2" in images["links"]["pages"]["next"], images
regions = did(client.regions.list(page=1, per_page=200, **PLAIN))["regions"]
assert regions[0]["name"] == "Frankfurt 1" and not regions[1]["available"], regions
print(calls, "calls")
