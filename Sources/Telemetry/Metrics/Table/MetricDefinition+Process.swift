/// The process itself.
extension MetricDefinition {
    package static let residentBytes = Self(
        "process_resident_memory_bytes", .gauge, "Memory that the process has in RAM.")
    package static let cpuSeconds = Self(
        "process_cpu_seconds_total", .counter, "Processor time the process has used, user and system.")
    package static let startTime = Self(
        "process_start_time_seconds", .gauge, "When the process started, in seconds since 1970.")
    package static let openFiles = Self("process_open_fds", .gauge, "Open file descriptors.")
    package static let openFilesLimit = Self("process_max_fds", .gauge, "File descriptors the process may have open.")
    package static let build = Self(
        "qiaomen_build_info", .gauge, labels: ["version", "role"], limit: 4,
        "Always 1; the labels say which version runs, and as what.")
    package static let ready = Self(
        "qiaomen_ready", .gauge, "1 while the process is at its work, as /readyz says it; otherwise 0.")

    static let process = [residentBytes, cpuSeconds, startTime, openFiles, openFilesLimit, build, ready]
}
