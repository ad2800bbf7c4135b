ALTER TABLE account ADD COLUMN app_passwords_only BOOLEAN DEFAULT FALSE NOT NULL;

-- What SCRAM needs instead of a password. Octets are base64.
CREATE TABLE scram_verifier (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    algorithm  VARCHAR(10) NOT NULL,
    salt       VARCHAR(100) NOT NULL,
    iterations INTEGER NOT NULL,
    stored_key VARCHAR(100) NOT NULL,
    server_key VARCHAR(100) NOT NULL,
    PRIMARY KEY (account_id, algorithm)
);

-- Passwords for CRAM-MD5, encrypted; the key is in a file elsewhere, and key_id tells which.
CREATE TABLE cram_secret (
    account_id BIGINT PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    key_id     VARCHAR(32) NOT NULL,
    sealed     VARCHAR(4000) NOT NULL
);

-- Times are in milliseconds since 1970.
CREATE TABLE app_password (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name       VARCHAR(100) NOT NULL,
    scope      VARCHAR(20) NOT NULL,
    hash       VARCHAR(200) NOT NULL,
    created    BIGINT NOT NULL,
    last_use   BIGINT,
    PRIMARY KEY (account_id, name)
);
