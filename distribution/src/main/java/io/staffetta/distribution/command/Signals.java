package io.staffetta.distribution.command;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/// Handles signals. `sun.misc.Signal` is the only way to hear of SIGHUP; it is reached by
/// reflection because the compiler's warning about it cannot be switched off.
final class Signals {

    private Signals() {}

    /// Runs an action each time the signal comes, on a thread of its own.
    static void on(String signal, Runnable action) {
        try {
            var handlerType = Class.forName("sun.misc.SignalHandler");
            var signalType = Class.forName("sun.misc.Signal");
            InvocationHandler onSignal =
                    (proxy, method, args) ->
                            switch (method.getName()) {
                                case "hashCode" -> System.identityHashCode(proxy);
                                case "equals" -> proxy.hashCode() == args[0].hashCode();
                                case "toString" -> "handler of SIG" + signal;
                                default -> {
                                    action.run();
                                    yield null;
                                }
                            };
            var handler =
                    Proxy.newProxyInstance(
                            handlerType.getClassLoader(), new Class<?>[] {handlerType}, onSignal);
            signalType
                    .getMethod("handle", signalType, handlerType)
                    .invoke(
                            null,
                            signalType.getConstructor(String.class).newInstance(signal),
                            handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java cannot handle SIG" + signal, e);
        }
    }
}
