-- Keys that read the endpoint. The token itself is nowhere: only its hash is kept.

CREATE TABLE api_key (
  id                  uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  token_sha256        bytea       NOT NULL UNIQUE CHECK (octet_length(token_sha256) = 32),
  organization_id     uuid        NOT NULL,
  reads_platform      boolean     NOT NULL DEFAULT false,
  name                text        NOT NULL,
  requests_per_minute integer     NOT NULL CHECK (requests_per_minute BETWEEN 0 AND 100000),
  created_at          timestamptz NOT NULL DEFAULT now(),
  expires_at          timestamptz,
  revoked_at          timestamptz
);

COMMENT ON TABLE api_key IS
  'One row for each key of the endpoint. A key reads the jobs of one organization, and of no other.';
COMMENT ON COLUMN api_key.id IS 'The key, as logs and people name it. Not a secret.';
COMMENT ON COLUMN api_key.token_sha256 IS
  'SHA-256 of the token''s UTF-8 bytes. A token has 256 random bits, so no salt is needed and a look-up is one indexed read.';
COMMENT ON COLUMN api_key.organization_id IS 'The organization whose jobs the key reads.';
COMMENT ON COLUMN api_key.reads_platform IS
  'Whether the key also reads the figures of the whole platform. They sum up all organizations, so it is for whoever runs the platform.';
COMMENT ON COLUMN api_key.name IS 'What people call the key.';
COMMENT ON COLUMN api_key.requests_per_minute IS
  'How many requests the key may make in any 60 seconds, at most 100000; 0 for as many as it likes.';
COMMENT ON COLUMN api_key.created_at IS 'When the key was made.';
COMMENT ON COLUMN api_key.expires_at IS 'From when on the key is refused; null when it does not expire.';
COMMENT ON COLUMN api_key.revoked_at IS
  'When the key was revoked; null while it was not. A running server may honour it for some seconds more.';
