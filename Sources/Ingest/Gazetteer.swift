import Classification
import Hotline

/// Knows the district's places by all their names, and tells from a report's mentions of them where its problem lies.
///
/// 1. The field `community` speaks first (by id or by a name), then the address, then title and text.
/// 2. In an address the longest name wins, of equals the last: addresses go from the large to the small.
/// 3. A street in the address rules out communities of other streets that title or text name.
/// 4. In a title the first name wins; in a text the one named most often, of equals the first.
/// 5. A name that only tells the reporter's home counts when there is no other.
///
/// A name inside a longer known one is not found, and neither is one in Latin letters inside a longer word.
struct Gazetteer: Sendable {
    /// Every name as a pattern; its payload is the place's number.
    let patterns: [WordPattern]
    /// The communities' ids, which only the field `community` may use.
    private let ids: WordAutomaton
    /// The number of each community's street; communities are numbered first, streets follow.
    private let streetOf: [Int]
    private let placeCount: Int

    /// Where a problem lies.
    struct Location: Hashable, Sendable {
        /// An index into the district's communities.
        var community: Int?
        /// An index into the district's streets.
        var street: Int?
    }

    init(district: District) {
        let communities = district.communities
        var patterns: [WordPattern] = []
        for (index, community) in communities.enumerated() {
            let names = [community.name.zh, community.name.en] + community.aliases + community.compounds
            patterns += names.map { WordPattern($0, .place, payload: index) }
        }
        for (index, street) in district.streets.enumerated() {
            patterns += [street.name.zh, street.name.en].map {
                WordPattern($0, .place, payload: communities.count + index)
            }
        }
        self.patterns = patterns
        placeCount = communities.count + district.streets.count
        ids = WordAutomaton(communities.enumerated().map { WordPattern($1.id, .place, payload: $0) })
        streetOf = communities.map { community in
            district.streets.firstIndex { $0.id == community.street }.map { communities.count + $0 } ?? -1
        }
    }

    /// The community whose id the field `community` holds.
    func community(byID field: Span<UInt8>) -> Int? {
        ids.whole(field)
    }

    /// The location of a known community.
    func location(ofCommunity community: Int) -> Location {
        let street = streetOf[community] - streetOf.count
        return Location(community: community, street: street < 0 ? nil : street)
    }

    /// Where the problem lies, by a report's mentions in the order in which they stand in it.
    ///
    /// - Parameter counts: working memory.
    func locate(_ mentions: [Mention], counts: inout [Int]) -> Location {
        guard !mentions.isEmpty else { return Location() }
        for source in [Mention.Source.community, .address] {
            if let community = longest(mentions, where: { isCommunity($0.place) && $0.source == source }) {
                return location(ofCommunity: community)
            }
        }
        let given = longest(mentions) { !isCommunity($0.place) && ($0.source == .community || $0.source == .address) }
        for tellsHome in [false, true] {
            let community = named(in: mentions, &counts) { mention in
                mention.tellsHome == tellsHome && isCommunity(mention.place)
                    && (given == nil || streetOf[mention.place] == given)
            }
            if let community { return location(ofCommunity: community) }
        }
        let street =
            given ?? named(in: mentions, &counts) { !isCommunity($0.place) && !$0.tellsHome }
            ?? named(in: mentions, &counts) { !isCommunity($0.place) }
        return Location(street: street.map { $0 - streetOf.count })
    }

    private func isCommunity(_ place: Int) -> Bool {
        place < streetOf.count
    }

    /// The place with the longest name among the mentions wanted; of equals the last.
    private func longest(_ mentions: [Mention], where isWanted: (Mention) -> Bool) -> Int? {
        var best: Mention?
        for mention in mentions where isWanted(mention) && mention.length >= (best?.length ?? 0) { best = mention }
        return best?.place
    }

    /// The place named first in the title, else the one named most often in the text, of equals the first.
    private func named(in mentions: [Mention], _ counts: inout [Int], where isWanted: (Mention) -> Bool) -> Int? {
        if let first = mentions.first(where: { $0.source == .title && isWanted($0) }) { return first.place }
        func isWantedInText(_ mention: Mention) -> Bool { mention.source == .text && isWanted(mention) }
        if counts.count != placeCount { counts = [Int](repeating: 0, count: placeCount) }
        for mention in mentions where isWantedInText(mention) { counts[mention.place] += 1 }
        var best: Int?
        for mention in mentions where isWantedInText(mention) {
            if counts[mention.place] > best.map({ counts[$0] }) ?? 0 { best = mention.place }
        }
        for mention in mentions { counts[mention.place] = 0 }
        return best
    }
}
