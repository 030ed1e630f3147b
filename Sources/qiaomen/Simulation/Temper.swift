import Hotline

/// What kind of life a case will have. Most are plain; each turn that a case may take, some take.
package struct Temper: Sendable {
    /// How often departments send it back.
    let returns: Int
    /// The desk does not let the first return pass.
    let isReturnRefused: Bool
    /// 挂起 or 挂账, and how often it is prolonged.
    let suspension: ProgressBody.Suspension.Kind?
    let prolongations: Int
    /// How often more time is asked for.
    let extensions: Int
    /// 吹哨.
    let needsHelp: Bool
    /// Results that residents are not content with.
    let disappointments: Int
    /// Residents ask when it will be done.
    let urges: Int
    let isWithdrawn: Bool
    /// The desk takes it away from who has it.
    let isReassigned: Bool
    let isReclassified: Bool
    let isRaised: Bool
    let isSupervised: Bool
    let isExcluded: Bool
    /// Somebody is not content after all, when it is long closed.
    let isReopened: Bool
    /// Nobody does anything for it.
    let isForgotten: Bool
    /// Somebody does something that nobody may.
    let mischief: Mischief?

    package init(_ fate: Fate) {
        returns = fate.count([0.13, 0.06, 0.03], "returns")
        isReturnRefused = fate.happens(0.2, "return refused")
        let suspensions: [ProgressBody.Suspension.Kind?] = [
            .waiting, .waiting, .ledger, nil, nil, nil, nil, nil, nil, nil,
        ]
        suspension = fate.pick(suspensions, "suspension") ?? nil
        prolongations = fate.count([0.3, 0.08], "prolongations")
        extensions = fate.count([0.14, 0.05, 0.015], "extensions")
        needsHelp = fate.happens(0.12, "needs help")
        disappointments = fate.count([0.16, 0.08, 0.045, 0.02], "disappointments")
        urges = fate.count([0.2, 0.08, 0.03], "urges")
        isWithdrawn = fate.happens(0.03, "withdrawn")
        isReassigned = fate.happens(0.04, "reassigned")
        isReclassified = fate.happens(0.05, "reclassified")
        isRaised = fate.happens(0.04, "raised")
        isSupervised = fate.happens(0.03, "supervised")
        isExcluded = fate.happens(0.03, "excluded")
        isReopened = fate.happens(0.03, "reopened")
        isForgotten = fate.happens(0.01, "forgotten")
        mischief = fate.happens(0.14, "mischief") ? fate.pick(Mischief.allCases, "which mischief") : nil
    }
}

/// What somebody does that changes nothing, because nobody may do it so.
package enum Mischief: CaseIterable, Sendable {
    /// A department grants its own request.
    case grantsItself
    /// A department takes what is another's.
    case takesAnothers
    /// An event of a round that is not.
    case wrongRound
    /// A result is evaluated that is not there yet.
    case evaluatesEarly
    /// A case is resolved that is resolved already.
    case resolvesTwice
    /// A department goes on with a case that is closed.
    case goesOnAfterEnd
    /// An id is used again for something else.
    case reusesIdentity
    /// The desk grants what nobody asked for.
    case grantsNothing
    /// The desk sends it to a department that is none.
    case sendsToNobody
    /// The desk merges it with itself.
    case mergesWithItself
    /// A department says that it is less urgent.
    case lowersUrgency
    /// A manager wants an answer yesterday.
    case supervisesThePast
    /// A department goes on with a case that was merged into another.
    case worksOnMerged
    /// Who shares a case returns it.
    case returnsShared
    /// A return long after the time for it.
    case returnsLate
}
