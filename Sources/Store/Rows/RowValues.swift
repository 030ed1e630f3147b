/// A row's values as a list, to be compared with what is stored.
struct RowValues: RowSink, Hashable {
    enum Value: Hashable, CustomStringConvertible {
        case null
        case integer(Int64)
        case real(Double)
        case text(String)
        case blob([UInt8])

        var description: String {
            switch self {
            case .null: "nothing"
            case .integer(let value): "\(value)"
            case .real(let value): "\(value)"
            case .text(let value): "`\(value)`"
            case .blob(let bytes): "\(bytes.count) bytes"
            }
        }
    }

    private(set) var values: [Value] = []

    mutating func bind(_ value: Int64) { values.append(.integer(value)) }

    mutating func bind(_ value: Double) { values.append(.real(value)) }

    mutating func bind(_ value: String) { values.append(.text(value)) }

    mutating func bind(_ value: [UInt8]) { values.append(.blob(value)) }

    mutating func bindNull() { values.append(.null) }
}
