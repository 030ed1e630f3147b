package import CoreMetrics
import Synchronization

/// The lag of each partition that a consumer reads. A partition that it no longer reads vanishes: its last lag would be
/// a lie for ever, and its new reader shows it.
///
/// Threads: any.
package final class LagMetrics: Sendable {
    /// A partition, without the module that knows Kafka.
    package struct Partition: Hashable, Sendable {
        let topic: String
        let partition: Int32

        package init(topic: String, partition: Int32) {
            self.topic = topic
            self.partition = partition
        }
    }

    private let group: String
    private let factory: any MetricsFactory
    private let count: Meter
    private let gauges = Mutex<[Partition: Meter]>([:])

    package init(group: String, _ factory: any MetricsFactory) {
        self.group = group
        self.factory = factory
        count = MetricDefinition.assignedPartitions.gauge(group, in: factory)
    }

    /// Shows these, and only these.
    ///
    /// - Parameter assigned: how many partitions are read, those with an unknown lag too.
    package func show(_ lags: [Partition: Int64], assigned: Int) {
        count.set(assigned)
        gauges.withLock { gauges in
            for (partition, lag) in lags { gauge(of: partition, &gauges).set(lag) }
            for (partition, gauge) in gauges where lags[partition] == nil {
                gauge.destroy()
                gauges[partition] = nil
            }
        }
    }

    /// These are somebody else's from now on.
    package func remove(_ partitions: some Sequence<Partition>) {
        gauges.withLock { gauges in
            for partition in partitions { gauges.removeValue(forKey: partition)?.destroy() }
        }
    }

    private func gauge(of partition: Partition, _ gauges: inout [Partition: Meter]) -> Meter {
        if let known = gauges[partition] { return known }
        let gauge = MetricDefinition.lag.gauge(group, partition.topic, String(partition.partition), in: factory)
        gauges[partition] = gauge
        return gauge
    }
}
