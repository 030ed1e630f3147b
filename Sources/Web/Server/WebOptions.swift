import Foundation
import HummingbirdTLS

/// How the web is served.
package struct WebOptions: Sendable {
    /// Where it listens.
    package var address: ListenAddress
    /// The certificate and its key; nil for HTTP alone.
    package var tls: TLSFiles?
    /// Where people reach it; nil if that is known from what they ask alone.
    package var publicAddress: PublicAddress?
    /// How much everybody may ask.
    package var rates = WebRates()
    /// How many connections there may be; more wait.
    package var connections = 2_000
    /// From a request's head to its end, in seconds.
    package var requestSeconds: Int64 = 15
    /// How long a connection may be silent between requests, and before the first, in seconds.
    package var idleSeconds: Int64 = 60
    /// How long an answer waits for a client that takes none of it, in seconds.
    package var answerSeconds: Int64 = 30

    package init(_ address: ListenAddress) {
        self.address = address
    }

    /// Whether browsers reach it by HTTPS: then cookies travel by nothing else.
    var isSecure: Bool { tls != nil || publicAddress?.isSecure == true }
}

/// Where the certificate and its key are, both in PEM.
package struct TLSFiles: Sendable {
    package var certificate: String
    package var key: String

    package init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    /// - Throws: `WebSetupError` that names the file.
    func configuration() throws(WebSetupError) -> TLSConfiguration {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMBytes([UInt8](Data(contentsOf: URL(filePath: certificate))))
        } catch {
            throw WebSetupError("--tls-certificate: \(certificate) is no certificate in PEM: \(error)")
        }
        let privateKey: NIOSSLPrivateKey
        do {
            privateKey = try NIOSSLPrivateKey(bytes: [UInt8](Data(contentsOf: URL(filePath: key))), format: .pem)
        } catch {
            throw WebSetupError("--tls-key: \(key) is no private key in PEM: \(error)")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }
}
