package io.staffetta.distribution;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.jspecify.annotations.NullMarked;

import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// Who may know whom. The rules stand here so that nobody has to remember them.
@AnalyzeClasses(packages = "io.staffetta", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String SPI = "io.staffetta.spi..";
    private static final String KERNEL = "io.staffetta.kernel..";
    private static final String TESTKIT = "io.staffetta.testkit..";
    private static final String DNS = "io.staffetta.dns..";
    private static final String TEXT = "io.staffetta.text..";
    private static final String DISTRIBUTION = "io.staffetta.distribution..";

    /// One package per plugin jar: they meet in the SPI only.
    private static final List<String> PLUGINS =
            List.of(
                    "io.staffetta.smtp..",
                    "io.staffetta.queue..",
                    "io.staffetta.remote..",
                    "io.staffetta.relay..",
                    "io.staffetta.sinks..",
                    "io.staffetta.spf..",
                    "io.staffetta.dkim..",
                    "io.staffetta.dmarc..",
                    "io.staffetta.authres..",
                    "io.staffetta.dnsbl..",
                    "io.staffetta.fcrdns..",
                    "io.staffetta.helo..",
                    "io.staffetta.early..",
                    "io.staffetta.greylist..",
                    "io.staffetta.ratelimit..",
                    "io.staffetta.tarpit..",
                    "io.staffetta.ban..",
                    "io.staffetta.headers..",
                    "io.staffetta.mime..",
                    "io.staffetta.patterns..",
                    "io.staffetta.milter..",
                    "io.staffetta.policy..",
                    "io.staffetta.sasl.plain..",
                    "io.staffetta.sasl.login..",
                    "io.staffetta.tls.none..",
                    "io.staffetta.tls.opportunistic..",
                    "io.staffetta.tls.required..",
                    "io.staffetta.tls.implicit..",
                    "io.staffetta.tls.outbound.none..",
                    "io.staffetta.tls.outbound.may..",
                    "io.staffetta.tls.outbound.encrypt..",
                    "io.staffetta.tls.outbound.verify..",
                    "io.staffetta.sasl.cram..",
                    "io.staffetta.sasl.scram..",
                    "io.staffetta.sasl.oauth..",
                    "io.staffetta.sasl.external..",
                    "io.staffetta.sasl.anonymous..",
                    "io.staffetta.tls.mutual..",
                    "io.staffetta.tls.outbound.secure..",
                    "io.staffetta.tls.outbound.fingerprint..",
                    "io.staffetta.tls.outbound.client..",
                    "io.staffetta.tls.outbound.sts..",
                    "io.staffetta.tls.outbound.dane..",
                    "io.staffetta.tls.report..",
                    "io.staffetta.tls.boringssl..",
                    "io.staffetta.acme..",
                    "io.staffetta.ldap..",
                    "io.staffetta.certificates..",
                    "io.staffetta.spool.log..",
                    "io.staffetta.sql..",
                    "io.staffetta.maildir..");

    @ArchTest
    static final ArchRule everyClassBelongsToAKnownModule =
            classes()
                    .should()
                    .resideInAnyPackage(
                            with(PLUGINS, SPI, KERNEL, TESTKIT, DISTRIBUTION, DNS, TEXT))
                    .because("a new plugin has to be added to the rules of this test");

    @ArchTest
    static final ArchRule spiDependsOnNearlyNothing =
            classes()
                    .that()
                    .resideInAPackage(SPI)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            SPI,
                            "java..",
                            "javax..",
                            "jakarta.inject..",
                            "com.google.inject",
                            "org.jspecify.annotations..")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule pluginsKnowTheSpiOnly =
            pluginRule(plugin ->
                    noClasses()
                            .that()
                            .resideInAPackage(plugin)
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                    with(others(plugin), KERNEL, TESTKIT, DISTRIBUTION)));

    @ArchTest
    static final ArchRule kernelKnowsNoPlugin =
            noClasses()
                    .that()
                    .resideInAPackage(KERNEL)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(with(PLUGINS, TESTKIT, DISTRIBUTION))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule testkitKnowsKernelAndSpi =
            noClasses()
                    .that()
                    .resideInAPackage(TESTKIT)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(with(PLUGINS, DISTRIBUTION))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule distributionStartsPluginsByConfigurationOnly =
            noClasses()
                    .that()
                    .resideInAPackage(DISTRIBUTION)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(with(PLUGINS, TESTKIT))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule modulesAreFreeOfCycles =
            slices().matching("io.staffetta.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule kernelPackagesAreFreeOfCycles =
            slices().matching("io.staffetta.kernel.(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule commonsConfigurationStaysInItsPackage =
            onlyIn("org.apache.commons.configuration2..", "io.staffetta.kernel.config..");

    @ArchTest
    static final ArchRule dropwizardStaysInItsPackage =
            onlyIn("com.codahale.metrics..", "io.staffetta.kernel.metrics..");

    @ArchTest
    static final ArchRule prometheusStaysInItsPackage =
            onlyIn("io.prometheus..", "io.staffetta.kernel.metrics..");

    @ArchTest
    static final ArchRule sqlStaysInItsPackage = onlyIn("java.sql..", "io.staffetta.sql..");

    /// Sessions, hook deadlines, deadlines of start and close, the queue, connections to other
    /// servers and the spool's committer. The launcher may have a shutdown hook, the test kit plays
    /// the other end of a conversation.
    @ArchTest
    static final ArchRule threadsAreStartedInFewPlaces =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "io.staffetta.kernel.net..",
                            "io.staffetta.kernel.session..",
                            "io.staffetta.kernel.plugin..",
                            "io.staffetta.kernel.metrics..",
                            "io.staffetta.queue..",
                            "io.staffetta.remote..",
                            "io.staffetta.spool.log..",
                            "io.staffetta.acme..",
                            "io.staffetta.spi.host..",
                            DISTRIBUTION,
                            TESTKIT)
                    .should()
                    .callMethodWhere(
                            target(owner(assignableTo(Thread.class)))
                                    .and(
                                            target(
                                                    nameMatching(
                                                            "ofVirtual|ofPlatform|startVirtualThread|start"))))
                    .orShould()
                    .callConstructorWhere(target(owner(assignableTo(Thread.class))))
                    .orShould()
                    .callConstructorWhere(target(owner(assignableTo(ExecutorService.class))))
                    .orShould()
                    .callConstructorWhere(target(owner(assignableTo(Timer.class))))
                    .orShould()
                    .callMethodWhere(target(owner(assignableTo(Executors.class))))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingRunsOnTheLoopsButSessions =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(DISTRIBUTION, TESTKIT)
                    .and()
                    .haveNameNotMatching(
                            "io\\.staffetta\\.(spi\\.host\\.Threads|kernel\\.net\\.SessionThreads)")
                    .should()
                    .callMethodWhere(
                            target(owner(assignableTo(Thread.class)))
                                    .and(target(nameMatching("ofVirtual|startVirtualThread"))))
                    .orShould()
                    .callMethodWhere(
                            target(owner(assignableTo(Executors.class)))
                                    .and(target(nameMatching("newVirtual.*"))))
                    .because("a virtual thread runs where the one runs that starts it (ADR 0025)");

    @ArchTest
    static final ArchRule namesSayWhatDistinguishes =
            noClasses()
                    .should()
                    .haveNameMatching(".*(Impl|Utils?|Helper|Manager)(\\$.*)?")
                    .because("it is called H2Queue, not QueueImpl");

    @ArchTest
    static final ArchRule standardStreamsBelongToTheCommandLine =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(DISTRIBUTION, TESTKIT)
                    .should(ACCESS_STANDARD_STREAMS)
                    .allowEmptyShould(true);

    @ArchTest static final ArchRule noJavaUtilLogging = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule noGenericExceptions = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes().should(resideInANullMarkedPackage());

    private static ArchRule onlyIn(String library, String home) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true);
    }

    private static ArchRule pluginRule(Function<String, ArchRule> rule) {
        return CompositeArchRule.of(
                PLUGINS.stream().map(plugin -> rule.apply(plugin).allowEmptyShould(true)).toList());
    }

    private static List<String> others(String plugin) {
        return PLUGINS.stream().filter(other -> !other.equals(plugin)).toList();
    }

    private static String[] with(List<String> packages, String... more) {
        var all = new ArrayList<>(packages);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(
                        new SimpleConditionEvent(
                                type, marked, type.getPackageName() + " of " + type.getName()));
            }
        };
    }
}
