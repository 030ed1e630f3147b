import ArgumentParser
import Web

/// Options of commands that monitoring asks.
struct MetricsOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Serves /metrics for Prometheus, and /healthz and /readyz for whoever keeps it running. Default: not.",
            valueName: "host:port"))
    var metrics: ListenAddress?
}

extension ListenAddress: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
