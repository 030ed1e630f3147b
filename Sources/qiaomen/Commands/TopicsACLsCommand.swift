import ArgumentParser
import Kafka

struct TopicsACLsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acls",
        abstract: "Prints the commands that give each party exactly its topics.",
        discussion: """
            They are Kafka's own kafka-acls.sh, for an administrator to read and run. A channel's account is channel-<id>, \
            a department's department-<id>, Qiaomen's own qiaomen; consumer groups begin with the account's name.
            """)

    @OptionGroup var brokerOptions: BrokerOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await Settings.load(common, broker: brokerOptions, district: districtOptions)
        let district = try await settings.readDistrict()
        let bootstrap = try settings.requiredBroker.description
        for command in accessCommands(for: district, bootstrap: bootstrap) { print(command) }
    }
}
