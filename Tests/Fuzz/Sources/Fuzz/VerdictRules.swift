import Classification

/// What must hold of any verdict.
func requireSound(_ verdict: Verdict, on texts: Texts, areas: Int, other: Int) {
    require((0..<areas).contains(verdict.area), "the area \(verdict.area) is one of the district's")
    require(isShare(verdict.confidence), "the confidence \(verdict.confidence) is between 0 and 1")

    let suggestions = verdict.suggestions
    require(suggestions.count <= 2, "there are at most two suggestions")
    require(suggestions.allSatisfy { isShare($0.confidence) }, "suggestions' confidences are between 0 and 1")
    require(
        suggestions.allSatisfy { (0..<areas).contains($0.area) && $0.area != other },
        "suggestions are areas of the district, and never other")
    require(Set(suggestions.map(\.area)).count == suggestions.count, "no area is suggested twice")
    require(
        suggestions.allSatisfy { $0.confidence <= verdict.confidence }
            && zip(suggestions, suggestions.dropFirst()).allSatisfy { $0.confidence >= $1.confidence },
        "suggestions are sorted, none likelier than the guess: \(verdict)")

    require(verdict.evidence.count <= 5, "there are at most five pieces of evidence")
    for piece in verdict.evidence {
        require(!piece.isEmpty && texts.hold(piece), "the evidence \"\(piece)\" stands in the report")
    }
}

private func isShare(_ number: Double) -> Bool {
    number.isFinite && (0...1).contains(number)
}
