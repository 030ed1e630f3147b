import Hotline
import Store
import WorkTime

/// Which cases an address asks for.
struct CaseSearch: Sendable {
    /// What is asked, a page of it.
    var query: CaseQuery

    private static let orders: [String: CaseQuery.Order] = [
        "received": .received, "due": .due, "callBacks": .callBacks, "requests": .requests, "updated": .updated,
    ]
    /// How many cases a page may have.
    static let pageSizes = 1...500

    /// What the address of a list may say; whatever else it says is a mistake.
    static let names: Set<String> = [
        "order", "state", "department", "area", "community", "street", "channel", "kind", "urgency", "receivedFrom",
        "receivedBefore", "updatedFrom", "updatedBefore", "dueBefore", "promisedBefore", "limit", "after", "lang",
    ]

    /// - Parameter order: unless the address says otherwise.
    init(
        _ fields: RequestFields, order: CaseQuery.Order = .received, _ days: DistrictDays
    ) throws(WebError) {
        query = CaseQuery(order)
        if let stray = fields.names.first(where: { !Self.names.contains($0) }) {
            throw .wrongField(String(stray.prefix(64)), "one of \(Self.names.sorted().joined(separator: ", "))")
        }
        if let name = fields["order"] {
            guard let order = Self.orders[name] else {
                throw .wrongField("order", "one of \(Self.orders.keys.sorted().joined(separator: ", "))")
            }
            query.order = order
        }
        for word in fields.list("state") ?? [] { query.states.insert(try Self.word(word, "state")) }
        query.holder = fields["department"]
        query.area = fields["area"]
        query.community = fields["community"]
        query.street = fields["street"]
        query.channel = fields["channel"]
        query.kind = try Self.word(fields, "kind")
        query.urgency = try Self.word(fields, "urgency")
        query.limit = try fields["limit"].map(Self.limit) ?? query.limit
        query.after = try fields["after"].map(Self.place)
        try readTimes(fields, days)
    }

    private mutating func readTimes(_ fields: RequestFields, _ days: DistrictDays) throws(WebError) {
        func time(_ name: String) throws(WebError) -> Instant? {
            guard let text = fields[name] else { return nil }
            guard let instant = days.instant(asked: text) else { throw .wrongField(name, WebError.timeExpectation) }
            return instant
        }
        query.receivedFrom = try time("receivedFrom")
        query.receivedBefore = try time("receivedBefore")
        query.updatedFrom = try time("updatedFrom")
        query.updatedBefore = try time("updatedBefore")
        query.dueBefore = try time("dueBefore")
        query.promisedBefore = try time("promisedBefore")
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ fields: RequestFields, _ name: String
    ) throws(WebError) -> Word? {
        guard let text = fields[name] else { return nil }
        return try word(text, name) as Word
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ text: String, _ name: String
    ) throws(WebError) -> Word {
        guard let word = Word(rawValue: text) else {
            throw .wrongField(name, "one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    private static func limit(_ text: String) throws(WebError) -> Int {
        guard let limit = Int(text), pageSizes.contains(limit) else {
            throw .wrongField("limit", "a whole number from \(pageSizes.lowerBound) to \(pageSizes.upperBound)")
        }
        return limit
    }

    /// Where the page before ended: `next` of its answer.
    private static func place(_ text: String) throws(WebError) -> CasePageKey {
        guard let key = CasePageKey(text: text) else { throw .wrongField("after", "`next` of the page before") }
        return key
    }
}

extension CasePageKey {
    /// As addresses have it.
    var text: String { "\(key).\(number)" }

    /// - Returns: nil if it is none.
    init?(text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let key = Int64(parts[0]), let number = CaseNumber(digits: Array(parts[1].utf8).span)
        else { return nil }
        self.init(key: key, number: number)
    }
}

extension WebError {
    static let timeExpectation = "a date, or a time with its zone such as 2026-11-01T08:00:00+08:00"

    /// 400 with the field and what was expected of it, a noun phrase.
    static func wrongField(_ name: String, _ expected: String) -> WebError {
        .badRequest("wrong-field", zh: "参数 \(name) 有误，应为: \(expected)", en: "\(name): expected \(expected)")
    }
}
