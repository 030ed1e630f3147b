/// A stretch of one day in which work is done, by the clock on the wall: half-open, so that at `09:00-18:00` work begins
/// at 09:00:00 and at 18:00:00 there is none.
///
/// A window ends with its day at the latest, at 24:00; what goes on past midnight is two windows, of two days.
package struct WorkWindow: Sendable, Hashable, CustomStringConvertible {
    /// Minutes from midnight, 0 to 1,439.
    package let open: Int
    /// Minutes from midnight, 1 to 1,440, after `open`.
    package let close: Int

    /// The whole day, 00:00-24:00.
    package static let wholeDay = WorkWindow(checked: 0, 1_440)

    /// - Returns: nil unless 0 ≤ `open` < `close` ≤ 1,440 (minutes from midnight).
    package init?(open: Int, close: Int) {
        guard 0 <= open, open < close, close <= 1_440 else { return nil }
        self.init(checked: open, close)
    }

    /// Reads `09:00-18:00`; the end of the day is `24:00`.
    ///
    /// - Returns: nil if the text is nothing like it, or does not end after it begins.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 11, bytes[5] == UInt8(ascii: "-"), let open = Self.minutes(bytes[0..<5]),
            let close = Self.minutes(bytes[6..<11])
        else { return nil }
        self.init(open: open, close: close)
    }

    private init(checked open: Int, _ close: Int) {
        self.open = open
        self.close = close
    }

    /// As the district file writes it: `09:00-18:00`.
    package var description: String { "\(Self.text(open))-\(Self.text(close))" }

    /// Minutes from midnight of `hh:mm`.
    private static func minutes(_ text: ArraySlice<UInt8>) -> Int? {
        let digits = text.map { Int($0) - Int(UInt8(ascii: "0")) }
        guard text[text.startIndex + 2] == UInt8(ascii: ":"),
            [0, 1, 3, 4].allSatisfy({ (0...9).contains(digits[$0]) })
        else { return nil }
        let (hours, minutes) = (digits[0] * 10 + digits[1], digits[3] * 10 + digits[4])
        return minutes < 60 ? hours * 60 + minutes : nil
    }

    private static func text(_ minutes: Int) -> String {
        let (hours, minutes) = (minutes / 60, minutes % 60)
        return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
    }
}
