"""Messages as mail servers send them back, made by hand from the examples in RFC 3464 and RFC 5965."""

SAM = "sam@studionord.example"


def bounce(
    message_id: str,
    *,
    to: str = SAM,
    status: str = "5.1.1",
    action: str = "failed",
    original: str = "message/rfc822",
) -> bytes:
    """A delivery status notification about the mail with this Message-ID."""
    named = f"Message-ID: {message_id}\n" if message_id else ""
    return f"""From: MAILER-DAEMON@mail.example
To: portal@portal.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_report"

--=_report
Content-Type: text/plain; charset=utf-8

Your mail could not be delivered.

--=_report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
Arrival-Date: Mon, 23 Nov 2026 07:30:00 +0100

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such user

--=_report
Content-Type: {original}

From: Partnership portal <portal@portal.example>
To: {to}
{named}Subject: week 47

The week

--=_report--
""".encode()


def complaint(message_id: str, *, to: str = SAM, kind: str = "abuse") -> bytes:
    """An abuse report about the mail with this Message-ID."""
    return f"""From: feedback@mail.example
To: portal@portal.example
Subject: FW: week 47
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="=_report"

--=_report
Content-Type: text/plain

This is an abuse report.

--=_report
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: SomeGenerator/1.0
Version: 1
Original-Rcpt-To: <{to}>

--=_report
Content-Type: message/rfc822

From: Partnership portal <portal@portal.example>
To: {to}
Message-ID: {message_id}
Subject: week 47

The week

--=_report--
""".encode()
