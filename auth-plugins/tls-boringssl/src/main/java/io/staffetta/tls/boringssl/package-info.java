/// BoringSSL, by Conscrypt, as the engine that secures connections of clients.
@NullMarked
package io.staffetta.tls.boringssl;

import org.jspecify.annotations.NullMarked;
