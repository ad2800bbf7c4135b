package io.staffetta.sql;

import io.staffetta.spi.Secret;

import java.time.Duration;

/// How a database is reached, and how long anybody waits for it.
///
/// @param poolSize connections at most
/// @param minFree octets the disk must have left for a change to be tried
record Access(
        String user,
        Secret password,
        int poolSize,
        Duration connectTimeout,
        Duration queryTimeout,
        long minFree) {}
