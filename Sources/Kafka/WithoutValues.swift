import CRdKafka

/// librdkafka's words about properties it refuses, without their values: who misspells the name of a password still
/// gave a password.
enum WithoutValues {
    /// Values that librdkafka refuses in the words it has for the user's own: one that is of no list and no number, one
    /// outside every range.
    private static let refused = ["\u{1}", String(Int32.min)]

    /// What librdkafka says when it refuses a value of a property.
    ///
    /// librdkafka may quote the value, a part of it, or the number it took it for. So it is asked again with values of
    /// ours, and only what it says of both is kept: nothing of that comes from the user's value.
    static func reason(_ reason: String, refusing name: String) -> String {
        let kept = refused.compactMap { value in
            attempt(name, value).map { common(Array(reason), Array($0)) }
        }
        let most = kept.max { $0.count < $1.count } ?? ""
        let text = most.drop(while: \.isWhitespace)
        return text.isEmpty || text == "…" ? "librdkafka refuses its value" : String(text)
    }

    /// What librdkafka says when it refuses properties that it took one by one. It names them; it quotes those only that
    /// hold a name of something, and words of less than four letters say too little to be worth hiding.
    static func reason(_ reason: String, refusing properties: [String: String]) -> String {
        properties.values.filter { $0.count >= 4 && $0 != "true" && $0 != "false" }
            .sorted { $0.count > $1.count }
            .reduce(reason) { $0.replacing($1, with: "…") }
    }

    private static func attempt(_ name: String, _ value: String) -> String? {
        let configuration = rd_kafka_conf_new()
        defer { rd_kafka_conf_destroy(configuration) }
        return withErrorText { rd_kafka_conf_set(configuration, name, value, $0, $1) == RD_KAFKA_CONF_OK }
    }

    /// The words with which both texts begin and end, and an ellipsis for what differs.
    private static func common(_ one: [Character], _ other: [Character]) -> String {
        guard one != other else { return String(one).trimmedEnd }
        func isInWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
        func same(_ one: some Sequence<Character>, _ other: some Sequence<Character>) -> [Character] {
            var same = zip(one, other).prefix { $0 == $1 }.map(\.0)
            while let last = same.last, isInWord(last) { same.removeLast() }
            return same
        }
        let start = same(one, other)
        let end = same(one.dropFirst(start.count).reversed(), other.dropFirst(start.count).reversed())
        return (String(start) + "…" + String(end.reversed())).trimmedEnd
    }
}

extension String {
    /// librdkafka ends some of its sentences with a line break.
    fileprivate var trimmedEnd: String {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
