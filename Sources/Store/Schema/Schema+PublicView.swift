extension Schema {
    /// What the public list of cases asks for besides: when what is seen of a case last changed, where it is, whether it
    /// may be seen at all. Older rows get it from the case and the report as they are stored.
    static let publicView = """
        -- The last event while somebody works on it; afterwards when it was resolved or otherwise ended.
        ALTER TABLE cases ADD COLUMN updatedAt INTEGER NOT NULL DEFAULT 0;
        UPDATE cases SET updatedAt = coalesce(
            iif(open = 1 OR state = 'merged', NULL, coalesce(resolvedAt, closedAt)),
            (SELECT CAST(round((julianday(json_extract(CAST(json AS TEXT), '$.history[#-1].at')) - 2440587.5)
                * 86400000) AS INTEGER) FROM bodies WHERE bodies.id = cases.id),
            assignedAt);
        CREATE INDEX cases_updated ON cases(updatedAt, number);

        -- Both personal: NULL once purged. Degrees, WGS 84.
        ALTER TABLE reports ADD COLUMN lat REAL;
        ALTER TABLE reports ADD COLUMN lon REAL;
        -- NULL for reports that were purged before it was kept.
        ALTER TABLE reports ADD COLUMN confidential INTEGER;
        UPDATE reports SET
            lat = json_extract(CAST(json AS TEXT), '$.location.lat'),
            lon = json_extract(CAST(json AS TEXT), '$.location.lon'),
            confidential = coalesce(
                json_extract(CAST(json AS TEXT), '$.confidential'),
                coalesce(json_extract(CAST(json AS TEXT), '$.kind'), '') = 'tipoff')
        WHERE json IS NOT NULL AND json_valid(CAST(json AS TEXT));
        """
}
