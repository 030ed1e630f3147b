import Hotline
import Store

/// 回访: a page of the callers who are to be asked what they think of the result, those who wait longest first.
struct CallBackQueue: Sendable {
    /// A caller who is to be asked: each caller of a case, also of one that was merged into it.
    struct Entry: Sendable {
        let caller: Caller
        /// The case that answers for the caller's.
        let root: Case
        /// The caller's report, as far as it is not purged.
        let report: ReportRecord?
    }

    private(set) var entries: [Entry] = []
    private(set) var next: CasePageKey?

    /// How many cases a page looks at.
    static let pageSize = 20

    /// The callers that somebody may call.
    init(_ store: Store, for principal: Principal, after: CasePageKey?) throws(StoreError) {
        var query = principal.limiting(CaseQuery(.callBacks))
        (query.limit, query.after) = (Self.pageSize, after)
        let page = try store.page(query)
        let cases = try store.cases(page.rows.map(\.number))
        next = page.next
        for row in page.rows {
            guard let root = cases[row.number]?.case else { continue }
            for caller in root.callersToAsk where principal.mayFile(on: caller.channel) {
                entries.append(Entry(caller: caller, root: root, report: try store.report(of: caller.number)))
            }
        }
    }
}

extension CaseWords {
    /// A row of the queue.
    func callBack(_ entry: CallBackQueue.Entry, for principal: Principal) -> [String: Any] {
        let (root, caller) = (entry.root, entry.caller)
        var values: [String: Any] = [
            "number": caller.number.description, "grouped": caller.number.grouped, "href": "/cases/\(caller.number)",
            "area": area(root.subject.area), "kind": language(root.subject.kind.name),
            "reply": root.resolves.last?.resolution.reply ?? "", "department": department(root.holder),
            "channel": channel(caller.channel),
        ]
        if let resolvedAt = root.resolves.last?.at {
            (values["resolvedAt"], values["waited"]) = (resolvedAt.text(in: services.zone), waited(since: resolvedAt))
        }
        if caller.number != root.number {
            values["root"] = ["href": "/cases/\(root.number)", "grouped": root.number.grouped]
        }
        guard let report = entry.report else { return values }
        let isConfidential = report.isConfidential ?? (root.subject.kind == .tipoff)
        guard principal.seesPersonalData(isConfidential: isConfidential) else {
            values["isHidden"] = true
            return values
        }
        values["about"] = report.title ?? report.text.map { String($0.prefix(Self.excerptLength)) }
        values["name"] = report.name
        if let phone = report.phone {
            values["phone"] = ["text": phone, "digits": PhoneNumber.digits(of: phone)]
        }
        return values
    }

    /// How much of a report a row shows, in characters.
    private static let excerptLength = 120
}
