package io.staffetta.kernel;

import io.staffetta.kernel.net.Listeners;
import io.staffetta.kernel.net.Repetition;
import io.staffetta.kernel.session.LoginKeeper;
import io.staffetta.kernel.session.SessionServices;

/// What serves clients.
///
/// @param listeners open sockets and their connections
/// @param services what their sessions share
/// @param logins writes failed logins down
/// @param certificateWatch warns of certificates that expire
record Network(
        Listeners listeners,
        SessionServices services,
        LoginKeeper logins,
        Repetition certificateWatch) {}
