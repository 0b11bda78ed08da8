# Drives a WHM with two clients that other people wrote: PORT USER TOKEN. Prints how many calls they
# made.
import sys

from cpanel import ServerAPI
from whambampy import whm

port, user, token = sys.argv[1:]
calls = 0


def did(answer):
    global calls
    calls += 1
    return answer


def good(answer):
    assert answer["metadata"]["result"] == 1, answer
    return did(answer).get("data")


def bad(answer):
    assert answer["metadata"]["result"] == 0 and answer["metadata"]["reason"], answer
    return did(answer)


client = did(whm("127.0.0.1", user, token, whm_protocol="http://", whm_port=int(port)))
assert good(client.call("version"))["version"].startswith("11.")
assert [each["name"] for each in good(client.call("listpkgs", want="creatable"))["pkg"]] == ["small", "large"]
wanted = dict(username="wham", domain="wham.example", plan="small", password="S3cret-and-long", contactemail="a@example.com")
assert good(client.call("createacct", **wanted))["ip"]
bad(client.call("createacct", **wanted))
found = good(client.call("listaccts", searchtype="user", search="^wham$"))["acct"]
assert [each["domain"] for each in found] == ["wham.example"], found
good(client.call("suspendacct", user="wham", reason="x"))
assert good(client.call("accountsummary", user="wham"))["acct"][0]["suspended"] == 1
good(client.call("unsuspendacct", user="wham"))
good(client.call("changepackage", user="wham", pkg="large"))
good(client.call("passwd", user="wham", password="An0ther-and-long", db_pass_update="1"))
assert good(client.call("create_user_session", user="wham", service="cpaneld"))["url"].startswith("https://")
assert good(client.call("showbw"))["acct"][0]["maindomain"] == "wham.example"
good(client.call("listaccts"))
good(client.call("removeacct", username="wham", keepdns="0"))

other = ServerAPI(user, token, "http://127.0.0.1", port)
made = did(other.create_account("b@example.com", "other.example", "small"))
assert made["success"] == 1 and made["data"], made
assert did(other.terminate_account(made["username"]))["success"] == 1
print(calls, "calls")
