import Hotline

/// One step of a department's round.
struct RoundStep {
    enum Kind {
        case accept, contact, assignTo, assist, `return`, resume, extend, raise, resolve
        case start(ProgressBody.Start.Stage?)
        case suspend(ProgressBody.Suspension.Kind)
        case prolong(ProgressBody.Suspension.Kind)
    }

    /// Tells it from all others in the life of the case.
    let name: String
    let kind: Kind
    /// At which share of the time that there is for it.
    let share: Double
}

/// What a department means to do in its round, in order, as the case's temper has it.
struct RoundScript {
    private let scene: Scene
    private let round: Int
    private(set) var steps: [RoundStep] = []

    init(_ scene: Scene) {
        self.scene = scene
        round = scene.round
        // Late or in time; some do it at once.
        let end = happens(0.86, "in time") ? number(0.1...0.97, "end") : number(1.02...1.9, "end")
        let isRedo = scene.state.round.kind == .redo
        addBeginning(returnsUnseen: happens(0.5, "unseen"))
        if !isRedo, happens(0.25, "assigns") { add("assignTo", .assignTo, end * 0.15) }
        if happens(0.6, "starts") { add("plan", .start(happens(0.6, "plan") ? .plan : nil), end * 0.2) }
        if !isRedo { addTurns(end) }
        if happens(0.35, "builds") { add("build", .start(.build), end * 0.8) }
        if happens(0.15, "manages") { add("manage", .start(.manage), end * 0.9) }
        if happens(0.1, "shares") { add("share", .start(.share), end * 0.95) }
        add("resolve", .resolve, end)
    }

    private var temper: Temper { scene.temper }

    /// Whether this round's department wants to be rid of the case: as often as the temper says, then whoever has it keeps
    /// it.
    private var isReturning: Bool {
        let before = scene.state.rounds.dropLast().filter { $0.department != scene.district.desk }.count
        return before < temper.returns && scene.state.round.kind == .resolve
    }

    private func happens(_ chance: Double, _ purpose: String) -> Bool {
        scene.fate.happens(chance, "r\(round) \(purpose)?")
    }

    private func number(_ range: ClosedRange<Double>, _ purpose: String) -> Double {
        scene.fate.number(range, "r\(round) \(purpose)")
    }

    private mutating func add(_ name: String, _ kind: RoundStep.Kind, _ share: Double) {
        steps.append(RoundStep(name: "r\(round).\(name)", kind: kind, share: share))
    }

    private mutating func addBeginning(returnsUnseen: Bool) {
        if isReturning, returnsUnseen { add("return", .return, 0) }
        // Whoever begins with something else has accepted by it.
        if happens(0.85, "accepts") {
            add(
                "accept", .accept,
                happens(0.12, "accepts late") ? number(1.1...6, "accept") : number(0.05...0.98, "accept"))
        }
        if isReturning, !returnsUnseen { add("return", .return, 0) }
        if scene.state.subject.kind != .wish, happens(0.93, "contacts") {
            let share = happens(0.1, "contacts late") ? number(1.05...3, "contact") : number(0.1...0.99, "contact")
            add("contact", .contact, share)
        }
    }

    /// What does not happen to every case.
    private mutating func addTurns(_ end: Double) {
        if temper.isRaised { add("raise", .raise, end * 0.25) }
        if temper.needsHelp { add("assist", .assist, end * 0.3) }
        if let kind = temper.suspension { addSuspension(kind, end) }
        for index in 0..<temper.extensions {
            // Of those who ask at all some ask when it is too late.
            add("extend\(index)", .extend, happens(0.08, "asks late") ? 1.05 : min(0.98, 0.75 + 0.1 * Double(index)))
        }
    }

    private mutating func addSuspension(_ kind: ProgressBody.Suspension.Kind, _ end: Double) {
        add("suspend", .suspend(kind), end * 0.45)
        for index in 0..<temper.prolongations {
            let isLate = kind == .ledger && happens(0.3, "reviewed late \(index)")
            let share = isLate ? number(1.05...1.4, "late \(index)") : number(0.5...0.98, "prolong \(index)")
            add("prolong\(index)", .prolong(kind), share)
        }
        if kind == .ledger || happens(0.25, "resumes") {
            let isLate = kind == .ledger && happens(0.3, "resumed late")
            add("resume", .resume, isLate ? number(1.02...1.5, "resume") : number(0.3...0.99, "resume"))
        }
    }
}
