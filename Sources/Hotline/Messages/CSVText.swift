/// Comma-separated values (RFC 4180) that people open in WPS and Excel.
extension String {
    /// The text as a cell. What a spreadsheet would take for a formula gets an apostrophe in front: texts come from
    /// anybody.
    package var csvCell: String {
        var text = self
        if let first = unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first), Int(text) == nil {
            text = "'" + text
        }
        guard text.contains(where: { "\",\r\n".contains($0) || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}

extension [String] {
    /// The cells as one line, with its end.
    package var csvLine: String { map(\.csvCell).joined(separator: ",") + "\r\n" }
}
