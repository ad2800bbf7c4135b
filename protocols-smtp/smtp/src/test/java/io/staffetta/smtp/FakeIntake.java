package io.staffetta.smtp;

import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Tally;
import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.protocol.Acceptance;
import io.staffetta.spi.protocol.Answer;
import io.staffetta.spi.protocol.AuthExchange;
import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.protocol.Intake;
import io.staffetta.spi.protocol.Protocol.AuthUse;
import io.staffetta.spi.spool.Draft;
import io.staffetta.spi.tls.TlsFacts;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A kernel that keeps the rules of [Intake] and decides by names: local parts `refused`, `later`
/// and `leave` get a 550, a 451 and a 421 with closing, wherever they occur.
final class FakeIntake implements Intake, Session {

    record Stored(
            ReversePath sender,
            MailParameters parameters,
            List<Mailbox> recipients,
            List<RecipientParameters> recipientParameters,
            byte[] content,
            Header trace) {}

    private final Connection connection;
    final List<Stored> stored = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    final List<MemoryDraft> drafts = new ArrayList<>();
    List<DisconnectReason> ends = new ArrayList<>();

    Answer onConnect = Answer.PROCEED;
    Answer onTls = Answer.PROCEED;
    Answer onData = Answer.PROCEED;
    List<String> hide = List.of();
    AuthUse authUse = AuthUse.OFFERED;
    boolean authNeedsTls;
    long maxSize = 100_000;
    Optional<InetAddress> ip = Optional.of(InetAddress.getLoopbackAddress());

    private Optional<Greeting> greeting = Optional.empty();
    private Optional<Identity> identity = Optional.empty();
    private Optional<ReversePath> sender = Optional.empty();
    private MailParameters parameters = MailParameters.NONE;
    private final List<Mailbox> recipients = new ArrayList<>();
    private final List<RecipientParameters> recipientParameters = new ArrayList<>();
    private boolean dataProceeded;
    private int transactions;

