"""The conversation with a mail server under TLS, as every provider asks for it: STARTTLS, or TLS from the first byte."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from faults.post import Post, post_office
from partnership.kit.mail import Mail, NotSent, deliver
from partnership.kit.wire import SmtpBackend

SIGN_IN = {"username": "portal", "password": "secret"}


def letter(name):
    # Long enough for several records of TLS.
    return Mail(
        to=f"{name}@havsvik.example", subject="Vecka 47", text="Hej\n" * 20_000, message_id=f"<{name}@host>"
    )


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for the loopback address that nobody has vouched for but itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(tz=UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(key.private_bytes(*form, plain) + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def server_side(certificate):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(certificate, monkeypatch):
    """Let the portal's side trust that certificate, as it trusts those of real providers."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


def signing_in(server, session, envelope, mechanism, said):
    known = (said.login, said.password) == (b"portal", b"secret")
    return AuthResult(success=known)


def starttls(server_side):
    return {
        "tls_context": server_side,
        "require_starttls": True,
        "auth_required": True,
        "authenticator": signing_in,
    }


def test_letters_go_over_one_connection_after_starttls_and_signing_in(server_side, trusted):
    with post_office(Post(), **starttls(server_side)) as post:
        line = SmtpBackend(host="127.0.0.1", port=post.port, use_tls=True, timeout=5, **SIGN_IN)
        deliver(letter("a"), connection=line)
        kept = line.connection
        deliver(letter("b"), connection=line)
        assert (line.connection is kept, kept.sock.version()) == (True, "TLSv1.3")
        line.close()
    assert post.message_ids == ["<a@host>", "<b@host>"]


def test_letters_go_where_tls_is_spoken_from_the_first_byte(server_side, trusted):
    with post_office(Post(), ssl_context=server_side) as post:
        line = SmtpBackend(host="127.0.0.1", port=post.port, use_ssl=True, timeout=5)
        for name in "ab":
            deliver(letter(name), connection=line)
        line.close()
    assert post.message_ids == ["<a@host>", "<b@host>"]


def test_a_server_that_nobody_vouches_for_is_told_nothing(server_side):
    with post_office(Post(), **starttls(server_side)) as post:
        line = SmtpBackend(host="127.0.0.1", port=post.port, use_tls=True, timeout=5, **SIGN_IN)
        with pytest.raises(NotSent, match="CERTIFICATE_VERIFY_FAILED") as refusal:
            deliver(letter("a"), connection=line)
    assert (refusal.value.permanent, post.taken) == (False, [])


def test_a_wrong_password_of_ours_loses_no_letter(server_side, trusted):
    with post_office(Post(), **starttls(server_side)) as post:
        line = SmtpBackend(
            host="127.0.0.1", port=post.port, use_tls=True, timeout=5, username="portal", password="wrong"
        )
        with pytest.raises(NotSent) as refusal:
            deliver(letter("a"), connection=line)
    assert (refusal.value.permanent, post.taken) == (False, [])
