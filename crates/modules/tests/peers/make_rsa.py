# Makes an RSA key with the `cryptography` library. Arguments: its bits, and pkcs1 or pkcs8. Prints PEM.
import sys

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

form = {
    "pkcs1": serialization.PrivateFormat.TraditionalOpenSSL,
    "pkcs8": serialization.PrivateFormat.PKCS8,
}[sys.argv[2]]
key = rsa.generate_private_key(65537, int(sys.argv[1]))
nobody = serialization.NoEncryption()
print(key.private_bytes(serialization.Encoding.PEM, form, nobody).decode())
