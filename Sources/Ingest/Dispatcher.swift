package import Classification
package import Hotline

/// Decides for each report, by a district's policy, what it is about, where and how urgent, and who handles it (派单).
///
/// Pure: no I/O, no clock. Any number of lanes may share one dispatcher, each with its own scratch.
package struct Dispatcher: Sendable {
    private let district: District
    private let classifier: Classifier
    private let gazetteer: Gazetteer
    private let dangerRule: DangerRule
    private let router: Router

    /// - Parameters:
    ///   - district: valid, as `readDistrict` gives it.
    ///   - model: what the classifier has learned.
    package init(district: District, model: Model) {
        self.district = district
        gazetteer = Gazetteer(district: district)
        dangerRule = DangerRule(district.dangerWords)
        router = Router(district: district)
        // One pass over title and text finds everything.
        classifier = Classifier(
            areas: district.areas, model: model,
            finding: gazetteer.patterns + dangerRule.patterns + router.patterns)
    }

    /// Decides one report. All texts are UTF-8.
    ///
    /// - Parameters:
    ///   - community: the field of that name: an id or a name; what is unknown is passed over.
    ///   - channel: the id of the channel, known to the district or not.
    ///   - urgency: as the report states it.
    package func decide(
        community: Span<UInt8>?, address: Span<UInt8>?, title: Span<UInt8>?, text: Span<UInt8>, channel: String,
        kind: ReportKind, urgency: Urgency, scratch: inout DispatchScratch
    ) -> Decision {
        let verdict = classifier.classify(title: title, text: text, scratch: &scratch.classifier)
        scratch.reset(rules: router.ruleCount)
        var known: Int?
        if let community {
            known = gazetteer.community(byID: community)
            note(placesIn: community, as: .community, &scratch)
        }
        if let address { note(placesIn: address, as: .address, &scratch) }
        if let title { note(scratch.classifier.titleMatches, of: title, as: .title, &scratch) }
        note(scratch.classifier.textMatches, of: text, as: .text, &scratch)

        let query = Router.Query(
            area: verdict.confidence < district.threshold ? nil : verdict.area,
            location: known.map(gazetteer.location(ofCommunity:))
                ?? gazetteer.locate(scratch.mentions, counts: &scratch.counts),
            channel: channel, kind: kind,
            urgency: dangerRule.urgency(of: urgency, kind: kind, found: scratch.danger))
        return decision(verdict, query, router.route(query, wordsMet: scratch.wordsMet))
    }

    /// Notes the places that a field names.
    private func note(placesIn field: Span<UInt8>, as source: Mention.Source, _ scratch: inout DispatchScratch) {
        classifier.automaton.find(in: field, into: &scratch.matches)
        for match in scratch.matches where match.layer == .place {
            scratch.mentions.append(
                Mention(place: match.payload, source: source, length: match.range.count, tellsHome: false))
        }
    }

    /// Notes what title or text says of places, danger and rules' words.
    private func note(
        _ matches: [WordMatch], of text: Span<UInt8>, as source: Mention.Source, _ scratch: inout DispatchScratch
    ) {
        var nameEnd = 0
        for match in matches {
            switch match.layer {
            case .place:
                nameEnd = match.range.upperBound
                scratch.mentions.append(
                    Mention(
                        place: match.payload, source: source, length: match.range.count,
                        tellsHome: Mention.tellsHome(match.range, in: text)))
            case .danger where match.range.lowerBound >= nameEnd:
                let offset = source == .title ? 0 : match.range.lowerBound
                scratch.danger = max(scratch.danger, dangerRule.weight(ofPayload: match.payload, at: offset))
            case .rule:
                scratch.wordsMet[match.payload] = true
            case .danger, .area: break
            }
        }
    }

    private func decision(_ verdict: Verdict, _ query: Router.Query, _ route: Router.Route) -> Decision {
        Decision(
            area: district.areas[verdict.area].id, confidence: verdict.confidence, evidence: verdict.evidence,
            suggestions: verdict.suggestions.map {
                Suggestion(area: district.areas[$0.area].id, confidence: $0.confidence)
            },
            community: query.location.community.map { district.communities[$0].id },
            street: query.location.street.map { district.streets[$0].id },
            urgency: query.urgency, department: route.department, supporting: route.supporting,
            modelVersion: classifier.modelVersion, policy: district.version)
    }
}
