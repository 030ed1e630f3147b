/// The tables. Instants are milliseconds since 1970, case numbers whole numbers below 10^16, flags 0 or 1; words are the
/// raw values of the types of `Hotline`.
///
/// Numbers of cases are hashes: rows in their order would lie all over the file, and each step would touch as many pages
/// as it has cases. So a case has also an `id`, in the order of arrival, and what is large lies in that order.
extension Schema {
    static let bookkeeping = """
        -- What the whole store belongs to: cluster.
        CREATE TABLE meta(
            key TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        ) WITHOUT ROWID;

        -- Up to where each input was read.
        CREATE TABLE offsets(
            topic TEXT NOT NULL,
            partition INTEGER NOT NULL,
            next INTEGER NOT NULL,
            PRIMARY KEY(topic, partition)
        ) WITHOUT ROWID;
        """

    static let cases = """
        -- A row a case: what is asked for, as it follows from the whole case in `bodies`.
        CREATE TABLE cases(
            id INTEGER PRIMARY KEY,
            number INTEGER NOT NULL UNIQUE,
            seq INTEGER NOT NULL,               -- entries of its history
            state TEXT NOT NULL,
            open INTEGER NOT NULL,              -- nobody has said yet that it is done
            holder TEXT NOT NULL,
            area TEXT NOT NULL,
            kind TEXT NOT NULL,
            urgency TEXT NOT NULL,
            community TEXT,
            street TEXT,
            channel TEXT NOT NULL,
            receivedAt INTEGER NOT NULL,
            reportedAt INTEGER NOT NULL,
            clockStart INTEGER NOT NULL,        -- of the resident's clock
            assignedAt INTEGER NOT NULL,        -- of the present round, as the next five
            acceptBy INTEGER,
            acceptedAt INTEGER,
            contactBy INTEGER,
            contactedAt INTEGER,
            dueAt INTEGER,
            workBy INTEGER NOT NULL,            -- dueAt, or the end of time: what worklists are ordered by
            promisedBy INTEGER,
            provisional INTEGER NOT NULL,
            resolvedAt INTEGER,                 -- the last resolve; NULL while open, as the next five
            resolvedBy TEXT,
            workingMs INTEGER,                  -- the resident's clock until then, without pauses
            elapsedMs INTEGER,
            waitMs INTEGER,                     -- the raw wait until then
            firstRight INTEGER,                 -- resolved without a return or a re-assignment
            closedAt INTEGER,
            outcome TEXT,
            exclusion TEXT,
            mergedInto INTEGER,
            suspension TEXT,
            suspendedUntil INTEGER,
            closesAt INTEGER,
            rounds INTEGER NOT NULL,
            returns INTEGER NOT NULL,
            reassignments INTEGER NOT NULL,
            redos INTEGER NOT NULL,
            extensions INTEGER NOT NULL,
            ledgers INTEGER NOT NULL,
            urges INTEGER NOT NULL,
            supervisions INTEGER NOT NULL,
            callers INTEGER NOT NULL,
            unasked INTEGER NOT NULL,           -- callers to be called back about the last resolve
            requests INTEGER NOT NULL,          -- that wait for the desk
            requestedAt INTEGER,                -- the oldest of them
            confidence REAL NOT NULL,
            wakeAt INTEGER
        );
        CREATE INDEX cases_worklist ON cases(holder, workBy, number) WHERE open = 1;
        CREATE INDEX cases_due ON cases(workBy, number) WHERE open = 1;
        CREATE INDEX cases_state ON cases(state, receivedAt, number);
        CREATE INDEX cases_received ON cases(receivedAt, number);
        CREATE INDEX cases_promised ON cases(promisedBy) WHERE promisedBy IS NOT NULL;
        CREATE INDEX cases_resolved ON cases(resolvedAt) WHERE resolvedAt IS NOT NULL;
        CREATE INDEX cases_callback ON cases(resolvedAt, number) WHERE unasked > 0;
        CREATE INDEX cases_requests ON cases(requestedAt, number) WHERE requests > 0;
        CREATE INDEX cases_merged ON cases(mergedInto) WHERE mergedInto IS NOT NULL;
        CREATE INDEX cases_wake ON cases(wakeAt, number) WHERE wakeAt IS NOT NULL;

        -- The whole case as one JSON object, masked: the value on the topic `cases`.
        CREATE TABLE bodies(
            id INTEGER PRIMARY KEY,             -- the case's
            number INTEGER NOT NULL,
            json BLOB NOT NULL
        );
        """

