# Drives a Linode with the official SDK: PORT TOKEN. Prints how many calls it made.
import sys
import time

from linode_api4 import ApiError, ExplicitNullValue, Instance, LinodeClient

port, token = sys.argv[1:]
client = LinodeClient(token, base_url=f"http://127.0.0.1:{port}/v4")
calls = 0


def did(answer):
    global calls
    calls += 1
    return answer


def refuses(status, attempt):
    try:
        attempt()
    except ApiError as error:
        assert error.status == status, error
        return did(None)
    raise AssertionError(f"{status} expected")


def create(label, kind="g6-nanode-1"):
    # The library makes a password when it gets none.
    return client.linode.instance_create(
        kind, "eu-central", image="linode/debian13", root_pass="S3cret-and-long",
        authorized_keys=["ssh-ed25519 AAAA us"], label=label, tags=["hostler-service-7"], booted=True)


def settled(machine, status):
    for _ in range(100):
        machine.invalidate()
        if machine.status == status:
            return
        time.sleep(0.02)
    raise AssertionError(f"not {status}: {machine.status}")


made = did(create("sdk-7"))
made = made[0] if isinstance(made, tuple) else made
refuses(400, lambda: create("sdk-7"))
refuses(400, lambda: create("sdk-8", "none"))
settled(made, "running")
assert [each.label for each in did(client.linode.instances(Instance.label == "sdk-7"))] == ["sdk-7"]
made.tags = ["hostler-service-7", "hostler-call-1"]
assert did(made.save())
did(made.reboot())
settled(made, "running")
did(made.shutdown())
settled(made, "offline")
did(made.reset_instance_root_password(root_password="An0ther-and-long"))
did(made.resize("g6-standard-1", allow_auto_disk_resize=False))
settled(made, "offline")
did(made.boot())
settled(made, "running")
did(made.rebuild("linode/debian13", root_pass="S3cret-and-long", authorized_keys=["ssh-ed25519 AAAA us"], booted=True))
settled(made, "running")
assert made._raw_json["type"] == "g6-standard-1", made._raw_json
assert did(made.transfer).quota == 1000
assert did(made.stats)["netv4"]["out"][0][1] == 1600, made.stats
events = did(client.get("/account/events?page_size=100"))
assert events["data"][0]["action"] == "linode_rebuild", events
did(client.get("/linode/instances?page_size=100"))
did(client.get("/linode/instances?page=1&page_size=100"))
ips = did(made.ips)
for ip, before in ((ips.ipv4.public[0], "192-0-2-1.ip.linodeusercontent.com"), (ips.ipv6.slaac, None)):
    assert ip._raw_json["rdns"] == before, ip._raw_json
    ip.rdns = "host.example.com"
    assert did(ip.save()) and did(made.ips) is ips
    ip.rdns = ExplicitNullValue
    assert did(ip.save())


def elsewhere():
    ips.ipv4.public[0].rdns = "elsewhere.example.com"
    ips.ipv4.public[0].save()


refuses(400, elsewhere)
did(made.delete())
types = did(client.linode.types())
assert [(each.id, each.price.monthly) for each in types] == [("g6-nanode-1", 5), ("g6-standard-1", 12.5)]
assert [each.id for each in did(client.images())] == ["linode/debian13", "linode/debian8", "private/7"]
assert [each.status for each in did(client.regions())] == ["ok", "outage"]
for path in ("/linode/types", "/images", "/regions"):
    assert did(client.get(f"{path}?page=1&page_size=100"))["pages"] == 1
print(calls, "calls")
