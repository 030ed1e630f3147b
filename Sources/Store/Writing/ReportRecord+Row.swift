import Hotline

/// A row of `reports`.
extension ReportRecord {
    static let insertion = """
        INSERT OR REPLACE INTO reports(
            id, number, receivedAt, channel, hash, department, area, community, inReplyTo,
            title, text, address, name, phone, sketch, json, lat, lon, confidential)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    static let columns = """
        r.number, r.receivedAt, r.channel, r.hash, r.department, r.area, r.community, r.inReplyTo, r.title, r.text,
        r.address, r.name, r.phone, r.json, r.sketch, r.lat, r.lon, r.confidential
        """

    /// A row of these columns.
    init(_ row: Columns) throws {
        self.init(
            number: try row[0], receivedAt: row[1], channel: row[2], hash: row.hex(3), department: row[4], area: row[5],
            community: row[6], inReplyTo: try row[7], title: row[8], text: row[9], address: row[10], name: row[11],
            phone: row[12], json: row[13], sketch: row[14],
            location: Coordinates(latitude: row[15], longitude: row[16]), isConfidential: row[17])
    }

    /// Binds all but the case's id, which stands before.
    func bind(to row: inout some RowSink) {
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
        row.bind(phone.map(PhoneNumber.digits(of:)))
        row.bind(sketch)
        row.bind(json)
        row.bind(location?.latitude)
        row.bind(location?.longitude)
        row.bind(isConfidential)
    }
}

extension Coordinates {
    /// A row's, which has both or none.
    init?(latitude: Double?, longitude: Double?) {
        guard let latitude, let longitude else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }
}
