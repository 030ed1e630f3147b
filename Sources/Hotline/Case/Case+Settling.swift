package import WorkTime

/// What time alone does to a case.
///
/// It happens at instants that follow from the case, not when somebody looks: a later event first does what lies before
/// it, so that it makes no difference whether a timer was there in between.
extension Case {
    /// Does what has happened by itself up to `instant`: a suspension that waited ends, a result that nobody spoke about
    /// closes the case.
    ///
    /// It is final; an event that comes later and happened before is then late. So a timer that wants to give each event
    /// its due goes no further than the time up to which the inputs are read, less `CaseRules.backdating`.
    package mutating func settle(to instant: Instant, _ calendars: Calendars) -> [CaseAction] {
        if let suspension, suspension.kind == .waiting, suspension.until <= instant {
            resumeByItself(at: suspension.until, calendars)
        }
        // Said exactly when the time is over is said in time.
        if state == .resolved, let closesAt, closesAt < instant {
            return close(.expired, at: closesAt, calendars)
        }
        return []
    }

    /// The case as it stands at `instant`, if nothing more is done to it.
    package func asOf(_ instant: Instant, _ calendars: Calendars) -> Case {
        var later = self
        _ = later.settle(to: instant, calendars)
        return later
    }

    /// When something will happen by itself, if nothing is done to it.
    package var nextByItself: Instant? {
        if let suspension, suspension.kind == .waiting { return suspension.until }
        return state == .resolved ? closesAt.map { Instant(milliseconds: $0.milliseconds + 1) } : nil
    }

    mutating func resumeByItself(at instant: Instant, _ calendars: Calendars) {
        record(.resumed, at: instant)
        resume(at: instant, calendars)
    }
}
