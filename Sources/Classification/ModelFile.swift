import Foundation
import Hotline

/// Why a file is no model.
package enum ModelError: Error, Hashable, Sendable, CustomStringConvertible {
    case notAModel
    /// Of another version of the program: its recipe for grams and figures differs.
    case otherRecipe(String)
    case damaged(String)

    package var description: String {
        switch self {
        case .notAModel: "not a model: the file does not begin with \"\(Model.mark)\""
        case .otherRecipe(let recipe):
            "the model was made by recipe \(recipe), this program reads \(Model.recipe): train it anew"
        case .damaged(let what): "the model file is damaged: \(what)"
        }
    }
}

// The file: `qiaomen-model`, a blank and the recipe's number, a line break; the card and the parameters as JSON, each one
// line; the held-out record's lines; the grams' weights, one byte each, `areasPerBlock` a slot, slot by slot, block by
// block.
extension Model {
    static let mark = "qiaomen-model"
    /// Changes with anything that gives the same report other features.
    static let recipe = 1
    /// Parameters are small numbers; up to this one no sum of theirs leaves what a `Double` can hold.
    private static let largestParameter = 1e6
    /// A file longer than this is no model: it is not read.
    package static let maximumBytes = 16 << 20

    /// Reads a model file.
    ///
    /// - Throws: what is wrong with it.
    package init(bytes: [UInt8]) throws(ModelError) {
        guard bytes.count <= Self.maximumBytes else { throw .damaged("it is longer than \(Self.maximumBytes) bytes") }
        let lines = bytes.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
        let head = String(decoding: lines[0].prefix(64), as: UTF8.self).split(separator: " ")
        guard head.first == Self.mark[...], head.count == 2 else { throw .notAModel }
        guard let recipe = Int(head[1]), recipe == Self.recipe else { throw .otherRecipe(String(head[1])) }
        guard lines.count == 4 else { throw .damaged("it ends before its weights") }
        let card: ModelCard = try Self.decode(lines[1], "card")
        let parameters: Parameters = try Self.decode(lines[2], "parameters")
        try Self.check(card, parameters)
        let blocks = (card.areas.count + Self.areasPerBlock - 1) / Self.areasPerBlock
        let weightBytes = blocks * GramSlot.count * Self.areasPerBlock
        let recordBytes = lines[3].count - weightBytes
        guard recordBytes >= 0, recordBytes % HeldOutRecord.bytesPerLine == 0 else {
            throw .damaged("\(weightBytes) bytes of weights expected after its record, \(lines[3].count) bytes found")
        }
        guard let record = HeldOutRecord(bytes: lines[3].prefix(recordBytes), areas: card.areas.count) else {
            throw .damaged("its record speaks of an area that it does not have")
        }
        let start = lines[3].startIndex + recordBytes
        let weights = stride(from: start, to: start + weightBytes, by: Self.areasPerBlock).map { first in
            SIMD4<Int8>(
                Int8(bitPattern: bytes[first]), Int8(bitPattern: bytes[first + 1]), Int8(bitPattern: bytes[first + 2]),
                Int8(bitPattern: bytes[first + 3]))
        }
        self.init(card: card, parameters: parameters, gramWeights: weights, record: record)
    }

    /// The model as a file.
    ///
    /// - Throws: if a number in it is not finite, which training never gives.
    package func encoded() throws(ModelError) -> [UInt8] {
        var bytes = Array("\(Self.mark) \(Self.recipe)\n".utf8)
        bytes += try Self.encode(card)
        bytes += try Self.encode(parameters)
        bytes += record.bytes
        bytes.reserveCapacity(bytes.count + gramWeights.count * Self.areasPerBlock)
        for weight in gramWeights {
            for lane in weight.indices { bytes.append(UInt8(bitPattern: weight[lane])) }
        }
        return bytes
    }

    private static func decode<Value: Decodable>(_ line: ArraySlice<UInt8>, _ name: String) throws(ModelError) -> Value
    {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(line))
        } catch {
            throw .damaged("its \(name) cannot be read: \(error)")
        }
    }

    private static func encode(_ value: some Encodable) throws(ModelError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(value)) + [0x0A]
        } catch {
            throw .damaged("a number in it is not finite: \(error)")
        }
    }

    private static func check(_ card: ModelCard, _ parameters: Parameters) throws(ModelError) {
        let areas = card.areas.count
        let isSound =
            (2...maximumAreas).contains(areas) && Set(card.areas).count == areas && card.areas.contains(Area.otherID)
            && parameters.constants.count == areas
            && parameters.gramSteps.count == GramBlock.allCases.count
            && parameters.figureWeights.count == FeatureReader.figureCount(areas: areas)
            && parameters.figureWeights.allSatisfy { $0.count == areas }
            && parameters.newAreaWeights.count == WordCounts.figureCount
        guard isSound else { throw .damaged("its areas and its parameters do not go together") }
        guard parameters.numbers.allSatisfy({ abs($0) <= largestParameter }) else {
            throw .damaged("a number among its parameters is beyond \(largestParameter)")
        }
        guard parameters.calibration.slope > 0 else { throw .damaged("its confidence does not rise with the share") }
    }
}