    FakeIntake(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Session session() {
        return this;
    }

    @Override
    public Answer connected() {
        calls.add("connected");
        return onConnect;
    }

    @Override
    public Answer secured() {
        calls.add("secured");
        greeting = Optional.empty();
        identity = Optional.empty();
        endTransaction();
        return onTls;
    }

    @Override
    public Answer greeted(Greeting said, List<String> keywords) {
        calls.add("greeted " + said.name());
        endTransaction();
        keywords.removeIf(line -> hide.contains(line.split(" ")[0]));
        var answer = decide(said.name());
        greeting = answer.equals(Answer.PROCEED) ? Optional.of(said) : Optional.empty();
        return answer;
    }

    @Override
    public AuthUse authUse() {
        return authUse;
    }

    @Override
    public List<String> mechanisms() {
        return authUse == AuthUse.NONE || (authNeedsTls && tls().isEmpty())
                ? List.of()
                : List.of("PLAIN", "LOGIN", "ECHO");
    }

    @Override
    public Authentication authenticate(String mechanism) {
        require(sender.isEmpty() && greeting.isPresent(), "AUTH out of order");
        if (mechanisms().isEmpty()) {
            return new Authentication.Refuse(Reply.of(538, "5.7.11", "Encryption required"));
        }
        if (identity.isPresent()) {
            return new Authentication.Refuse(Reply.of(503, "5.5.1", "Already authenticated"));
        }
        return switch (mechanism.toUpperCase(Locale.ROOT)) {
            case "PLAIN" -> begun(FakeExchange.plain(this::authenticated));
            case "LOGIN" -> begun(FakeExchange.login(this::authenticated));
            // Spoken by hand only: nothing announces it.
            case "SERVER-FIRST" -> begun(FakeExchange.serverFirst(this::authenticated));
            case "ECHO" -> begun(FakeExchange.withData(this::authenticated));
            default -> new Authentication.Refuse(Reply.of(504, "5.5.4", "Mechanism unknown"));
        };
    }

    private static Authentication begun(AuthExchange exchange) {
        return new Authentication.Begun(exchange);
    }

    private void authenticated(String account) {
        identity = Optional.of(new Identity(account, "TEST"));
    }

    @Override
    public Answer mail(ReversePath path, MailParameters given) {
        require(greeting.isPresent() && sender.isEmpty(), "MAIL out of order");
        if (authUse == AuthUse.REQUIRED && identity.isEmpty()) {
            return new Answer.Refuse(Reply.of(530, "5.7.0", "Authentication required"));
        }
        if (given.size().orElse(0) > maxSize) {
            return new Answer.Refuse(Reply.of(552, "5.3.4", "Too large"));
        }
        var answer = decide(path.toString());
        if (answer.equals(Answer.PROCEED)) {
            sender = Optional.of(path);
            parameters = given;
            transactions++;
        }
        return answer;
    }

    @Override
    public Answer recipient(Mailbox recipient, RecipientParameters given) {
        require(sender.isPresent(), "RCPT out of order");
        var answer = decide(recipient.toString());
        if (answer.equals(Answer.PROCEED)) {
            recipients.add(recipient);
            recipientParameters.add(given);
        }
        return answer;
    }

    @Override
    public Answer data() {
        require(!recipients.isEmpty() && !dataProceeded, "DATA out of order");
        dataProceeded = onData.equals(Answer.PROCEED);
        return onData;
    }

    @Override
    public Draft draft() {
        require(dataProceeded, "content out of order");
        var draft = new MemoryDraft();
        drafts.add(draft);
        return draft;
    }

    @Override
    public Acceptance accept(Draft draft, Header trace) {
        require(dataProceeded, "message out of order");
        var content = ((MemoryDraft) draft).octets();
        var from = sender.orElseThrow();
        var message =
                new Stored(
                        from,
                        parameters,
                        List.copyOf(recipients),
                        List.copyOf(recipientParameters),
                        content,
                        trace);
        endTransaction();
        if (new String(content, StandardCharsets.ISO_8859_1).contains("VIRUS")) {
            return new Acceptance.Refuse(Reply.of(554, "5.7.1", "Virus"));
        }
        stored.add(message);
        return new Acceptance.Accepted("q" + stored.size());
    }

    @Override
    public Answer unknownCommand(String line) {
        calls.add("unknown " + line);
        return decide(line);
    }

    @Override
    public String transactionId() {
        return "t" + transactions;
    }

    @Override
    public void reset() {
        require(sender.isPresent(), "nothing to reset");
        endTransaction();
    }

    private void endTransaction() {
        sender = Optional.empty();
        parameters = MailParameters.NONE;
        recipients.clear();
        recipientParameters.clear();
        dataProceeded = false;
    }

    private static Answer decide(String text) {
        if (text.startsWith("refused")) {
            return new Answer.Refuse(Reply.of(550, "5.1.1", "No such user"));
        }
        if (text.startsWith("later")) {
            return new Answer.Refuse(Reply.of(451, "4.3.0", "Try later"));
        }
        if (text.startsWith("leave")) {
            return new Answer.Disconnect(Reply.of(421, "4.7.0", "Go away"));
        }
        return Answer.PROCEED;
    }

    private static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalStateException(message);
        }
    }

    @Override
    public long maxMessageSize() {
        return maxSize;
    }

    @Override
    public int maxRecipients() {
        return 1000;
    }

    @Override
    public void ended(DisconnectReason reason) {
        ends.add(reason);
    }

    @Override
    public String id() {
        return "s1";
    }

    @Override
    public String listener() {
        return "test";
    }

    @Override
    public String hostname() {
        return "mx.example.org";
    }

    @Override
    public SocketAddress remote() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
    }

    @Override
    public SocketAddress local() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 25);
    }

    @Override
    public Optional<InetAddress> clientIp() {
        return ip;
    }

    @Override
    public Optional<TlsFacts> tls() {
        return connection.tls();
    }

    @Override
    public Optional<Greeting> greeting() {
        return greeting;
    }

    @Override
    public Optional<Identity> identity() {
        return identity;
    }

    @Override
    public <T> Optional<T> get(Attribute.OfSession<T> attribute) {
        return Optional.empty();
    }

    @Override
    public <T> void put(Attribute.OfSession<T> attribute, T value) {}

    @Override
    public List<Finding> findings() {
        return List.of();
    }

    @Override
    public void report(Finding finding) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Tally tally() {
        return Tally.NONE;
    }
}
