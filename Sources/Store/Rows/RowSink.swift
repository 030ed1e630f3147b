/// What takes a row's values, one after another: a statement that writes them, or a list that compares them.
protocol RowSink {
    mutating func bind(_ value: Int64)
    mutating func bind(_ value: Double)
    mutating func bind(_ value: String)
    mutating func bind(_ value: [UInt8])
    mutating func bindNull()
}

extension RowSink {
    mutating func bind(_ value: Int64?) {
        if let value { bind(value) } else { bindNull() }
    }

    mutating func bind(_ value: Double?) {
        if let value { bind(value) } else { bindNull() }
    }

    mutating func bind(_ value: Bool?) {
        if let value { bind(value) } else { bindNull() }
    }

    mutating func bind(_ value: Int) { bind(Int64(value)) }

    mutating func bind(_ value: Bool) { bind(Int64(value ? 1 : 0)) }

    mutating func bind(_ value: String?) {
        if let value { bind(value) } else { bindNull() }
    }

    mutating func bind(_ value: [UInt8]?) {
        if let value { bind(value) } else { bindNull() }
    }
}
