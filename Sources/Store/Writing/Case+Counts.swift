package import Hotline

/// What is counted of a case.
extension Case {
    /// How often the desk took it from one department and gave it to another (转派).
    var reassignments: Int { rounds.count { $0.ending == .reassigned } }

    /// Whether the first dispatch reached those who could do it: neither returned nor re-assigned.
    var wasRightAtFirst: Bool { grantedReturns == 0 && reassignments == 0 }

    /// 延期 that were granted, over all rounds.
    var grantedExtensions: Int { rounds.reduce(0) { $0 + $1.clock.extensions.count } }

    /// 挂账 that were granted: by the desk, or at once where the district has said so.
    var grantedLedgers: Int {
        let events = history.lazy.compactMap { $0.progress?.event }
        let asked = events.filter { event in
            if case .suspend(let suspension) = event.body { suspension.kind == .ledger } else { false }
        }
        guard !asked.isEmpty else { return 0 }
        guard !terms.rules.autoGrant.contains(.suspend) else { return asked.count }
        return asked.count { request in
            events.contains { event in
                if case .grant(let ref) = event.body { ref.utf8.elementsEqual(request.id.utf8) } else { false }
            }
        }
    }

    var unaskedCallers: Int { callersToAsk.count }

    /// Callers who can be reached and whom nobody has asked yet what they think of the last resolve. Of a wish nobody is
    /// asked.
    package var callersToAsk: [Caller] {
        guard state == .resolved, subject.kind != .wish else { return [] }
        return callers.filter { $0.withdrawnAt == nil && $0.isReachable && !$0.wasAsked(resolve: resolves.count) }
    }
}
