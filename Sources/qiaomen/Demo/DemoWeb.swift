import Foundation
import Hotline
import Kafka
import Logging
import Telemetry
import Web
import WorkTime

/// The pages of a demonstration, and somebody of each role to look at them.
struct DemoWeb {
    private let run: WebRun
    /// Where people begin.
    let address: String
    /// Addresses that sign somebody in, with who it is.
    let links: [(role: BilingualName, address: String)]

    /// - Parameter settings: name the store, and an access file that is only the demonstration's.
    init(
        _ cluster: ClientConfiguration, settings: Settings, district: District, clock: FastClock, logger: Logger
    ) async throws {
        let people = Self.people(of: district)
        let file = settings.accessFile
        let paths = try await blocking {
            try file.change { list in
                for person in people {
                    try list.setUser(person.role.zh, person.scope, password: UUID().uuidString, at: .now)
                }
                return people.compactMap { person in
                    list.signInAddress(of: person.role.zh, at: .now).map { (role: person.role, path: $0) }
                }
            }
        }
        run = try await WebRun(
            cluster, settings: settings, district: district, now: { clock.now }, signsInByAddress: true,
            registry: MetricRegistry(logger: logger), logger: logger)
        let address = run.link(settings)
        self.address = address
        links = paths.map { (role: $0.role, address: address + $0.path.dropFirst()) }
    }

    func stop() async { await run.stop() }

    private static func people(of district: District) -> [(role: BilingualName, scope: AccessScope)] {
        var people = [
            (role: BilingualName(zh: "区领导", en: "manager"), scope: AccessScope(role: .manager)),
            (
                role: BilingualName(zh: "热线话务员", en: "hotline"),
                scope: AccessScope(role: .hotline, channels: district.channels.map(\.id))
            ),
            (role: BilingualName(zh: "派单员", en: "desk"), scope: AccessScope(role: .desk)),
        ]
        people += district.departments.filter { $0.kind != .desk }.map { department in
            (
                role: BilingualName(zh: department.name.zh + "经办人", en: department.name.en),
                scope: AccessScope(role: .department, departments: [department.id])
            )
        }
        if let community = district.communities.first {
            let role = BilingualName(zh: community.name.zh + "网格员", en: "grid worker, \(community.name.en)")
            people.append((role: role, scope: AccessScope(role: .grid, community: community.id)))
        }
        return people
    }
}
