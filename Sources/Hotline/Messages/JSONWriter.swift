import WorkTime

/// Writes one JSON value, member by member; members that are nil are left out.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    /// In which zone times are written, in seconds ahead of UTC.
    private let utcOffset: Int
    /// Whether phone and identity numbers are masked in what people wrote, and what we do not know is left out.
    let isPublic: Bool
    private var needsComma = false

    init(utcOffset: Int, isPublic: Bool = false) {
        self.utcOffset = utcOffset
        self.isPublic = isPublic
    }

    /// An object.
    mutating func object(_ write: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
        write(&self)
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    /// A member that is an object.
    mutating func object(_ name: StaticString, _ write: (inout JSONWriter) -> Void) {
        begin(name)
        object(write)
    }

    /// A member that is a list of what `write` writes.
    mutating func list<Item>(
        _ name: StaticString, _ items: some Sequence<Item>, _ write: (inout JSONWriter, Item) -> Void
    ) {
        begin(name)
        bytes.append(UInt8(ascii: "["))
        for item in items {
            write(&self, item)
            needsComma = true
        }
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    mutating func member(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        begin(name)
        self.text(text)
    }

    /// A member that people wrote in words of their own.
    mutating func prose(_ name: StaticString, _ text: String?) {
        member(name, isPublic ? text?.maskingPersonalNumbers : text)
    }

    mutating func member<Word: RawRepresentable>(_ name: StaticString, _ word: Word?) where Word.RawValue == String {
        member(name, word?.rawValue)
    }

    mutating func member(_ name: StaticString, _ number: Int?) {
        guard let number else { return }
        begin(name)
        bytes.append(decimal: number)
        needsComma = true
    }

    mutating func member(_ name: StaticString, _ flag: Bool?) {
        guard let flag else { return }
        begin(name)
        bytes.append(flag ? "true" : "false")
        needsComma = true
    }

    mutating func member(_ name: StaticString, _ instant: Instant?) {
        guard let instant else { return }
        begin(name)
        time(instant)
    }

    mutating func member(_ name: StaticString, _ number: CaseNumber?) {
        guard let number else { return }
        member(name, number.description)
    }

    mutating func member(_ name: StaticString, _ limit: TimeLimit?) {
        guard let limit else { return }
        member(name, limit.description)
    }

    mutating func member(_ name: StaticString, share: Double) {
        begin(name)
        bytes.append(share: share)
        needsComma = true
    }

    mutating func member(_ name: StaticString, _ texts: [String]) {
        list(name, texts) { $0.text($1) }
    }

    /// A member that is there and says nothing.
    mutating func null(_ name: StaticString) {
        begin(name)
        bytes.append("null")
        needsComma = true
    }

    /// A member whose name is not ours, and whose value is written already.
    mutating func member(unknown name: String, json: String) {
        if isPublic { return }
        text(name)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: json.utf8)
        needsComma = true
    }

    /// A string that stands in a list.
    mutating func text(_ text: String) {
        separate()
        bytes.append(quoted: text)
        needsComma = true
    }

    /// A number that stands in a list.
    mutating func number(_ number: Int) {
        separate()
        bytes.append(decimal: number)
        needsComma = true
    }

    private mutating func time(_ instant: Instant) {
        bytes.append(UInt8(ascii: "\""))
        instant.write(utcOffset: utcOffset, into: &bytes)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    private mutating func begin(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(name)
        bytes.append(#"":"#)
        needsComma = false
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }
}
