import Classification
import DistrictFile
import Foundation
import Hotline
import Ingest

/// The district that ships with the program.
func shippedDistrict() throws -> District {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let file = root.appending(path: "deploy/district.yaml")
    return try readDistrict(yaml: [UInt8](Data(contentsOf: file)), name: file.lastPathComponent)
}

/// The model that ships with the program; read once.
let shippedModel: Model = {
    do {
        return try Model.shipped()
    } catch {
        preconditionFailure("the shipped model: \(error)")
    }
}()

extension Dispatcher {
    /// A dispatcher by the shipped model.
    init(district: District) {
        self.init(district: district, model: shippedModel)
    }

    /// Decides a report given as strings.
    func decide(
        community: String? = nil, address: String? = nil, title: String? = nil, _ text: String,
        channel: String = "hotline", kind: ReportKind = .help, urgency: Urgency = .normal
    ) -> Decision {
        var scratch = DispatchScratch()
        let (community, address) = (community.map { [UInt8]($0.utf8) }, address.map { [UInt8]($0.utf8) })
        let (title, text) = (title.map { [UInt8]($0.utf8) }, [UInt8](text.utf8))
        return decide(
            community: community?.span, address: address?.span, title: title?.span, text: text.span, channel: channel,
            kind: kind, urgency: urgency, scratch: &scratch)
    }
}
