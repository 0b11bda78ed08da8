# Drives a server with DirectAdmin with a client of the panel (directadmin-cli): PORT USER KEY.
# Prints how many calls it made.
import sys

from directadmin.client import DirectAdminAPIClient

port, user, key = sys.argv[1:]
client = DirectAdminAPIClient(f"http://127.0.0.1:{port}", user, key)
calls = 0


def did(answer):
    global calls
    calls += 1
    return answer


def create(name, domain, package="small"):
    return did(client.create_user_account(
        name, f"{name}@example.com", "S3cret-and-long", "no", "shared", package, domain))


def suspended(name):
    return did(client.get_user_config(name))["suspended"]


assert did(client.get_all_user_packages) == ["small", "large"]
assert create("ada", "ada.example.com")["error"] == ["0"]
again = create("bob", "ada.example.com")
assert again["error"] == ["1"] and "exists" in again["details"][0], again
assert create("bob", "bob.example.com", "huge")["error"] == ["1"]
assert did(client.get_all_users) == ["ada"]
# It has no name for this one.
assert did(client._make_request("CMD_API_SHOW_USERS")) == ["ada"]
assert did(client.suspend_account("ada"))["error"] == ["0"]
assert suspended("ada") == ["yes"]
assert did(client.active_account("ada"))["error"] == ["0"]
assert suspended("ada") == ["no"]
assert did(client.get_user_usage("ada"))["quota"] == ["14.3"]
assert did(client.get_user_config("nobody"))["error"] == ["1"]
print(calls, "calls")
