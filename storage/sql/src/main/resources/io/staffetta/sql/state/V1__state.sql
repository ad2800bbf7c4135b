-- Keys are UTF-8, so that their order is the same in every database. Times are in milliseconds since
-- 1970. A stamp is another one after each change.
CREATE TABLE state_entry (
    table_name VARCHAR(64) NOT NULL,
    entry_key  BYTEA NOT NULL,
    content    BYTEA NOT NULL,
    expires    BIGINT NOT NULL,
    stamp      BIGINT NOT NULL,
    PRIMARY KEY (table_name, entry_key)
);

CREATE INDEX state_entry_expires ON state_entry (table_name, expires);
