import Foundation
import Hummingbird

/// What a program asks for by name: the query of an address, or the form of a body.
///
/// A field that is empty, or says `null`, counts as absent.
struct RequestFields: Sendable {
    private let form: FormFields

    init(_ form: FormFields) {
        self.form = form
    }

    /// The query of a request.
    init(queryOf request: Request) {
        self.init(FormFields(request.uri.query ?? ""))
    }

    /// The field; nil if it is absent.
    subscript(name: String) -> String? { form[name].flatMap { $0.isEmpty || $0 == "null" ? nil : $0 } }

    /// The names of all fields that are there.
    var names: [String] { form.names.filter { self[$0] != nil } }

    /// What stands between commas, without blanks around it.
    func list(_ name: String) -> [String]? {
        self[name].map { text in
            text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }
}
