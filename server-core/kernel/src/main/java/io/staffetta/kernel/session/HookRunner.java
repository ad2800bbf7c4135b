package io.staffetta.kernel.session;

/// Placeholder of the seam: runs hooks on threads of their own, with deadlines.
public final class HookRunner {}
