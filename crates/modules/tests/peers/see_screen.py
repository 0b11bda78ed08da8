# Looks at a machine's screen through a web socket as browsers do (RFC 6455, RFC 6143): PORT PASSWORD.
# Prints what the screen is called, or "no" and why.
import base64
import os
import socket
import struct
import sys

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, modes

line = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=60)
key = base64.b64encode(os.urandom(16)).decode()
line.sendall(
    f"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
    f"Sec-WebSocket-Protocol: binary\r\n\r\n".encode())


def raw(count):
    data = b""
    while len(data) < count:
        piece = line.recv(count - len(data))
        assert piece, "the line is closed"
        data += piece
    return data


head = b""
while not head.endswith(b"\r\n\r\n"):
    head += raw(1)
assert head.startswith(b"HTTP/1.1 101 "), head
kept = b""


def read(count):
    global kept
    while len(kept) < count:
        first, length = raw(2)
        assert first & 0x0f == 2 and length < 128, "a frame that is not of bytes"
        if length == 126:
            (length,) = struct.unpack(">H", raw(2))
        elif length == 127:
            (length,) = struct.unpack(">Q", raw(8))
        kept += raw(length)
    data, kept = kept[:count], kept[count:]
    return data


def write(data):
    mask = os.urandom(4)
    masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))
    line.sendall(bytes([0x82, 0x80 | len(data)]) + mask + masked)


assert read(12) == b"RFB 003.008\n"
write(b"RFB 003.008\n")
kinds = read(read(1)[0])
assert kinds == b"\x02", f"whoever comes is asked for a password, and not {kinds}"
write(b"\x02")
# VNC takes the bits of each byte from the other end. Three times the same key is DES.
password = sys.argv[2].encode().ljust(8, b"\0")[:8]
password = bytes(int(f"{byte:08b}"[::-1], 2) for byte in password)
answer = Cipher(TripleDES(password * 3), modes.ECB()).encryptor()
write(answer.update(read(16)) + answer.finalize())
if read(4) != b"\0\0\0\0":
    (length,) = struct.unpack(">I", read(4))
    print("no:", read(length).decode())
    sys.exit()
write(b"\x01")
width, height, *_, length = struct.unpack(">HH16sI", read(24))
assert width >= 320 and height >= 200, (width, height)
print("in:", read(length).decode())
