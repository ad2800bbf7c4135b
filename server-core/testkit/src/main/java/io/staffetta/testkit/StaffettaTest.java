package io.staffetta.testkit;

import io.staffetta.spi.MailPlugin;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Boots the real server, in memory and on free ports, for each test that has a [TestServer]
/// parameter, and stops it afterwards. On a method it takes the place of the one on the class.
///
/// ```java
/// @StaffettaTest(plugins = GreylistPlugin.class, config = """
///         <staffetta hostname="mx.test">…</staffetta>
///         """)
/// class GreylistTest {
///     @Test
///     void asksStrangersToComeBack(TestServer server) { … }
/// }
/// ```
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(StaffettaExtension.class)
public @interface StaffettaTest {

    /// The configuration as XML; by default [TestServer#DEFAULT_CONFIG].
    String config() default TestServer.DEFAULT_CONFIG;

    /// Plugins to install beside [MemoryPlugin]; each needs a public constructor without
    /// parameters.
    Class<? extends MailPlugin>[] plugins() default {};
}
