extension PlaceEndings {
    /// Endings of Chinese names of places.
    static let chinese: [(PlaceKinds, String)] = [
        (.compound, "小区 花园 家园 公寓 大厦 新村 庭院 社区 家属 宿舍 苑 府 雅居 名都 新城 华庭 公馆 山庄 小镇"),
        (.road, "大道 路 街 巷 弄 胡同"),
        (.village, "村 镇 乡 湾 屯 寨"),
        (.institution, "学校 小学 中学 学院 医院 市场 公园 广场 幼儿 站 大桥 桥 超市 酒店 商场 银行 食堂 小游"),
    ]

    /// Words that begin like an ending and are none.
    static let wordList = """
        路灯 路面 路树 路肩 路基 路缘 路沟 路人 路过 路况 路程 路政 路障 路牌 路费 路线 街坊 街灯 街头 弄得 弄坏 弄成 \
        弄好 府上 府部 站在 站着 站不 站起 站点
        """

    /// What stands last before an ending where there is no name: 这条路, 我们小区.
    static let genericScalars = """
        这那该此本我们的个每各条全老旧整修马公铁门道段口区小大土泥水头主辅支线网套思出有无没上下让占堵拦走过在到是入进住\
        离开内外和与及片型档新农乡中居宅业所多几两同别其他回城边旁近前后面间里村组机政由属层一二三四五六七八九十路街巷交\
        拌圾转油电处址角侧致棵盏株座辆台排留于移灯映沿陆
        """

    /// Pairs that stand before an ending where there is no name: 居民小区.
    static let genericPairList = """
        居民 村民 市民 农民 中心 住户 生活 商品 高档 安置 毗邻 相邻 惠性 公立 民办 公办 私立 配套 合格 技术 职业 考古 国家 直达 \
        首末 始发 教育 培训
        """

    /// Pairs that make no name with an ending that begins with the third: 人民医院, but 人民路.
    static let genericNameList = """
        人民医 火车站 汽车站 高铁站 高速路 高架桥 高架路 收费站 公车站 客运站 实验小 实验中 实验学 中心小 中心医 中心学 附属医 附属中 附属小 中医医 \
        农贸市 超级市 建材市 民营医 公立学 民办学 公办学 公立医 义务学 儿童医 妇幼医 技术学 职业学
        """

    /// Pairs that make a name although they end like none: 前进路.
    static let nameList = "前进 先进 民主 自主 永定 安居 乐居"

    /// English words behind a name.
    static let english: [(PlaceKinds, String)] = [
        (.latinCompound, "compound estate community garden gardens court residence apartments mansion"),
        (.latinRoad, "road street lane avenue alley rd st boulevard"),
        (.latinVillage, "village town"),
        (.latinInstitution, "school hospital market park square kindergarten bridge station supermarket"),
    ]

    /// English words before a number.
    static let englishBeforeNumbers: [(PlaceKinds, String)] = [
        (.building, "building block bldg"), (.group, "group"), (.door, "no number"),
    ]

    /// English words that are no name before an ending: the road.
    static let genericWordList = """
        the a an our my your this that whole entire main old new residential housing local public primary middle high \
        whose same other next every in on of at to and side city back front car no street road wet vegetable farmers \
        community dear bus
        """
}
