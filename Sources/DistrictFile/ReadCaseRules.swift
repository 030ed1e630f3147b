import Hotline
import WorkTime

/// The requests that the district may grant at once.
private enum GrantedRequest: String, CaseIterable {
    case `return`, suspend, extend
}

extension DistrictReader {
    /// The section `caseRules`; what it does not say is as the standard has it.
    func caseRules(_ field: Field) -> CaseRules {
        var rules = CaseRules()
        guard var mapping = field.mapping() else { return rules }
        func limit(_ key: String, _ standard: TimeLimit?) -> TimeLimit? {
            mapping.optional(key).map { $0.timeLimit() } ?? standard
        }
        func count(_ key: String, _ standard: Int) -> Int {
            mapping.optional(key).map { $0.integer(in: 0...100) ?? standard } ?? standard
        }
        func elapsed(_ key: String, _ standard: Int64) -> Int64 {
            mapping.optional(key).map { $0.elapsedMilliseconds() ?? standard } ?? standard
        }
        rules.returnWithin = limit("returnWithin", rules.returnWithin)
        rules.maxReturns = count("maxReturns", rules.maxReturns)
        rules.reopenWithin = limit("reopenWithin", rules.reopenWithin)
        rules.closeAfter = limit("closeAfter", rules.closeAfter)
        rules.maxRedo = count("maxRedo", rules.maxRedo)
        rules.extensionsByDesk = count("extensionsByDesk", rules.extensionsByDesk)
        rules.backdating = elapsed("backdating", rules.backdating)
        rules.ahead = elapsed("ahead", rules.ahead)
        if let field = mapping.optional("autoGrant") {
            let granted = field.distinct { element in
                element.choice(of: GrantedRequest.self)
                    .map { Located(value: $0, mark: element.mark, path: element.path) }
            }
            rules.autoGrant = Set(granted.compactMap { ProgressAction(rawValue: $0.value.rawValue) })
        }
        mapping.refuseOtherKeys()
        return rules
    }
}

extension Field {
    /// `5 working days`
    func timeLimit() -> TimeLimit? {
        guard let text = text() else { return nil }
        do throws(TimeLimitError) {
            return try TimeLimit(text.value)
        } catch {
            report("\(error), found `\(excerpt(text.value))`")
            return nil
        }
    }

    /// A time that passes for everybody, of a day at most.
    fileprivate func elapsedMilliseconds() -> Int64? {
        guard let limit = timeLimit() else { return nil }
        guard let milliseconds = limit.elapsedMilliseconds, milliseconds <= 86_400_000 else {
            report("expected at most 24 hours, in minutes or hours that are no working time, found `\(limit)`")
            return nil
        }
        return milliseconds
    }
}
