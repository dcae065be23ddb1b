"""`python -m bench.peers.post PORT`: a mail server that takes every mail and forgets it, in a process of its own."""

import asyncio
import logging
import sys

from aiosmtpd.smtp import SMTP, Envelope, Session


class Forgetful:
    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        return "250 taken"


async def serve(port: int) -> None:
    """Take mail until the process is stopped."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Forgetful(), loop=loop), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    asyncio.run(serve(int(sys.argv[1])))
