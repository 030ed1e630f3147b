import CResources
import DistrictFile
import Hotline
import WorkTime
import qiaomen

/// The shipped district, and cases that arrive in it.
struct SmallTown {
    let file: District
    let district: SimulatedDistrict
    /// From which each case begins with a report of its own.
    let start: Instant

    init(seed: UInt64 = 1, from start: String = "2026-01-05T08:00:00+08:00") throws {
        let bytes = UnsafeBufferPointer(start: qiaomen_district_yaml_bytes(), count: qiaomen_district_yaml_size)
        file = try readDistrict(yaml: Array(bytes), name: "district.yaml")
        guard let district = SimulatedDistrict(file, seed: seed) else { throw CommandFailure("no department") }
        self.district = district
        self.start = try Instant(rfc3339: start)
    }

    /// So many cases, one every half an hour, of all areas, kinds and urgencies.
    func openings(_ count: Int) -> [Opening] {
        (0..<count).map { index in
            let area = file.areas[index % file.areas.count].id
            let kind: ReportKind = index % 12 == 0 ? .wish : index % 7 == 0 ? .question : .help
            let urgency: Urgency = index % 25 == 0 ? .emergency : index % 10 == 0 ? .urgent : .normal
            let departments = file.departments.map(\.id)
            let id = Array("\(district.seed).\(index)".utf8)
            let at = Instant(milliseconds: start.milliseconds + Int64(index) * 1_800_000)
            let assignment = Assignment(
                caseNumber: CaseNumber(channel: "hotline", id: id.span),
                department: departments[index % departments.count],
                area: area, confidence: 0.9, community: file.communities[index % file.communities.count].id, kind: kind,
                urgency: urgency, assignedAt: at, policy: file.version, model: "m",
                source: Source(topic: "reports.hotline", partition: 0, offset: Int64(index)), channel: "hotline")
            let caller = Caller(
                number: assignment.caseNumber, channel: "hotline", isReachable: index % 17 != 0, reportedAt: at,
                receivedAt: at)
            return Opening(
                assignment: assignment, caller: caller,
                terms: district.policy.terms(area: area, kind: kind, urgency: urgency))
        }
    }

    /// The lives of so many cases, all beside one another.
    func lives(_ count: Int) -> [LifeStory] {
        var neighbours = Neighbours(seed: district.seed)
        var stories: [[LifeStory.Arrival]] = []
        var places: [CaseNumber: Int] = [:]
        for opening in openings(count) {
            let target = neighbours.target(of: opening.assignment)
            let place = target.flatMap { places[$0] } ?? stories.count
            if place == stories.count { stories.append([]) }
            stories[place].append(LifeStory.Arrival(opening, target: target))
            places[opening.assignment.caseNumber] = place
        }
        return stories.map { LifeStory($0, in: district) }
    }
}
