package io.staffetta.benchmarks.server;

/// The configuration of Staffetta in a run.
final class StaffettaConfiguration {

    private StaffettaConfiguration() {}

    static String text(Mode mode, Bench bench, boolean stores) {
        var route =
                mode == Mode.DELIVER
                        ? "<route domain=\"*\" use=\"remote\"><host>[127.0.0.1]:"
                                + Bench.SINK_PORT
                                + "</host><tls>none</tls></route>"
                        : "<route domain=\"*\" use=\"discard\"/>";
        return """
        <staffetta hostname="staffetta.bench.test">
          <domains><domain>bench.test</domain></domains>
          <listeners>
            <listener name="mx" protocol="smtp" bind="127.0.0.1:%d" tls="opportunistic"
                      max-connections="20000" max-connections-per-client="20000"/>
            <listener name="submission" protocol="submission" bind="127.0.0.1:%d" tls="required"
                      max-connections="20000" max-connections-per-client="20000"/>
          </listeners>
          <tls><certificates use="certificates">
            <certificate><chain>%s</chain><key>%s</key></certificate>
          </certificates></tls>
          <auth><accounts use="sql"/><mechanism use="plain"/></auth>
          <relay>
            <permit use="networks"><network>127.0.0.0/8</network></permit>
            <permit use="authenticated"/>
          </relay>
          <storage><spool use="%s"/></storage>
          <routes><route domain="local" use="maildir"/>%s</routes>
          <admin bind="127.0.0.1:%d"/>
        </staffetta>
        """
                .formatted(
                        Bench.PORT,
                        Bench.SUBMIT_PORT,
                        bench.certificate(),
                        bench.key(),
                        stores ? "log" : "benchmark-no-storage",
                        route,
                        Bench.ADMIN_PORT);
    }
}
