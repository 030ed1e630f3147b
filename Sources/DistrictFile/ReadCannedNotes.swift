import Hotline
import Yams

extension DistrictReader {
    /// `cannedNotes: [已电话联系居民, { text: 已办结, actions: [resolve] }]`; each text once.
    func cannedNotes(_ field: Field) -> [CannedNote] {
        var actions: [String: Set<ProgressAction>] = [:]
        let texts = field.distinct { element -> Located<String>? in
            if case .scalar = element.node { return element.text(limit: CannedNote.limit) }
            guard var mapping = element.mapping() else { return nil }
            let text = mapping.required("text")?.text(limit: CannedNote.limit)
            let own = mapping.optional("actions").map { list in
                list.distinct(atLeastOne: true) { action in
                    action.choice(of: ProgressAction.self).map {
                        Located(value: $0, mark: action.mark, path: action.path)
                    }
                }
            }
            mapping.refuseOtherKeys()
            if let text, let own { actions[text.value] = Set(own.map(\.value)) }
            return text
        }
        return texts.map { CannedNote(text: $0.value, actions: actions[$0.value] ?? []) }
    }
}

extension CannedNote {
    /// How long a text may be, in Unicode scalars.
    fileprivate static let limit = 200
}
