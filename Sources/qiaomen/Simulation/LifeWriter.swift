import Dispatch
package import Hotline
import Synchronization
package import WorkTime

/// Writes down whole lives: for each department the events of all cases, in the order of time, as JSON lines.
///
/// Cases that have nothing to do with one another live side by side on all cores; the same cases and the same seed give
/// the same lines.
package struct LifeWriter: Sendable {
    /// A line of a department's file.
    private struct Line {
        let at: Instant
        let department: Int
        /// Where it stands in the text of its chunk.
        let place: Range<Int>
        let chunk: Int
    }

    /// Many lines, one behind the other.
    private struct Chunk: Sendable {
        var text: [UInt8] = []
        var lines: [(at: Instant, department: Int, place: Range<Int>)] = []
        var refused = 0
        var first: Instant?
        var last: Instant?
    }

    /// What was written.
    package struct Summary: Sendable, Hashable {
        package var cases = 0
        package var events = 0
        /// Events that change nothing: refused, repeated, unreadable, about no case.
        package var wrong = 0
        /// When the first and the last thing was done.
        package var from: Instant?
        package var to: Instant?
    }

    private let district: SimulatedDistrict
    private let end: Instant
    private let departments: [String]
    private let utcOffset: Int

    /// - Parameter end: nothing is done after it.
    package init(_ district: SimulatedDistrict, until end: Instant = .latest) {
        self.district = district
        self.end = end
        departments = district.departments + [district.desk]
        utcOffset = district.calendar.utcOffset(at: Instant(milliseconds: 0))
    }

    /// Writes the lives of cases, given in the order in which they arrive.
    ///
    /// - Parameter write: takes a department's id and lines of it, in order.
    package func write(
        _ openings: [Opening], to write: (String, ArraySlice<UInt8>) throws -> Void
    ) rethrows -> Summary {
        let stories = self.stories(openings)
        let size = 500
        let chunks = Mutex([Chunk?](repeating: nil, count: (stories.count + size - 1) / size))
        DispatchQueue.concurrentPerform(iterations: (stories.count + size - 1) / size) { index in
            var chunk = Chunk()
            for story in stories[index * size..<min(stories.count, (index + 1) * size)] { live(story, into: &chunk) }
            chunks.withLock { $0[index] = chunk }
        }
        let all = chunks.withLock { $0.compactMap(\.self) }
        var summary = Summary(cases: openings.count)
        for chunk in all {
            summary.events += chunk.lines.count
            summary.wrong += chunk.refused
            summary.from = [summary.from, chunk.first].compactMap(\.self).min()
            summary.to = [summary.to, chunk.last].compactMap(\.self).max()
        }
        try merge(all, to: write)
        return summary
    }

    /// Cases that may be merged have one story.
    private func stories(_ openings: [Opening]) -> [[LifeStory.Arrival]] {
        var neighbours = Neighbours(seed: district.seed)
        var stories: [[LifeStory.Arrival]] = []
        var places: [CaseNumber: Int] = [:]
        for opening in openings where places[opening.assignment.caseNumber] == nil {
            let target = neighbours.target(of: opening.assignment)
            let arrival = LifeStory.Arrival(opening, target: target)
            if let place = target.flatMap({ places[$0] }) {
                stories[place].append(arrival)
                places[opening.assignment.caseNumber] = place
            } else {
                places[opening.assignment.caseNumber] = stories.count
                stories.append([arrival])
            }
        }
        return stories
    }

    private func live(_ arrivals: [LifeStory.Arrival], into chunk: inout Chunk) {
        var story = LifeStory(arrivals, in: district, until: end)
        while let deed = story.next() {
            add(deed, deed.event.json(utcOffset: utcOffset), to: &chunk)
            let fate = Fate(seed: district.seed, deed.event.caseNumber)
            if fate.happens(0.01, "repeated \(deed.name)") {
                add(deed, deed.event.json(utcOffset: utcOffset), to: &chunk)
                chunk.refused += 1
            }
            if fate.happens(0.001, "broken \(deed.name)") {
                // Nobody has said what was done.
                add(
                    deed, Array("{\"id\":\"\(deed.name).broken\",\"case\":\"\(deed.event.caseNumber)\"}".utf8),
                    to: &chunk)
                chunk.refused += 1
            }
            if fate.happens(0.0005, "unknown \(deed.name)"), let nobody = CaseNumber(typed: "9999999999999999") {
                let event = ProgressEvent(
                    id: "\(deed.name).unknown", caseNumber: nobody, at: deed.at, by: deed.event.by, body: .accept)
                add(deed, event.json(utcOffset: utcOffset), to: &chunk)
                chunk.refused += 1
            }
        }
        chunk.refused += story.refused
    }

    private func add(_ deed: Deed, _ json: [UInt8], to chunk: inout Chunk) {
        let start = chunk.text.count
        chunk.text += json
        chunk.text.append(UInt8(ascii: "\n"))
        let department = departments.firstIndex(of: deed.department) ?? 0
        chunk.lines.append((deed.at, department, start..<chunk.text.count))
        chunk.first = min(chunk.first ?? deed.at, deed.at)
        chunk.last = max(chunk.last ?? deed.at, deed.at)
    }

    private func merge(_ chunks: [Chunk], to write: (String, ArraySlice<UInt8>) throws -> Void) rethrows {
        var lines: [Line] = []
        lines.reserveCapacity(chunks.reduce(0) { $0 + $1.lines.count })
        for (index, chunk) in chunks.enumerated() {
            lines += chunk.lines.map { Line(at: $0.at, department: $0.department, place: $0.place, chunk: index) }
        }
        lines.sort {
            ($0.at.milliseconds, $0.chunk, $0.place.lowerBound) < ($1.at.milliseconds, $1.chunk, $1.place.lowerBound)
        }
        for line in lines { try write(departments[line.department], chunks[line.chunk].text[line.place]) }
    }
}
