/// What an action carries besides its note.
package enum ProgressBody: Sendable, Hashable {
    case accept, contact, arrive, contribute, resume, reopen, close, urge, withdraw
    case start(Start)
    case `return`(Return)
    case suspend(Suspension)
    case extend(Extension)
    case assist(Assistance)
    case assignTo(Assignee)
    case resolve(Resolution)
    /// `ref`: the id of the request's event.
    case grant(ref: String)
    case refuse(ref: String)
    case assign(Dispatch)
    case evaluate(Evaluation)
    case merge(into: CaseNumber)
    case reclassify(Reclassification)
    case setUrgency(Urgency)
    case exclude(Exclusion)
    case supervise(Supervision)
    /// `ref`: the id of the supervision's event; nil answers the oldest that is open.
    case report(ref: String?)

    /// Which action it is.
    package var action: ProgressAction {
        switch self {
        case .accept: .accept
        case .contact: .contact
        case .arrive: .arrive
        case .contribute: .contribute
        case .resume: .resume
        case .reopen: .reopen
        case .close: .close
        case .urge: .urge
        case .withdraw: .withdraw
        case .start: .start
        case .return: .return
        case .suspend: .suspend
        case .extend: .extend
        case .assist: .assist
        case .assignTo: .assignTo
        case .resolve: .resolve
        case .grant: .grant
        case .refuse: .refuse
        case .assign: .assign
        case .evaluate: .evaluate
        case .merge: .merge
        case .reclassify: .reclassify
        case .setUrgency: .setUrgency
        case .exclude: .exclude
        case .supervise: .supervise
        case .report: .report
        }
    }
}
