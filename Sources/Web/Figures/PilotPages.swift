import Foundation
import Hotline
import Hummingbird
import Store
import WorkTime

/// `/pilots`: who works on what in the communities of the pilot, and 居民点单.
struct PilotPages: Sendable {
    let services: WebServices
    let kept = KeptReads<String, PilotFindings>()

    func addRoutes(to router: some RouterMethods<WebContext>) {
        router.get("/pilots", use: pilots)
    }

    private func pilots(_ request: Request, _ context: WebContext) async throws -> Response {
        try context.require(.manager, .desk)
        let communities = services.district.communities.filter { $0.pilot != nil }
        let now = services.now()
        var findings: [String: PilotFindings] = [:]
        var askAgain: Int?
        for community in communities {
            let found = try await kept.value(of: community.id) { [services] in
                try await services.reads.read { store throws(StoreError) in
                    try PilotFindings.read(store, community: community.id, now: now)
                }
            }
            findings[community.id] = found.value
            askAgain = [askAgain, found.askAgain].compactMap(\.self).min()
        }
        let words = FigureWording(
            language: context.language, names: services.names, days: services.zone)
        let shown = communities.compactMap { community in
            community.pilot.map { model(community, $0, findings[community.id], words, now) }
        }
        var values: [String: Any] = ["communities": shown, "none": shown.isEmpty]
        if let askAgain { values["askAgain"] = askAgain }
        return services.pages.page("pilots", title: "pilots", values, context, isLive: true)
    }

    private func model(
        _ community: Community, _ pilot: Pilot, _ findings: PilotFindings?, _ words: FigureWording, _ now: Instant
    ) -> [String: Any] {
        let wishes = findings?.wishes ?? []
        return [
            "id": community.id, "name": words.language(community.name),
            "street": words.name(.group(community.street), by: .street), "leader": pilot.leader,
            "sponsor": pilot.sponsor.map { words.name(.group($0), by: .department) } ?? "-",
            "team": pilot.team, "plan": pilot.plan,
            "stages": PilotFindings.Stage.allCases.map { stage in
                [
                    "name": words.text("pilotsStage" + stage.rawValue.capitalized),
                    "count": findings?.stages[stage] ?? 0,
                    "isReached": findings?.stages[stage] ?? 0 > 0,
                ]
            },
            "cases": findings?.cases ?? 0, "hasMore": findings?.hasMore ?? false,
            "figures": FigureAddress(by: .area, only: "community=\(community.id)").page,
            "wishes": wishes.prefix(10).map { wish in
                FigureCaseRow(row: wish.row, words: words).model(asOf: now)
                    .merging(["endorsements": wish.endorsements]) { first, _ in first }
            },
            "noWishes": wishes.isEmpty,
        ]
    }
}
