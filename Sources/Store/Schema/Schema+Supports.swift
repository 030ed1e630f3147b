extension Schema {
    /// Which department helps with which open case: what its worklist is made of, besides what it holds. Older cases tell
    /// it as they are stored.
    static let supports = """
        CREATE TABLE supports(
            department TEXT NOT NULL,
            helpBy INTEGER NOT NULL,            -- or the end of time: what the list is ordered by
            number INTEGER NOT NULL,
            caseID INTEGER NOT NULL,
            PRIMARY KEY(department, helpBy, number)
        ) WITHOUT ROWID;
        CREATE INDEX supports_case ON supports(caseID);
        INSERT INTO supports(department, helpBy, number, caseID)
        SELECT json_extract(s.value, '$.department'),
            min(coalesce(
                iif(json_extract(s.value, '$.contributedAt') IS NULL,
                    CAST(round((julianday(json_extract(s.value, '$.dueBy')) - 2440587.5) * 86400000) AS INTEGER), NULL),
                c.workBy)),
            c.number, c.id
        FROM cases c JOIN bodies b ON b.id = c.id, json_each(CAST(b.json AS TEXT), '$.supporting') s
        WHERE c.open = 1 AND json_extract(s.value, '$.department') <> c.holder
        GROUP BY c.id, json_extract(s.value, '$.department');
        """
}
