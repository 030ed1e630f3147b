/// Phone numbers, so that they are found however they are written.
package enum PhoneNumber {
    /// The digits alone, in ASCII, without China's 86 before a mobile phone's eleven.
    package static func digits(of text: String) -> String {
        var digits = ""
        for scalar in text.unicodeScalars where scalar.properties.numericType == .decimal {
            digits += scalar.properties.numericValue.map { String(Int($0)) } ?? ""
        }
        for prefix in ["0086", "86"] where digits.hasPrefix(prefix) && digits.utf8.count == prefix.utf8.count + 11 {
            return String(digits.dropFirst(prefix.count))
        }
        return digits
    }
}