    static let reports = """
        -- The report that opened a case.
        CREATE TABLE reports(
            id INTEGER PRIMARY KEY,             -- the case's
            number INTEGER NOT NULL,
            receivedAt INTEGER NOT NULL,
            channel TEXT NOT NULL,
            hash BLOB NOT NULL,
            department TEXT NOT NULL,
            area TEXT NOT NULL,
            community TEXT,
            inReplyTo INTEGER,
            purgedAt INTEGER,
            title TEXT,                         -- personal from here on: NULL once purged
            text TEXT,
            address TEXT,
            name TEXT,
            phone TEXT,
            sketch BLOB,
            json BLOB
        );
        CREATE INDEX reports_address ON reports(receivedAt, address, number);
        CREATE INDEX reports_phone ON reports(phone, receivedAt) WHERE phone IS NOT NULL;
        CREATE INDEX reports_reply ON reports(inReplyTo) WHERE inReplyTo IS NOT NULL;
        CREATE INDEX reports_kept ON reports(receivedAt) WHERE purgedAt IS NULL;
        """

    static let parts = """
        -- A row a round: a department's turn and its clocks.
        CREATE TABLE rounds(
            caseID INTEGER NOT NULL,
            round INTEGER NOT NULL,
            number INTEGER NOT NULL,            -- the case's
            department TEXT NOT NULL,
            reason TEXT NOT NULL,
            kind TEXT NOT NULL,                 -- which limit ends it: dispatch, resolve, redo, answer
            assignedAt INTEGER NOT NULL,
            acceptBy INTEGER,
            acceptedAt INTEGER,
            contactBy INTEGER,
            contactedAt INTEGER,
            dueAt INTEGER,
            endedAt INTEGER,
            ending TEXT,
            workingMs INTEGER,                  -- the time charged, until the end; NULL while it lasts
            elapsedMs INTEGER,
            PRIMARY KEY(caseID, round)
        ) WITHOUT ROWID;
        CREATE INDEX rounds_due ON rounds(dueAt) WHERE dueAt IS NOT NULL;
        CREATE INDEX rounds_assigned ON rounds(assignedAt);

        -- A row an answer: what a caller said of a resolve, or that nobody was reached.
        CREATE TABLE evaluations(
            caseID INTEGER NOT NULL,
            number INTEGER NOT NULL,            -- the case that was judged
            caller INTEGER NOT NULL,            -- whose report it was
            resolve INTEGER NOT NULL,
            at INTEGER NOT NULL,
            reached INTEGER NOT NULL,
            resolved INTEGER,                   -- NULL if unanswered
            satisfaction INTEGER,               -- 5 to 1, NULL if unanswered
            department TEXT NOT NULL,           -- that had resolved it
            PRIMARY KEY(caseID, caller, resolve, at)
        ) WITHOUT ROWID;
        CREATE INDEX evaluations_at ON evaluations(at);

        -- Cases that look alike.
        CREATE TABLE links(
            number INTEGER NOT NULL,
            other INTEGER NOT NULL,
            similarity REAL NOT NULL,
            PRIMARY KEY(number, other)
        ) WITHOUT ROWID;
        CREATE INDEX links_other ON links(other, number);
        """

    static let events = """
        -- The identity of every event that was applied or refused, over all cases.
        CREATE TABLE events(
            topic TEXT NOT NULL,
            id TEXT NOT NULL,
            replay INTEGER NOT NULL,
            number INTEGER NOT NULL,
            seq INTEGER,                        -- the entry of the history; NULL if refused
            at INTEGER,                         -- the effective time; if refused, what the sender says; NULL if forgotten
            recordedAt INTEGER,
            action TEXT,
            body BLOB NOT NULL,                 -- a hash
            PRIMARY KEY(topic, id, replay)
        ) WITHOUT ROWID;

        -- Events whose case has not arrived.
        CREATE TABLE early(
            topic TEXT NOT NULL,
            "offset" INTEGER NOT NULL,
            number INTEGER NOT NULL,
            recordedAt INTEGER NOT NULL,
            replay INTEGER NOT NULL,
            json BLOB NOT NULL,
            PRIMARY KEY(topic, "offset")
        ) WITHOUT ROWID;
        """

    static let outgoing = """
        -- Rungs of escalations that were told.
        CREATE TABLE told(
            id TEXT NOT NULL PRIMARY KEY,
            number INTEGER NOT NULL,
            clock TEXT NOT NULL,
            round INTEGER NOT NULL,
            percent INTEGER NOT NULL,
            ladder TEXT NOT NULL,
            level INTEGER NOT NULL,
            department TEXT NOT NULL,
            due INTEGER NOT NULL,
            toldAt INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX told_at ON told(toldAt);

        -- What waits to be sent, strictly in this order.
        CREATE TABLE outbox(
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            topic TEXT NOT NULL,
            key BLOB,
            id TEXT NOT NULL,
            value BLOB,
            bodyOf INTEGER,                     -- the value is this case's body as it is when it is sent
            headers BLOB,
            timestamp INTEGER
        );
        """
}
