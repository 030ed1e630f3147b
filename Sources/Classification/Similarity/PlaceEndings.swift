/// The endings by which names of places are known.
struct PlaceEndings: Sendable {
    static let standard = PlaceEndings()

    /// Kinds by the ending's first and second scalar, of those with one scalar by 0 for the second.
    private let kinds: [UInt64: PlaceKinds]
    /// Words that begin like an ending and are none: 路灯.
    private let words: Set<UInt64>
    /// Which scalars can begin an ending, as bits by their lowest 12 bits.
    private var mayBegin = [UInt64](repeating: 0, count: 64)
    private let generic: Set<UInt32>
    private let genericPairs: Set<UInt64>
    /// Names although they end like none: 前进.
    private let names: Set<UInt64>
    private let kindOfWord: [UInt64: PlaceKinds]
    private let kindBeforeNumber: [UInt64: PlaceKinds]
    private let genericWords: Set<UInt64>

    private init() {
        var kinds: [UInt64: PlaceKinds] = [:]
        for (kind, endings) in Self.chinese {
            for ending in endings.split(separator: " ") {
                let scalars = Folding.standard.scalars(of: String(ending))
                guard let first = scalars.first else { continue }
                kinds[UInt64(first) << 32 | UInt64(scalars.count > 1 ? scalars[1] : 0)] = kind
                mayBegin[Int(first >> 6 & 63)] |= 1 << UInt64(first & 63)
            }
        }
        self.kinds = kinds
        func pairs(_ list: String) -> Set<UInt64> {
            Set(
                list.split(separator: " ").map { word in
                    Folding.standard.scalars(of: String(word)).reduce(0) { $0 << 32 | UInt64($1) }
                })
        }
        words = pairs(Self.wordList)
        genericPairs = pairs("居民 村民 市民 农民 中心 住户 生活 商品 高档 安置 毗邻 相邻")
        names = pairs("前进 先进 民主 自主 永定 安居 乐居")
        generic = Set(Folding.standard.scalars(of: Self.genericScalars))
        func table(_ words: [(PlaceKinds, String)]) -> [UInt64: PlaceKinds] {
            var table: [UInt64: PlaceKinds] = [:]
            for (kind, list) in words {
                for word in list.split(separator: " ") { table[Self.hash(of: word)] = kind }
            }
            return table
        }
        kindOfWord = table(Self.english)
        kindBeforeNumber = table([(.building, "building block bldg"), (.group, "group"), (.door, "no number")])
        genericWords = Set(Self.genericWordList.split(separator: " ").map(Self.hash(of:)))
    }

    private static func hash(of word: Substring) -> UInt64 {
        word.unicodeScalars.reduce(emptyHash) { mixed($0, with: $1.value) }
    }

    /// The ending that begins at `index`; a longer one comes before a shorter one.
    @inline(__always)
    func ending(in scalars: [UInt32], at index: Int) -> (kind: PlaceKinds, length: Int)? {
        let first = scalars[index]
        guard mayBegin[Int(first >> 6 & 63)] >> UInt64(first & 63) & 1 == 1 else { return nil }
        let next = index + 1 < scalars.count ? scalars[index + 1] : 0
        if words.contains(UInt64(first) << 32 | UInt64(next)) { return nil }
        if next != 0, let kind = kinds[UInt64(first) << 32 | UInt64(next)] { return (kind, 2) }
        return kinds[UInt64(first) << 32].map { ($0, 1) }
    }

    /// Whether what ends with these two scalars names nothing: 这条路, 我们小区, 居民小区.
    @inline(__always)
    func isGeneric(_ first: UInt32, _ last: UInt32) -> Bool {
        let pair = UInt64(first) << 32 | UInt64(last)
        return genericPairs.contains(pair) || generic.contains(last) && !names.contains(pair)
    }

    /// What an English word says that the word before it is: Renmin *Road*.
    func kind(ofWord hash: UInt64) -> PlaceKinds? {
        kindOfWord[hash]
    }

    /// What an English word says that the number behind it is: *building* 3.
    func kind(beforeNumber hash: UInt64) -> PlaceKinds? {
        kindBeforeNumber[hash]
    }

    /// Whether an English word before an ending is no name: *the* road.
    func isGeneric(word hash: UInt64) -> Bool {
        genericWords.contains(hash)
    }

    private static let chinese: [(PlaceKinds, String)] = [
        (.compound, "小区 花园 家园 公寓 大厦 新村 庭院 社区 家属 宿舍 苑 府 雅居 名都 新城 华庭 公馆 山庄 小镇"),
        (.road, "大道 路 街 巷 弄 胡同"),
        (.village, "村 镇 乡 湾 屯 寨"),
        (.institution, "学校 小学 中学 学院 医院 市场 公园 广场 幼儿 站 大桥 桥 超市 酒店 商场 银行 食堂 小游"),
    ]

    private static let wordList = "路灯 路人 路过 路况 路程 路政 路障 路牌 路费 路线 街坊 街灯 街头 弄得 弄坏 弄成 弄好 府上 府部 站在 站着 站不 站起 站点"

    /// What stands before an ending where there is no name.
    private static let genericScalars = """
        这那该此本我们的个每各条全老旧整修马公铁门道段口区小大土泥水头主辅支线网套思出有无没上下让占堵拦走过在到是入进\
        住离开内外和与及片型档新农乡中居宅业所多几两同别其他回城边旁近前后面间里村组机政由属层一二三四五六七八九十路街巷交拌圾转油电
        """

    private static let english: [(PlaceKinds, String)] = [
        (.latinCompound, "compound estate community garden gardens court residence apartments mansion"),
        (.latinRoad, "road street lane avenue alley rd st boulevard"),
        (.latinVillage, "village town"),
        (.latinInstitution, "school hospital market park square kindergarten bridge station supermarket"),
    ]

    private static let genericWordList = """
        the a an our my your this that whole entire main old new residential housing local public primary middle high \
        whose same other next every in on of at to and side city back front car no street road wet vegetable farmers \
        community dear bus
        """
}
