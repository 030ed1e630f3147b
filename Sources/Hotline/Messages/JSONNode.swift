/// One value of a JSON text, and where it stands.
///
/// For messages that are few and manifold; what comes in masses, reports, is read without a tree by ``ReportReader``.
struct JSONNode {
    enum Value {
        case null
        case bool(Bool)
        /// The digits as they stand, so that whole numbers of 64 bits stay whole.
        case number(String)
        case string(String)
        case array([JSONNode])
        case object([JSONMember])
    }

    let value: Value
    /// In bytes from the start of the text.
    let place: Range<Int>

    var isNull: Bool {
        if case .null = value { true } else { false }
    }
}

/// A member of an object.
struct JSONMember {
    let name: String
    let node: JSONNode
}

extension JSONNode {
    /// Reads a text that is one JSON object of at most `maximum` bytes.
    init(object json: RawSpan, maximum: Int) throws(JSONError) {
        guard json.byteCount <= maximum else { throw JSONError("at most \(maximum) bytes", at: maximum) }
        var scanner = JSONScanner(json)
        if scanner.next == 0xEF { throw JSONError("a JSON object, without a byte order mark", at: 0) }
        scanner.skipBlanks()
        guard scanner.next == UInt8(ascii: "{") else { throw JSONError("a JSON object", at: scanner.position) }
        var texts = TextBuffer(capacity: json.byteCount)
        self = try scanner.readNode(&texts)
        scanner.skipBlanks()
        guard scanner.position == json.byteCount else {
            throw JSONError("nothing behind the object", at: scanner.position)
        }
    }
}

extension JSONScanner {
    /// Reads any one value; `texts` is room for a string.
    @_lifetime(self: copy self)
    fileprivate mutating func readNode(_ texts: inout TextBuffer) throws(JSONError) -> JSONNode {
        let start = position
        let value = try readNodeValue(&texts)
        return JSONNode(value: value, place: start..<position)
    }

    @_lifetime(self: copy self)
    private mutating func readNodeValue(_ texts: inout TextBuffer) throws(JSONError) -> JSONNode.Value {
        switch next {
        case UInt8(ascii: "\""): return .string(try readText(&texts))
        case UInt8(ascii: "{"): return .object(try readMembers(&texts))
        case UInt8(ascii: "["): return .array(try readElements(&texts))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let start = position
            _ = try readNumber()
            return .number(bytes.extracting(start..<position).withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
        default: break
        }
        if skipLiteral("true") { return .bool(true) }
        if skipLiteral("false") { return .bool(false) }
        guard skipLiteral("null") else { throw JSONError("a JSON value", at: position) }
        return .null
    }

    @_lifetime(self: copy self)
    private mutating func readText(_ texts: inout TextBuffer) throws(JSONError) -> String {
        texts.count = 0
        try readString(maximum: .max, into: &texts, "a string")
        return texts.text(0..<texts.count).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    @_lifetime(self: copy self)
    private mutating func readMembers(_ texts: inout TextBuffer) throws(JSONError) -> [JSONMember] {
        var members: [JSONMember] = []
        var names: Set<[UInt8]> = []
        try open("{", "an object")
        var isFirst = true
        while try advance(closing: "}", isFirst: &isFirst) {
            let start = position
            let name = try readText(&texts)
            guard names.insert(Array(name.utf8)).inserted else { throw JSONError("each member once", at: start) }
            try skipColon()
            members.append(JSONMember(name: name, node: try readNode(&texts)))
        }
        return members
    }

    @_lifetime(self: copy self)
    private mutating func readElements(_ texts: inout TextBuffer) throws(JSONError) -> [JSONNode] {
        var elements: [JSONNode] = []
        try open("[", "an array")
        var isFirst = true
        while try advance(closing: "]", isFirst: &isFirst) { elements.append(try readNode(&texts)) }
        return elements
    }
}
