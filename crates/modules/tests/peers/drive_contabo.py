# Drives a Contabo with a client that is generated from the vendor's description: PORT. Prints how
# many calls it made.
import json
import sys
import time
import uuid

import pfruck_contabo as contabo
from pfruck_contabo.exceptions import ApiException

host = f"http://127.0.0.1:{sys.argv[1]}"
api = contabo.ApiClient(contabo.Configuration(host=host, access_token="t0ken"))
instances, actions = contabo.InstancesApi(api), contabo.InstanceActionsApi(api)
audits = contabo.InstancesAuditsApi(api).retrieve_instances_audits_list
action_audits = contabo.InstanceActionsAuditsApi(api).retrieve_instances_actions_audits_list
IMAGE = "afecbb85-e2fc-46f0-9684-b46b1faf00bb"
calls = 0


def did(call, *arguments, **named):
    global calls
    calls += 1
    return call(str(uuid.uuid4()), *arguments, **named)


def read(call, *arguments, **named):
    # The client reads no answer with a day of cancellation: it holds the day against a pattern that
    # is the word "yyyy-mm-dd". So these answers are taken as they come.
    answer = did(call, *arguments, **named)
    assert answer.status in (200, 201), answer.status
    return json.loads(answer.data)["data"]


listed = instances.retrieve_instances_list_without_preload_content


def settled(status):
    for _ in range(100):
        answer = json.loads(listed(str(uuid.uuid4())).data)
        found = answer["data"][0]
        if found["status"] == status:
            return found
        time.sleep(0.02)
    raise AssertionError(f"not {status}: {found['status']}")


def order(product):
    return contabo.CreateInstanceRequest(
        image_id=IMAGE, product_id=product, region="EU", period=1, display_name="sdk-7 hostler-step-0",
        ssh_keys=[], user_data="#cloud-config\n{}", default_user="root")


made = did(instances.create_instance, order("V91")).data[0].instance_id
try:
    did(instances.create_instance, order("V0"))
    raise AssertionError("a product that there is not")
except ApiException as error:
    assert error.status == 400, error
assert settled("running")["ipConfig"]["v4"]["ip"].startswith("192.0.2.")
assert read(listed, size=100, page=1)[0]["instanceId"] == made
read(listed, size=1)
renamed = contabo.PatchInstanceRequest(display_name="sdk-7 hostler-step-1")
assert did(instances.patch_instance, made, renamed).data[0].instance_id == made
assert did(actions.restart, made).data[0].action == "restart"
did(actions.shutdown, made)
settled("stopped")
did(actions.start, made)
settled("running")
did(actions.stop, made)
settled("stopped")
fresh = contabo.ReinstallInstanceRequest(
    image_id=IMAGE, ssh_keys=[], user_data="#cloud-config\n{}", default_user="root")
did(instances.reinstall_instance, made, fresh)
settled("running")
found = did(action_audits, instance_id=made, order_by=["id:DESC"], size=100).data
assert [each.instance_id for each in found] == [made] * 4, found
found = did(audits, instance_id=made, order_by=["id:DESC"], size=100).data
assert found[-1].action == "CREATED" and found[-1].request_id, found
secrets = contabo.SecretsApi(api)
secret = contabo.CreateSecretRequest(name="sdk-7", value="S3cret_12", type="password")
kept = int(did(secrets.create_secret, secret).data[0].secret_id)
try:
    did(secrets.create_secret, contabo.CreateSecretRequest(name="sdk-8", value="withoutany", type="password"))
    raise AssertionError("a password that is not good enough")
except ApiException as error:
    assert error.status == 400, error
found = did(secrets.retrieve_secret_list, name="sdk-7", type="password", size=100, page=1).data
assert [each.secret_id for each in found] == [kept], found
did(secrets.update_secret, kept, contabo.UpdateSecretRequest(value="S3cret_13"))
reset = contabo.InstancesResetPasswordActionsRequest(root_password=kept)
assert did(actions.reset_password_action, made, reset).data[0].action == "resetPassword"
did(secrets.delete_secret, kept)
assert read(instances.cancel_instance_without_preload_content, made)[0]["cancelDate"]
assert read(listed)[0]["cancelDate"]
images = contabo.ImagesApi(api).retrieve_image_list
found = [did(images, size=100, page=page).data[0] for page in (1, 2)]
assert [each.standard_image for each in found] == [True, False], found
# The list of data centers is among those of object storages.
centers = did(contabo.ObjectStoragesApi(api).retrieve_data_center_list, size=100, page=1).data
assert [each.region_slug for each in centers] == ["EU", "EU", "SIN", "EU-S3"], centers
print(calls, "calls")
