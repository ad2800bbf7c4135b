package io.staffetta.kernel;

import io.staffetta.kernel.net.Listeners;
import io.staffetta.kernel.session.SessionServices;

/// What serves clients.
///
/// @param listeners open sockets and their connections
/// @param services what their sessions share
record Network(Listeners listeners, SessionServices services) {}
