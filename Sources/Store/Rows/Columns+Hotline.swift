import GRDB
import Hotline
import WorkTime

/// How the values of a case come out of columns.
extension Columns {
    subscript(column: Int32) -> Instant { Instant(milliseconds: self[column]) }

    subscript(column: Int32) -> Instant? { (self[column] as Int64?).map(Instant.init(milliseconds:)) }

    subscript(column: Int32) -> CaseNumber {
        get throws { try CaseNumber(stored: self[column]) }
    }

    subscript(column: Int32) -> CaseNumber? {
        get throws { try (self[column] as Int64?).map { value in try CaseNumber(stored: value) } }
    }

    /// A word that one of our types has as a raw value.
    func word<Word: RawRepresentable<String>>(_ column: Int32, _: Word.Type = Word.self) throws -> Word {
        let text: String = self[column]
        guard let word = Word(rawValue: text) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "`\(text)` is no \(Word.self)")
        }
        return word
    }

    /// Bytes as hexadecimal digits.
    func hex(_ column: Int32) -> String { String(hexOf: self[column]) }
}

extension CaseNumber {
    /// A number that the store holds.
    init(stored value: Int64) throws {
        var digits: [UInt8] = []
        var rest = value
        for _ in 0..<16 {
            digits.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        }
        digits.reverse()
        guard value >= 0, rest == 0, let number = CaseNumber(digits: digits.span) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\(value) is no case number")
        }
        self = number
    }
}

extension Case {
    /// Reads a case that the store holds.
    init(stored json: [UInt8], _ number: CaseNumber) throws(StoreError) {
        do throws(MessageError) {
            try self.init(json: json.span.bytes)
        } catch {
            throw .damagedCase(number, error)
        }
    }
}
