package io.staffetta.acme;

import io.staffetta.acme.CertificateSettings.ChallengeType;

import java.nio.file.Path;
import java.util.List;

/// A certificate file to keep valid.
///
/// @param id names it in logs, metrics and state; safe as a file name
/// @param file where the chain and the key go
/// @param names in lower case, with A-labels; at least one
record Wanted(String id, Path file, List<String> names, KeyType keyType, ChallengeType challenge) {}
