package io.staffetta.remote.dns;

/// A host that may take mail, before its addresses are known.
///
/// @param name lower case, without a dot at the end
/// @param preference of its MX record, lower first; 0 without one
/// @param mx whether it was learnt from an MX record
record Exchanger(String name, int preference, boolean mx) {}
