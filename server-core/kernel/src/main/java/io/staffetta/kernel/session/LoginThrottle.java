package io.staffetta.kernel.session;

/// Placeholder of the seam: counts failed logins by client and account.
public final class LoginThrottle {}
