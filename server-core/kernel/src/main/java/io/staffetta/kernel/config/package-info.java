/// Configuration read into records; the only package that knows Commons Configuration.
///
/// [io.staffetta.kernel.config.ConfigReader] reads the XML, then `staffetta.properties` beside it,
/// then the environment; each overrides the one before. Then it replaces `${env:NAME}`,
/// `${file:PATH}` (relative to the folder of the XML) and `${sys:NAME}`, each with an optional
/// default as in `${env:NAME:-text}`.
///
/// A value is named by the elements that lead to it and its own name. What an element is called by
/// its `name`, `use` or `domain` stands for the element:
///
/// | in the properties file | in the environment |
/// |---|---|
/// | `hostname` | `STAFFETTA_HOSTNAME` |
/// | `listeners.mx.bind` | `STAFFETTA_LISTENERS_MX_BIND` |
/// | `chain.inbound.greylist.delay` | `STAFFETTA_CHAIN_INBOUND_GREYLIST_DELAY` |
/// | `chain.inbound.hook[2].mode` | `STAFFETTA_CHAIN_INBOUND_HOOK_2_MODE` |
/// | `auth.sql.url` | `STAFFETTA_AUTH_SQL_URL` |
/// | `limits.message-size` | `STAFFETTA_LIMITS_MESSAGE_SIZE` |
/// | `relay.networks.network` (repeated for several) | `STAFFETTA_RELAY_NETWORKS_NETWORK` |
/// | `domains` (several between commas) | `STAFFETTA_DOMAINS` |
///
/// An override may add a setting that the XML does not have, and a section such as `limits`; it
/// cannot add a listener, a chain or a component. Values of the environment are taken as they are;
/// variables are replaced in the two files only.
@NullMarked
package io.staffetta.kernel.config;

import org.jspecify.annotations.NullMarked;
