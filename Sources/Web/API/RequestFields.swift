import Foundation
import Hummingbird

/// What was asked for by name: the query of an address, or the form of a body.
///
/// A field that is empty, or says `null`, counts as absent. Of one that comes several times the first counts.
struct RequestFields: Sendable {
    private var values: [String: String] = [:]

    /// Beyond these nobody has a use for more.
    private static let most = 200

    /// Reads `application/x-www-form-urlencoded`.
    ///
    /// - Returns: nil if it is not UTF-8, or has too many fields.
    init?(encoded text: some StringProtocol) {
        let pairs = text.utf8.split(separator: UInt8(ascii: "&"))
        guard pairs.count <= Self.most else { return nil }
        for pair in pairs {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = parts.count > 1 ? Self.decoded(parts[1]) : "" else {
                return nil
            }
            if values[name] == nil { values[name] = value }
        }
    }

    /// The query of a request.
    init(queryOf request: Request) throws(WebError) {
        guard let fields = RequestFields(encoded: request.uri.query ?? "") else {
            throw .badRequest(zh: "查询参数不是有效的 UTF-8 编码", en: "The query is not valid UTF-8.")
        }
        self = fields
    }

    /// The field; nil if it is absent.
    subscript(name: String) -> String? {
        values[name].flatMap { $0.isEmpty || $0 == "null" ? nil : $0 }
    }

    /// The names of all fields that are there.
    var names: [String] { values.keys.filter { self[$0] != nil }.sorted() }

    /// What stands between commas, without blanks around it.
    func list(_ name: String) -> [String]? {
        self[name].map { text in
            text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    private static func decoded(_ bytes: some Sequence<UInt8>) -> String? {
        var decoded: [UInt8] = []
        var digits: [UInt8]?
        for byte in bytes {
            if var open = digits {
                guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
                open.append(UInt8(digit))
                digits = open.count == 2 ? nil : open
                if open.count == 2 { decoded.append(open[0] << 4 | open[1]) }
            } else if byte == UInt8(ascii: "%") {
                digits = []
            } else {
                decoded.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        guard digits == nil else { return nil }
        return String(validating: decoded, as: UTF8.self)
    }
}
