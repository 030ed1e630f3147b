import CoreMetrics
import Foundation

/// The process's own figures, as Linux keeps them under `/proc`. Where it keeps none, the metrics are left out.
package enum ProcessMetrics {
    /// Brings them in each time the metrics are read, and says which version runs as what.
    ///
    /// - Parameter role: the command, such as `ingest`.
    package static func register(in registry: MetricRegistry, version: String, role: String) {
        MetricDefinition.build.gauge(version, role, in: registry).set(1)
        if let start = startTime() { MetricDefinition.startTime.gauge(in: registry).set(start) }
        if let limit = openFilesLimit() { MetricDefinition.openFilesLimit.gauge(in: registry).set(limit) }
        registry.onCollect { registry in
            registry.raise(.cpuSeconds, to: cpuSeconds())
            if let bytes = residentBytes() { MetricDefinition.residentBytes.gauge(in: registry).set(bytes) }
            if let count = openFiles() { MetricDefinition.openFiles.gauge(in: registry).set(count) }
        }
    }

    static func cpuSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    }

    /// The second number of `statm` counts pages.
    static func residentBytes() -> Int? {
        let fields = read("/proc/self/statm").split(separator: " ")
        guard fields.count > 1 else { return nil }
        return Int(fields[1]).map { $0 * sysconf(Int32(_SC_PAGESIZE)) }
    }

    static func openFiles() -> Int? {
        // The listing itself has one open.
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")).map { $0.count - 1 }
    }

    private static func openFilesLimit() -> Double? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        return Double(limit.rlim_cur)
    }

    /// Seconds since 1970: the machine's start, and the ticks from there to the process's.
    static func startTime() -> Double? {
        let boot = read("/proc/stat").split(separator: "\n").first { $0.hasPrefix("btime ") }
        guard let boot = boot.flatMap({ Double($0.dropFirst(6)) }),
            let ticks = startTicks(ofStat: read("/proc/self/stat"))
        else { return nil }
        return boot + ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// The 22nd field; the second, the program's name in parentheses, may hold anything.
    static func startTicks(ofStat stat: String) -> Double? {
        guard let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[end...].dropFirst().split(separator: " ")
        return fields.count > 19 ? Double(fields[19]) : nil
    }

    private static func read(_ path: String) -> String {
        (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    }
}
