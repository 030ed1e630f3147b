import WorkTime

/// What a member has to be, said in words for errors and as a function that reads it.
struct JSONFormat<Value> {
    /// A noun phrase: `a string of at most 64 characters`.
    let expected: String
    /// Nil if the node is something else.
    let read: (JSONNode) -> Value?
}

extension JSONFormat where Value == String {
    /// A text of `length` Unicode scalars, not only blanks unless it may be empty. Of control characters only tab and
    /// line feed may stand in it: others serve no reader and swell when they are written.
    static func text(_ length: ClosedRange<Int>) -> JSONFormat {
        let count =
            length.lowerBound == 0 ? "at most \(length.upperBound)" : "\(length.lowerBound) to \(length.upperBound)"
        let rest = length.lowerBound == 0 ? "" : ", not blank"
        return JSONFormat(expected: "a string of \(count) characters\(rest) and without control characters") { node in
            guard case .string(let text) = node.value, length.contains(text.unicodeScalars.count) else { return nil }
            let isBlank = text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
            guard length.lowerBound == 0 || !isBlank else { return nil }
            return text.unicodeScalars.allSatisfy(Self.isPlain) ? text : nil
        }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: true
        // Unicode's category Cc, which no later version can extend.
        case 0x00...0x1F, 0x7F...0x9F: false
        default: true
        }
    }

    /// Any text: one that came through another message, whose reader has judged it.
    static var string: JSONFormat {
        JSONFormat(expected: "a string") { node in
            guard case .string(let text) = node.value else { return nil }
            return text
        }
    }

    /// An id of the district file.
    static var identifier: JSONFormat {
        JSONFormat(expected: "an id of 1 to 64 of a-z, 0-9 and -") { node in
            guard case .string(let text) = node.value, isIdentifier(text) else { return nil }
            return text
        }
    }

    /// The address of a picture or document.
    static var webAddress: JSONFormat {
        JSONFormat(expected: "an http or https address of at most 2048 characters") { node in
            guard case .string(let text) = node.value, text.unicodeScalars.count <= 2_048, text.utf8.span.isWebAddress
            else { return nil }
            return text
        }
    }
}

extension JSONFormat where Value == Instant {
    static var time: JSONFormat {
        JSONFormat(expected: "an RFC 3339 time with offset") { node in
            guard case .string(let text) = node.value else { return nil }
            return try? Instant(rfc3339: text)
        }
    }
}

extension JSONFormat where Value == Bool {
    static var flag: JSONFormat {
        JSONFormat(expected: "true or false") { node in
            guard case .bool(let flag) = node.value else { return nil }
            return flag
        }
    }
}

extension JSONFormat where Value == CaseNumber {
    static var caseNumber: JSONFormat {
        JSONFormat(expected: "a case number, a string of 16 digits") { node in
            guard case .string(let text) = node.value else { return nil }
            return CaseNumber(digits: text.utf8.span)
        }
    }
}

extension JSONFormat where Value: FixedWidthInteger {
    /// A whole number written as such.
    static func whole(_ range: ClosedRange<Value>) -> JSONFormat {
        JSONFormat(expected: "a whole number from \(range.lowerBound) to \(range.upperBound)") { node in
            guard case .number(let text) = node.value, let number = Value(text), range.contains(number) else {
                return nil
            }
            return number
        }
    }
}

extension JSONFormat where Value == Double {
    /// A share from 0 to 1.
    static var share: JSONFormat {
        JSONFormat(expected: "a number from 0 to 1") { node in
            guard case .number(let text) = node.value, let number = Double(text), (0...1).contains(number) else {
                return nil
            }
            return number
        }
    }
}

extension JSONFormat where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the words that the enumeration knows.
    static var word: JSONFormat {
        let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
        return JSONFormat(expected: "one of \(words)") { node in
            guard case .string(let text) = node.value else { return nil }
            return Value(rawValue: text)
        }
    }
}

extension JSONFormat where Value == TimeLimit {
    static var limit: JSONFormat {
        JSONFormat(expected: "a time limit such as 5 working days") { node in
            guard case .string(let text) = node.value else { return nil }
            return try? TimeLimit(text)
        }
    }
}

extension JSONFormat {
    /// A list of at most `maximum` of them, in order.
    static func list<Item>(_ item: JSONFormat<Item>, atMost maximum: Int, atLeast minimum: Int = 0) -> JSONFormat
    where Value == [Item] {
        let count = minimum == 0 ? "at most \(maximum)" : "\(minimum) to \(maximum)"
        return JSONFormat(expected: "a list of \(count), each \(item.expected)") { node in
            guard case .array(let nodes) = node.value, (minimum...maximum).contains(nodes.count) else { return nil }
            let items = nodes.compactMap(item.read)
            return items.count == nodes.count ? items : nil
        }
    }
}
