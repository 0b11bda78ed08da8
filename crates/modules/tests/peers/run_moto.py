"""Amazon's S3 and KMS as moto plays them, on loopback, with signatures checked by Amazon's own
library. Writes what one needs to the file named by the argument, then prints the port. Ends when
its input does."""

import json
import logging
import os
import sys

# What is set up below goes unsigned; everything after that is checked.
os.environ["INITIAL_NO_AUTH_ACTION_COUNT"] = "5"
os.environ["AWS_ACCESS_KEY_ID"] = os.environ["AWS_SECRET_ACCESS_KEY"] = "setup"
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"

import boto3
from moto.server import ThreadedMotoServer

REGION = "eu-central-1"


def main():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"

    def client(service):
        return boto3.client(service, region_name=REGION, endpoint_url=address)

    allow = {"Effect": "Allow", "Action": ["s3:*", "kms:*"], "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    iam = client("iam")
    iam.create_user(UserName="hostler")
    iam.put_user_policy(UserName="hostler", PolicyName="all", PolicyDocument=policy)
    key = iam.create_access_key(UserName="hostler")["AccessKey"]
    where = {"LocationConstraint": REGION}
    client("s3").create_bucket(Bucket="hostler-files", CreateBucketConfiguration=where)
    kms = client("kms").create_key()["KeyMetadata"]["KeyId"]
    told = {
        "access_key": key["AccessKeyId"],
        "secret_key": key["SecretAccessKey"],
        "region": REGION,
        "bucket": "hostler-files",
        "kms_key": kms,
    }
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(told, file)
    print(port, flush=True)
    sys.stdin.read()
    server.stop()


main()
