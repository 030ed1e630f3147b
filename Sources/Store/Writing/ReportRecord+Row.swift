import Hotline

/// A row of `reports`.
extension ReportRecord {
    static let insertion = """
        INSERT OR REPLACE INTO reports(
            id, number, receivedAt, channel, hash, department, area, community, inReplyTo,
            title, text, address, name, phone, sketch, json)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// Binds all but the case's id, which stands before.
    func bind(to row: inout RowStatement) {
        row.bind(number)
        row.bind(receivedAt)
        row.bind(channel)
        row.bind(hex: hash)
        row.bind(department)
        row.bind(area)
        row.bind(community)
        row.bind(inReplyTo.map { Int64($0.value) })
        row.bind(title)
        row.bind(text)
        row.bind(address)
        row.bind(name)
        row.bind(phone)
        row.bind(sketch)
        row.bind(json)
    }
}
