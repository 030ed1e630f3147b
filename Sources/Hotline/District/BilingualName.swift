/// A name as people read it, in Chinese and in English.
package struct BilingualName: Hashable, Sendable {
    package let zh: String
    package let en: String

    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}
