import Classification
import Hotline

extension DistrictReader {
    /// One element of `areas`.
    func area(_ field: Field) -> Area? {
        guard var mapping = field.mapping() else { return nil }
        let id = mapping.required("id")?.identifier()
        let name = mapping.required("name").flatMap(self.name)
        let words = mapping.optional("words").map { $0.words() } ?? []
        let exceptions = mapping.optional("exceptions").map { $0.words() } ?? []
        mapping.refuseOtherKeys()
        guard let id else { return nil }
        identifiers.declare(id, as: .area)
        if id.value == Area.otherID, let word = words.first ?? exceptions.first {
            findings.add(word.mark, word.path, "expected no words: `\(Area.otherID)` is what no word speaks for")
        }
        if id.value != Area.otherID, words.isEmpty {
            findings.add(mapping.mark, "\(field.path).words", "expected words that speak for `\(id.value)`")
        }
        refuseBoth(words, exceptions)
        guard let name else { return nil }
        return Area(id: id.value, name: name, words: words.map(\.value), exceptions: exceptions.map(\.value))
    }

    /// One element of `dangerWords`.
    func dangerWord(_ field: Field) -> DangerWord? {
        guard var mapping = field.mapping() else { return nil }
        let urgencyField = mapping.required("urgency")
        let urgency = urgencyField?.choice(of: Urgency.self)
        let words = mapping.required("words").map { $0.words(atLeastOne: true) } ?? []
        let exceptions = mapping.optional("exceptions").map { $0.words() } ?? []
        mapping.refuseOtherKeys()
        if urgency == .normal {
            urgencyField?.report(
                "expected urgent or emergency: danger words only raise the urgency, and `normal` is lowest")
        }
        refuseBoth(words, exceptions)
        guard let urgency else { return nil }
        return DangerWord(words: words.map(\.value), exceptions: exceptions.map(\.value), urgency: urgency)
    }

    /// A word cannot count and not count.
    private func refuseBoth(_ words: [Located<String>], _ exceptions: [Located<String>]) {
        let folding = Folding.standard
        let lines = Dictionary(words.map { (folding.scalars(of: $0.value), $0.mark.line) }) { first, _ in first }
        for exception in exceptions {
            guard let line = lines[folding.scalars(of: exception.value)] else { continue }
            findings.add(
                exception.mark, exception.path,
                "expected a phrase that is no word itself, found `\(excerpt(exception.value))`, a word in line \(line)")
        }
    }
}
