import HTTPTypes
import Hotline
import Store
import WorkTime

/// Which requests are asked for.
enum Open311Search: Sendable {
    /// Those alone, whatever else is asked for.
    case numbers([CaseNumber])
    case list(CaseQuery)

    /// No answer holds more requests.
    static let most = 1_000
    /// No list goes over more days.
    private static let days: Int64 = 90
    /// Pages further behind are reached by narrower dates.
    private static let deepest = 100_000

    /// Reads the query of an address; what is wrong with it is told all at once.
    init(
        _ fields: RequestFields, now: Instant, _ days: DistrictDays, _ catalogue: Open311Catalogue, _ language: Language
    ) throws(Open311Errors) {
        if let ids = fields.list("service_request_id") {
            guard ids.count <= Self.most else {
                throw Open311Errors(
                    .badRequest, "service_request_id: " + language(zh: "编号过多", en: "expected at most 1000 ids"))
            }
            self = .numbers(ids.compactMap { CaseNumber(digits: $0.utf8.span) })
            return
        }
        var reader = Reader(fields: fields, days: days, language: language)
        let query = reader.query(now: now, catalogue)
        guard reader.errors.list.isEmpty else { throw reader.errors }
        self = .list(query)
    }

    private struct Reader {
        let fields: RequestFields
        let days: DistrictDays
        let language: Language
        var errors = Open311Errors()

        mutating func query(now: Instant, _ catalogue: Open311Catalogue) -> CaseQuery {
            var query = CaseQuery()
            query.isPublic = true
            query.updatedFrom = time("updated_after")
            query.updatedBefore = time("updated_before")
            if query.updatedFrom != nil || query.updatedBefore != nil { query.order = .updated }
            span(&query, now: now)
            query.services = services(catalogue)
            query.states = states()
            query.box = box()
            query.limit = number("page_size", 1...Open311Search.most) ?? Open311Search.most
            let page = number("page", 1...Open311Search.deepest) ?? 1
            let (skipped, isBeyond) = (page - 1).multipliedReportingOverflow(by: query.limit)
            query.skipped = skipped
            if isBeyond || skipped > Open311Search.deepest {
                refuse("page", zh: "页码过大，请缩小日期范围", en: "too far behind: narrow the dates")
            }
            return query
        }

        /// At most 90 days, by when requests were received; a list by when they changed goes over all.
        private mutating func span(_ query: inout CaseQuery, now: Instant) {
            let width = Open311Search.days * 86_400_000
            let (start, end) = (time("start_date"), time("end_date"))
            if start == nil, end == nil, query.order == .updated { return }
            query.receivedFrom =
                start ?? Instant(milliseconds: max(Instant.earliest.milliseconds, (end ?? now).milliseconds - width))
            query.receivedBefore = end ?? start.map { Instant(milliseconds: $0.milliseconds + width) }
            guard let start, let end else { return }
            if end < start {
                refuse("end_date", zh: "结束时间早于开始时间", en: "lies before start_date")
            } else if end.milliseconds - start.milliseconds > width {
                refuse("end_date", zh: "时间跨度不得超过 90 天", en: "the dates may be at most 90 days apart")
            }
        }

        private mutating func services(_ catalogue: Open311Catalogue) -> Set<CaseService> {
            guard let codes = fields.list("service_code") else { return [] }
            let known = codes.map { catalogue[$0]?.key }
            if known.contains(nil) {
                errors.add(.notFound, "service_code: " + language(zh: "没有此服务代码", en: "there is no such service"))
            }
            return Set(known.compactMap(\.self))
        }

        private mutating func states() -> Set<CaseState> {
            guard let words = fields.list("status") else { return [] }
            let known = words.compactMap(Open311Status.init(rawValue:))
            if known.count < words.count || words.isEmpty {
                refuse("status", zh: "可选值：open、closed", en: "expected open, closed or both")
            }
            return Set(known) == Set(Open311Status.allCases) ? [] : known.first?.states ?? []
        }

        /// West, south, east, north, as GeoJSON has it.
        private mutating func box() -> CaseBox? {
            guard let texts = fields.list("bbox") else { return nil }
            let numbers = texts.compactMap { Double($0) }
            if texts.count == 4, numbers.count == 4, abs(numbers[0]) <= 180, abs(numbers[2]) <= 180,
                abs(numbers[1]) <= 90, abs(numbers[3]) <= 90, numbers[0] <= numbers[2], numbers[1] <= numbers[3]
            {
                return CaseBox(latitudes: numbers[1]...numbers[3], longitudes: numbers[0]...numbers[2])
            }
            refuse("bbox", zh: "须为 西,南,东,北（度）", en: "expected west,south,east,north in degrees")
            return nil
        }

        private mutating func number(_ name: String, _ range: ClosedRange<Int>) -> Int? {
            guard let text = fields[name] else { return nil }
            if let number = Int(text), range.contains(number) { return number }
            refuse(
                name, zh: "须为 \(range.lowerBound) 到 \(range.upperBound) 的整数",
                en: "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }

        private mutating func time(_ name: String) -> Instant? {
            guard let text = fields[name] else { return nil }
            if let instant = days.instant(asked: text) { return instant }
            refuse(
                name, zh: "须为带时区的时间，如 2026-11-01T08:00:00+08:00",
                en: "expected a time with its zone such as 2026-11-01T08:00:00+08:00")
            return nil
        }

        private mutating func refuse(_ name: String, zh: String, en: String) {
            errors.add(.badRequest, "\(name): " + language(zh: zh, en: en))
        }
    }
}

/// The standard knows no more than two states.
enum Open311Status: String, CaseIterable {
    /// Somebody is to do something about it.
    case open
    /// Somebody has said that it is done, it ended otherwise, or another request answers for it.
    case closed

    var states: Set<CaseState> {
        self == .open ? CaseState.open : Set(CaseState.allCases).subtracting(CaseState.open)
    }

    init(_ state: CaseState) { self = CaseState.open.contains(state) ? .open : .closed }
}
