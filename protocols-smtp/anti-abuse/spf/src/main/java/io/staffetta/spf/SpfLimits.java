package io.staffetta.spf;

import java.time.Duration;

/// What a check may cost (RFC 7208 §4.6.4).
///
/// @param time for all questions of one check together
/// @param lookups terms that ask the DNS
/// @param voidLookups answers without records
/// @param names MX hosts, names of the client
/// @param recordSize octets of a record, of an explanation as well
/// @param explanation characters of an explanation, expanded
record SpfLimits(
        Duration time, int lookups, int voidLookups, int names, int recordSize, int explanation) {}
