"""A station's keys come back as they were made; what is no key is refused with a sentence."""

from __future__ import annotations

import pytest

from desktop_app.store import station_keys
from desktop_app.store.station_keys import BadKey


def test_the_keys_come_back() -> None:
    signing, reading = station_keys.make_signing_key(), station_keys.make_reading_key()
    assert signing.public.startswith("ssh-ed25519 AAAA")
    assert reading.public.startswith("age1")
    assert station_keys.public_line(station_keys.load_signing_key(signing.secret)) == signing.public
    assert station_keys.reading_line(station_keys.load_reading_key(reading.secret)) == reading.public


def test_no_two_keys_are_alike_and_no_secret_is_shown() -> None:
    first, second = station_keys.make_signing_key(), station_keys.make_signing_key()
    assert first.public != second.public
    assert "PRIVATE" not in repr(first)
    assert "SECRET" not in repr(station_keys.make_reading_key())


@pytest.mark.parametrize("secret", [b"", b"x", b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"])
def test_no_key(secret: bytes) -> None:
    with pytest.raises(BadKey):
        station_keys.load_signing_key(secret)
    with pytest.raises(BadKey):
        station_keys.load_reading_key(secret)
    with pytest.raises(BadKey):
        station_keys.fingerprint(secret.decode())


def test_two_identities_in_a_file_are_not_guessed_at() -> None:
    with pytest.raises(BadKey):
        station_keys.load_reading_key(station_keys.make_reading_key().secret + station_keys.make_reading_key().secret)


def test_a_damaged_identity() -> None:
    secret = station_keys.make_reading_key().secret.replace(b"AGE-SECRET-KEY-1", b"AGE-SECRET-KEY-1Q", 1)
    with pytest.raises(BadKey):
        station_keys.load_reading_key(secret)
