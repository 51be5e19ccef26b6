"""The names of the office's own keys and certificates in its `keys/` folder. No key is made or read here."""

SIGNING_FILE = "station.ed25519"
READING_FILE = "station.age"
ESCROW_FILE = "escrow.age"
CA_FILE = "ca.pem"
PREPARED_FILE = "prepared.p12"
APPROVED_FILE = "approved.p12"
