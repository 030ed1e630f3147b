import CResources

/// What the API is, for programs (deploy/schemas/openapi.json).
enum OpenAPI {
    /// The document, OpenAPI 3.1.
    static let document = [UInt8](
        UnsafeBufferPointer(start: qiaomen_openapi_bytes(), count: Int(qiaomen_openapi_size)))
}
