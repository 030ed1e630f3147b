import Hotline

extension CaseRow {
    /// What it is about, without phone and identity numbers, not even the beginning of one that the excerpt cuts off.
    package var about: String? {
        if let title { return title.maskingPersonalNumbers }
        guard let excerpt, excerpt.unicodeScalars.count >= Self.excerptLength else {
            return excerpt?.maskingPersonalNumbers
        }
        let end = excerpt.unicodeScalars.lastIndex {
            $0.properties.numericType != .decimal && !$0.properties.isWhitespace && !$0.properties.isDash
        }
        return end.map { String(excerpt[...$0]).maskingPersonalNumbers + "…" } ?? "…"
    }
}
