package io.staffetta.kernel.net;

import io.staffetta.kernel.config.NetLimits;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;

/// A UNIX socket.
///
/// @param channel the socket
/// @param path its file
/// @param file identity of the file, so that nobody else's is removed
/// @param loops take the connections
record UnixListeningSocket(ListeningChannel channel, Path path, Object file, EventLoops loops)
        implements ListeningSocket {

    static UnixListeningSocket open(Path path, NetLimits limits, EventLoops loops)
            throws IOException {
        removeStale(path);
        var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path), limits.backlog());
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(limits.unixMode()));
            return new UnixListeningSocket(loops.adopt(channel), path, identity(path), loops);
        } catch (IOException | UnsupportedOperationException e) {
            channel.close();
            throw new IOException(explain(path, e), e);
        }
    }

    @Override
    public void start(String name, Runnable acceptor) {
        channel.start(name, acceptor);
    }

    @Override
    public Wire accept() throws IOException {
        return loops.adopt(channel.accept());
    }

    @Override
    public SocketAddress address() {
        return UnixDomainSocketAddress.of(path);
    }

    @Override
    public void close(Duration patience) {
        try {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && identity(path).equals(file)) {
                Files.delete(path);
            }
        } catch (IOException e) {
            return; // A file that stays is taken for stale at the next start.
        } finally {
            channel.close(patience);
        }
    }

    /// A socket nobody listens on is left over from a crash.
    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!attributes(path).isOther()) {
            throw new IOException("there is a file of that name which is not a socket");
        }
        if (isServed(path)) {
            throw new IOException("the socket is in use by another program");
        }
        Files.delete(path);
    }

    private static boolean isServed(Path path) {
        try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Object identity(Path path) throws IOException {
        return Objects.requireNonNullElse(attributes(path).fileKey(), path);
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static String explain(Path path, Exception why) {
        var folder = path.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            return "there is no folder " + folder;
        }
        if (folder != null && !Files.isWritable(folder)) {
            return "no permission to write to " + folder;
        }
        return String.valueOf(why.getMessage());
    }
}
