package io.staffetta.kernel;

import io.staffetta.kernel.net.Listeners;
import io.staffetta.kernel.session.HookRunner;

/// What serves clients.
///
/// @param listeners open sockets and their connections
/// @param runner runs the hooks of all sessions
record Network(Listeners listeners, HookRunner runner) {}
