/// What residents of a made-up day say: short and long, calm and angry, to the point and off it. All of it is invented.
enum ResidentVoices {
    struct Matter {
        let title: String
        let text: String
        /// Where it is plausible; nil: anywhere.
        var communities: [String]?
        var kind: String?
    }

    static let places: [(community: String, address: String)] = [
        ("白湾社区", "柿铺街道白湾社区三组"), ("白湾社区", "白湾社区五组村道旁"), ("施营社区", "施营社区老家属院2号楼"),
        ("云兴社区", "云兴社区汉江梦小区6栋"), ("云兴社区", "汉江梦小区北门"), ("水星台社区", "中原街道水星台社区7栋"),
        ("水星台社区", "水星台社区文化广场"),
    ]

    static let openings = [
        "", "", "", "您好！", "领导您好，", "我是这里的住户。", "我们几户商量了一下，", "已经打过三次电话了，没有人管！",
        "说了半年了，每次都说在研究，",
    ]

    static let closings = [
        "", "", "请尽快派人来看看。", "希望有关部门重视，谢谢！", "到底归谁管？给个准话！", "盼回复。", "大家愿意一起出力。",
        "老人小孩进出实在不方便。", "再不处理我们就去区里反映。",
    ]

    static let matters: [Matter] = [
        Matter(
            title: "污水管网什么时候接通", text: "我们组的生活污水到现在没有接进管网，家家户户往沟里排，夏天臭得开不了窗。",
            communities: ["白湾社区"]),
        Matter(title: "下水道堵了往外冒", text: "楼下的下水道又堵了，污水从井口冒出来流了一地，走路都要踮着脚。"),
        Matter(title: "化粪池满溢", text: "院子里的化粪池满了没有人清掏，粪水漫到花池边上，一楼的住户苦不堪言。"),
        Matter(title: "一下雨就积水", text: "路口的排水沟不通，雨水排不走，一下雨积水没过脚踝，电动车都熄火了。"),
        Matter(
            title: "The drain in front of our door is blocked",
            text: "The sewer overflows after every rain and the smell is awful."),
        Matter(title: "老旧小区改造有没有我们", text: "我们院子建了三十多年，墙皮一块块掉，楼顶漏雨，想问问老旧小区改造什么时候轮到我们。"),
        Matter(title: "想加装电梯", text: "六层的老楼没有电梯，四楼以上多半是七十岁的老人，大家都同意加装电梯，请帮忙牵头。"),
        Matter(
            title: "健身广场和围栏", text: "小区的健身广场地面破了，器材锈得不敢用，围栏倒了一段，希望改造的时候一起修好。",
            communities: ["云兴社区"]),
        Matter(title: "楼道灯不亮，外墙掉瓷砖", text: "老楼楼道的线路老化，灯坏了几个月，外墙瓷砖往下掉，下面天天有孩子跑。"),
        Matter(title: "花坛绿化没人管", text: "楼前的花坛荒了一年，杂草比人高，以前种的月季都枯死了，能不能补种一下。"),
        Matter(title: "大树挡住了窗户", text: "门口的梧桐树枝伸到三楼窗户里了，刮大风打得玻璃响，请安排修剪。"),
        Matter(title: "绿化带被压成停车场", text: "路边的绿化带天天有车开上去，草坪压成了泥地，请补种并且装上护栏。"),
        Matter(
            title: "Dead trees along the green belt",
            text: "Several trees along the green belt have died and branches fall on the path."),
        Matter(title: "夜里广场舞太吵", text: "每天晚上跳到十点多，音响开得特别大，孩子没法写作业。"),
        Matter(title: "公交车越等越久", text: "早高峰一趟车要等四十分钟，上班天天迟到，能不能加两趟。"),
        Matter(title: "想建一个红色驿站", text: "希望在社区门口建一个红色驿站，让环卫工和快递小哥有地方喝口热水歇歇脚。", kind: "wish"),
        Matter(title: "谢谢网格员", text: "上次漏水的事网格员当天就上门了，还帮我们联系了师傅，特意打电话来感谢。", kind: "praise"),
        Matter(title: "配电箱漏电", text: "楼下配电箱门掉了，下雨的时候有人摸到墙面发麻，像是漏电，太危险了！"),
    ]
}
