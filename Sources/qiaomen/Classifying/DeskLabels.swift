package import Classification
package import Hotline
package import Store

/// Labels that the desk has given by its work: reports that the classifier did not place, or placed wrongly.
package struct DeskLabels {
    /// The labelled reports.
    package private(set) var reports: [LabelledReport] = []
    /// Reports that the desk sent to a department whose areas are several, so that it is not said which is right.
    package private(set) var undecided = 0

    private let areas: Set<String>
    private let rules: [RoutingRule]

    package init(_ district: District) {
        areas = Set(district.areas.map(\.id))
        rules = district.rules
    }

    /// Takes what the desk decided.
    ///
    /// - Parameters:
    ///   - weight: how much each report counts in training.
    ///   - set: see ``LabelledReport/set``.
    package mutating func take(_ decision: DeskDecision, weight: Double = 1, set: Int) {
        guard let area = area(of: decision) else {
            undecided += 1
            return
        }
        reports.append(
            LabelledReport(
                title: decision.title.flatMap { $0.isEmpty ? nil : $0 }, text: decision.text, area: area, isSure: true,
                weight: weight, set: set))
    }

    /// The area that was right: what the desk reclassified it to; or, where it only sent it to a department, the area
    /// that the district's rules send there: its present one if that is among them, the only one if there is but one.
    package func area(of decision: DeskDecision) -> String? {
        if decision.area != decision.classified { return areas.contains(decision.area) ? decision.area : nil }
        guard let department = decision.department else { return nil }
        let sent = Set(rules.filter { $0.department == department }.flatMap(\.areas)).subtracting([Area.otherID])
        if sent.contains(decision.area) { return decision.area }
        return sent.count == 1 ? sent.first : nil
    }
}
