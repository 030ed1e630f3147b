/// Goes once through the bytes of one JSON text (RFC 8259), strictly, and checks all that it passes over.
///
/// It knows the grammar only; what the members mean is the business of ``ReportReader``. Three more rules hold
/// everywhere: at most ``maximumDepth`` values inside one another, every number a finite double, every string proper
/// Unicode.
struct JSONScanner: ~Escapable {
    /// How deep objects and arrays may stand inside one another.
    static let maximumDepth = 64

    let bytes: RawSpan
    /// The next byte to look at.
    var position = 0
    /// How many objects and arrays are open.
    private var depth = 0

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) {
        self.bytes = bytes
    }

    /// The next byte, or 0 (which no JSON text may hold outside of strings) at the end.
    @inline(__always)
    var next: UInt8 {
        position < bytes.byteCount ? bytes.unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self) : 0
    }

    @inline(__always)
    @_lifetime(self: copy self)
    mutating func skipBlanks() {
        while next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 {
            position += 1
        }
    }

    /// Passes over `byte` if it is the next one.
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func skip(_ byte: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: byte) else { return false }
        position += 1
        return true
    }

    /// Passes over the opening bracket of an object or array.
    @_lifetime(self: copy self)
    mutating func open(_ bracket: Unicode.Scalar, _ expected: String) throws(JSONError) {
        guard skip(bracket) else { throw JSONError(expected, at: position) }
        depth += 1
        guard depth <= Self.maximumDepth else {
            throw JSONError("at most \(Self.maximumDepth) values inside one another", at: position - 1)
        }
    }

    /// Goes on to the next member of an object or element of an array, or past the closing bracket.
    ///
    /// - Parameter isFirst: true before the first one; false from then on.
    /// - Returns: false when the object or array has ended.
    @_lifetime(self: copy self)
    mutating func advance(closing bracket: Unicode.Scalar, isFirst: inout Bool) throws(JSONError) -> Bool {
        skipBlanks()
        if skip(bracket) {
            depth -= 1
            return false
        }
        if !isFirst {
            guard skip(",") else { throw JSONError("a comma or \(bracket)", at: position) }
            skipBlanks()
        }
        isFirst = false
        return true
    }

    /// Passes over the colon between a member's name and its value, and the blanks around it.
    @_lifetime(self: copy self)
    mutating func skipColon() throws(JSONError) {
        skipBlanks()
        guard skip(":") else { throw JSONError("a colon after the member's name", at: position) }
        skipBlanks()
    }

    /// Passes over `literal` if it comes next.
    @_lifetime(self: copy self)
    mutating func skipLiteral(_ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard bytes.byteCount - position >= count else { return false }
        for index in 0..<count {
            let byte = bytes.unsafeLoad(fromUncheckedByteOffset: position + index, as: UInt8.self)
            guard byte == literal.utf8Start[index] else { return false }
        }
        position += count
        return true
    }

    /// Passes over any one value and checks it.
    @_lifetime(self: copy self)
    mutating func skipValue() throws(JSONError) {
        switch next {
        case UInt8(ascii: "\""): try skipString()
        case UInt8(ascii: "{"): try skipObject()
        case UInt8(ascii: "["): try skipArray()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = try readNumber()
        default:
            guard skipLiteral("true") || skipLiteral("false") || skipLiteral("null") else {
                throw JSONError("a JSON value", at: position)
            }
        }
    }

    @_lifetime(self: copy self)
    private mutating func skipObject() throws(JSONError) {
        try open("{", "an object")
        var isFirst = true
        while try advance(closing: "}", isFirst: &isFirst) {
            try skipString()
            try skipColon()
            try skipValue()
        }
    }

    @_lifetime(self: copy self)
    private mutating func skipArray() throws(JSONError) {
        try open("[", "an array")
        var isFirst = true
        while try advance(closing: "]", isFirst: &isFirst) {
            try skipValue()
        }
    }
}
