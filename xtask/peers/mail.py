"""A mail server for one run of the tests: aiosmtpd takes the mail, Python's email package reads
it, and what was read is put down as JSON, one file a message, named by its Message-ID, with the
message itself beside it (.eml).

An address that begins with "refused" is refused for good, one that begins with "later" for now.
Usage: mail.py FOLDER; listens on the loopback alone and writes its port into FOLDER/port."""

import asyncio
import email
import email.policy
import json
import os
import sys

from aiosmtpd.smtp import SMTP


class Desk:
    def __init__(self, folder):
        self.folder = folder

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused"):
            return "550 5.1.1 no such user here"
        if address.startswith("later"):
            return "451 4.3.0 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        read = email.message_from_bytes(envelope.content, policy=email.policy.default)
        bodies = {
            part.get_content_type(): part.get_content()
            for part in read.walk()
            if part.get_content_maintype() == "text"
        }
        defects = [str(d) for part in read.walk() for d in part.defects]
        told = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "header_to": read["to"],
            "subject": read["subject"],
            "id": read["message-id"],
            "automatic": read["auto-submitted"],
            "type": read.get_content_type(),
            "bodies": bodies,
            "defects": defects,
        }
        name = read["message-id"].strip("<>").split("@")[0]
        with open(os.path.join(self.folder, name + ".eml"), "wb") as file:
            file.write(envelope.content)
        half = os.path.join(self.folder, name + ".part")
        with open(half, "w", encoding="utf-8") as file:
            json.dump(told, file)
        os.rename(half, os.path.join(self.folder, name + ".json"))
        return "250 taken"


async def serve(folder):
    desk = Desk(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(desk, hostname="127.0.0.1", enable_SMTPUTF8=True), "127.0.0.1", 0
    )
    # Written last and whole: whoever started this waits for it.
    half = os.path.join(folder, "port.part")
    with open(half, "w", encoding="ascii") as file:
        file.write(str(server.sockets[0].getsockname()[1]))
    os.rename(half, os.path.join(folder, "port"))
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
