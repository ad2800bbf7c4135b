package io.staffetta.kernel.records;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// What the server knows of itself.
///
/// @param hostname name it goes by
/// @param addresses of this machine that others may reach, as far as it knows
/// @param services of users, for mail programs
/// @param certificates in use; no list if they are not loaded
public record HostFacts(
        String hostname,
        List<InetAddress> addresses,
        List<Service> services,
        Optional<List<X509Certificate>> certificates) {

    public HostFacts {
        addresses = List.copyOf(addresses);
        services = List.copyOf(services);
    }

    /// Where users send.
    ///
    /// @param name `submission` or `submissions`
    /// @param port 1 to 65535
    public record Service(String name, int port) {

        /// STARTTLS (RFC 6409).
        ///
        /// @param port 0: the usual one
        public static Service submission(int port) {
            return new Service("submission", port == 0 ? 587 : port);
        }

        /// TLS from the beginning (RFC 8314 §3.3).
        ///
        /// @param port 0: the usual one
        public static Service submissions(int port) {
            return new Service("submissions", port == 0 ? 465 : port);
        }
    }

    /// Whether the whole Internet may reach an address, as far as its kind tells.
    public static boolean isPublic(InetAddress address) {
        return !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isAnyLocalAddress()
                && !address.isMulticastAddress()
                // Unique local addresses (RFC 4193).
                && (address instanceof Inet4Address || (address.getAddress()[0] & 0xfe) != 0xfc);
    }
}
