package io.staffetta.testkit;

import io.staffetta.spi.MailPlugin;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

import java.util.Arrays;

/// Provides the servers of [StaffettaTest].
public final class StaffettaExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(StaffettaExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestServer.class;
    }

    /// The store closes the server when the test has ended.
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        TestServer.class, _ -> start(settings(context)), TestServer.class);
    }

    private static StaffettaTest settings(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), StaffettaTest.class)
                .or(() ->
                        AnnotationSupport.findAnnotation(
                                context.getRequiredTestClass(), StaffettaTest.class))
                .orElseThrow(() -> new ParameterResolutionException("@StaffettaTest is missing"));
    }

    private static TestServer start(StaffettaTest settings) {
        var plugins =
                Arrays.stream(settings.plugins())
                        .map(type -> (MailPlugin) ReflectionSupport.newInstance(type))
                        .toArray(MailPlugin[]::new);
        return TestServer.start(settings.config(), plugins);
    }
}
