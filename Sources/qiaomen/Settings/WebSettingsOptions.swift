import ArgumentParser
import Web

/// Options of commands that serve the web.
struct WebSettingsOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where the web listens. Default: 127.0.0.1:8080.", valueName: "host:port"))
    var listen: ListenAddress?

    @Option(
        help: ArgumentHelp(
            "Where people reach the web, as by a proxy; with https:, cookies travel by nothing else.",
            valueName: "address"))
    var publicAddress: PublicAddress?

    @Option(
        help: ArgumentHelp(
            "Serves HTTPS with this certificate, its chain behind it, in PEM. Default: HTTP.", valueName: "file"),
        completion: .file(extensions: ["pem", "crt"]))
    var tlsCertificate: String?

    @Option(
        help: ArgumentHelp("The certificate's private key, in PEM.", valueName: "file"),
        completion: .file(extensions: ["pem", "key"]))
    var tlsKey: String?

    @Option(
        help: ArgumentHelp(
            "Adds a JSON line to this file for each thing that somebody reads or does. Default: the log.",
            valueName: "file"),
        completion: .file())
    var audit: String?
}

/// Options of commands that need to know who may come in.
struct AccessOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The file of users and API keys, see qiaomen keys. Default: beside the store, its name with .access.json.",
            valueName: "file"),
        completion: .file(extensions: ["json"]))
    var access: String?
}

extension Settings {
    /// The file of users and API keys.
    var accessFile: AccessFile { AccessFile(path: access ?? store.path + ".access.json") }

    /// How the web is served.
    ///
    /// - Throws: `CommandFailure` if only one of certificate and key is given.
    var webOptions: WebOptions {
        get throws(CommandFailure) {
            var options = WebOptions(listen)
            options.publicAddress = publicAddress
            switch (tlsCertificate, tlsKey) {
            case (let certificate?, let key?): options.tls = TLSFiles(certificate: certificate, key: key)
            case (nil, nil): break
            default:
                throw CommandFailure("--tls-certificate and --tls-key go together", status: .configuration)
            }
            return options
        }
    }
}

extension PublicAddress: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
