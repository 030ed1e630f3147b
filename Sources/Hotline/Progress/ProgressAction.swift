/// What may be done with a case. Raw values are the wire's; who may do what and when stands in ``ActionRule/all``.
package enum ProgressAction: String, CaseIterable, Sendable {
    /// What the holder does.
    case accept, contact, start, assignTo, resolve, report
    /// What the holder asks the desk for.
    case `return`, suspend, extend
    /// What holder or desk do.
    case assist, resume, setUrgency
    /// What supporting departments do.
    case arrive, contribute
    /// What the desk does.
    case grant, refuse, assign, close, merge, reclassify, exclude
    /// What residents do, and the hotline for them.
    case evaluate, reopen, urge, withdraw
    /// What managers do.
    case supervise
}
