package import Hotline

/// In which language pages speak. Raw values stand in addresses and in `lang` of HTML.
package enum Language: String, Sendable, CaseIterable {
    case zh, en

    /// The other one, for the switch.
    package var other: Language { self == .zh ? .en : .zh }

    /// What is said in this language.
    package func callAsFunction(_ name: BilingualName) -> String { self == .zh ? name.zh : name.en }

    /// What is said in this language.
    package func callAsFunction(zh: String, en: String) -> String { self == .zh ? zh : en }

    /// The first language of an `Accept-Language` that we speak, by its weights; Chinese if there is none.
    init(accepting header: String) {
        var best: (language: Language, weight: Double)?
        for range in header.prefix(200).split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            guard let tag = parts.first?.split(separator: "-").first.flatMap({ Language(rawValue: String($0)) }) else {
                continue
            }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if weight > best?.weight ?? 0 { best = (tag, weight) }
        }
        self = best?.language ?? .zh
    }
}
