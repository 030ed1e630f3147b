import GRDB

extension Schema {
    /// Indices for figures. Each is written at every change of a row, so there are few:
    ///
    /// - cases by when they were received hold all that closure times and counts ask for, so that a year's are read without
    ///   the cases themselves, which are thirty times as large;
    /// - rounds have one for each instant at which something counts; those of begin, date and end hold what is asked for.
    ///   They come nearly in the order of time, so that new entries are written side by side;
    /// - what is rare (excluded, suspended) is found by indices that hold nothing else.
    static let figures = """
        CREATE INDEX cases_figures ON cases(
            receivedAt, kind, open, resolvedAt, elapsedMs, workingMs, clockStart, area, community, street, channel,
            urgency, holder);
        CREATE INDEX cases_excluded ON cases(exclusion) WHERE exclusion IS NOT NULL;
        CREATE INDEX cases_suspended ON cases(suspension, suspendedUntil) WHERE suspension IS NOT NULL;

        DROP INDEX rounds_assigned;
        CREATE INDEX rounds_assigned ON rounds(assignedAt, kind, department, endedAt, ending, elapsedMs, workingMs);
        DROP INDEX rounds_due;
        CREATE INDEX rounds_due ON rounds(dueAt, kind, department, endedAt, ending) WHERE dueAt IS NOT NULL;
        CREATE INDEX rounds_ended ON rounds(endedAt, ending, kind, department, assignedAt, dueAt);
        CREATE INDEX rounds_accept ON rounds(acceptBy) WHERE acceptBy IS NOT NULL;
        CREATE INDEX rounds_contact ON rounds(contactBy) WHERE contactBy IS NOT NULL;
        """
}
