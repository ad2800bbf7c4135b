package io.staffetta.spi;

/// Something that works by itself beside the mail, such as fetching certificates. Created once and
/// kept over reloads; started after the stores, before the first connection is accepted.
public interface Service extends Component {}
