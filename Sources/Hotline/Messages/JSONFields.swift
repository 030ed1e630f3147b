/// The members of one object, read by name; every error names the field and what was expected of it.
struct JSONFields {
    /// What is read, for errors about it as a whole.
    let message: String
    /// Stands before each field's name in errors: `rounds[2].`.
    let path: String
    /// Where the object stands.
    let place: Range<Int>
    let members: [JSONMember]
    /// The whole message, for members that are kept as they came.
    private let bytes: [UInt8]

    /// Reads a whole message.
    init(_ json: RawSpan, message: String, maximum: Int) throws(MessageError) {
        do throws(JSONError) {
            let node = try JSONNode(object: json, maximum: maximum)
            guard case .object(let members) = node.value else {
                throw JSONError("a JSON object", at: node.place.lowerBound)
            }
            (self.message, path, place, self.members) = (message, "", node.place, members)
            bytes = json.withUnsafeBytes { Array($0) }
        } catch {
            throw MessageError(message: message, field: "", expected: error.expected, offset: error.offset)
        }
    }

    private init(of outer: JSONFields, _ name: String, place: Range<Int>, members: [JSONMember]) {
        message = outer.message
        path = "\(outer.path)\(name)."
        bytes = outer.bytes
        self.place = place
        self.members = members
    }

    /// The members that are not among `known`, as they came.
    func unknown(besides known: Set<String>) -> [UnknownMember] {
        members.filter { !known.contains($0.name) }.map { member in
            UnknownMember(name: member.name, json: String(decoding: bytes[member.node.place], as: UTF8.self))
        }
    }

    /// The member's value; nil if it is missing or null.
    subscript(name: String) -> JSONNode? {
        members.first { $0.name == name && !$0.node.isNull }?.node
    }

    /// A member that has to be there.
    func need<Value>(_ name: String, _ format: JSONFormat<Value>) throws(MessageError) -> Value {
        guard let node = members.first(where: { $0.name == name })?.node else {
            throw error(name, "\(format.expected); the field is missing", at: place.upperBound - 1)
        }
        guard let value = format.read(node) else { throw error(name, format.expected, at: node.place.lowerBound) }
        return value
    }

    /// A member that may be missing or null.
    func may<Value>(_ name: String, _ format: JSONFormat<Value>) throws(MessageError) -> Value? {
        guard let node = self[name] else { return nil }
        guard let value = format.read(node) else { throw error(name, format.expected, at: node.place.lowerBound) }
        return value
    }

    /// An inner object that has to be there.
    func object(_ name: String) throws(MessageError) -> JSONFields {
        guard let fields = try mayObject(name) else {
            throw error(name, "an object; the field is missing", at: place.upperBound - 1)
        }
        return fields
    }

    /// An inner object that may be missing or null.
    func mayObject(_ name: String) throws(MessageError) -> JSONFields? {
        guard let node = self[name] else { return nil }
        return try fields(of: node, name)
    }

    /// A list of objects; empty if it is missing.
    func objects<Item>(
        _ name: String, _ read: (JSONFields) throws(MessageError) -> Item
    ) throws(MessageError) -> [Item] {
        guard let node = self[name] else { return [] }
        guard case .array(let nodes) = node.value else {
            throw error(name, "a list of objects", at: node.place.lowerBound)
        }
        var items: [Item] = []
        for (index, node) in nodes.enumerated() {
            items.append(try read(try fields(of: node, "\(name)[\(index)]")))
        }
        return items
    }

    private func fields(of node: JSONNode, _ name: String) throws(MessageError) -> JSONFields {
        guard case .object(let members) = node.value else { throw error(name, "an object", at: node.place.lowerBound) }
        return JSONFields(of: self, name, place: node.place, members: members)
    }

    /// An error about a field of this object; an empty name stands for the object itself.
    func error(_ name: String, _ expected: String, at offset: Int) -> MessageError {
        let field = name.isEmpty ? String(path.dropLast()) : path + name
        return MessageError(message: message, field: field, expected: expected, offset: offset)
    }
}
