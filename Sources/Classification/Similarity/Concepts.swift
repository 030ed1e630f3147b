/// What residents' reports are about, as small groups of words that say the same: 积水, 淹 and "flooded" are one concept.
///
/// Neighbours describe one trouble in different words; these groups are what their reports have in common, in Chinese and
/// English. Things (a lamp, a lift) and troubles (smell, noise) have groups of their own. A group's position is its bit
/// in every stored sketch: append new groups, never reorder or remove, and raise `ReportSketch.version` with each change.
struct Concepts: Sendable {
    static let standard = Concepts()

    /// Finds the words; a match's payload is the concept.
    let automaton: WordAutomaton
    /// What each concept weighs in a comparison, 2 (every seventh report names it) to 6 (one in four hundred): the
    /// logarithm of its rarity among some 16,000 messages to local governments.
    private let weights: [Double]

    private init() {
        let groups = Self.table.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            line.split(separator: ",").map { $0.trimmingPrefix(" ") }
        }
        automaton = WordAutomaton(
            groups.enumerated().flatMap { concept, fields in
                fields.dropFirst().map { WordPattern(String($0), .area, payload: concept) }
            })
        weights = groups.map { Double($0.first ?? "") ?? 2 }
    }

    /// What the concepts of a set weigh together.
    func weight(of set: ConceptSet) -> Double {
        var weight = 0.0
        set.forEach { if $0 < weights.count { weight += weights[$0] } }
        return weight
    }

    private static let table = """
        # Water and drains.
        4, 积水, 水进, 进水, 没过, 泡坏, 全泡, 泥水, 水排不, 灌进, deep water, 淹, 内涝, 水漫, 漫水, 水浸, 泡在水里, 涨水, 成河, 水塘, 水坑, 趟水, 蹚水, \
            flooded, flood, floods, flooding, waterlogged, standing water, under water, puddle, puddles
        4, 下水道, 排水管, 排水沟, 雨水管, 水沟, 阴沟, 暗沟, 下水管, 排水口, 雨水口, 雨水篦子, 地漏, 管道, 管网, drain, drains, drainage, gutter, \
            gutters, sewer, sewers, pipe, pipes
        3, 堵, 堵塞, 堵住, 不通, 淤积, 淤塞, 排不出, 下不去, 疏通, blocked, clogged, choked, backs up, backed up, backing up
        4, 污水, 粪水, 脏水, 臭水, 废水, 生活水, sewage, waste water, wastewater, foul water
        6, 化粪池, 粪池, 粪坑, 沼气池, septic tank, septic tanks, cesspool
        6, 井盖, 窨井, 盖板, 沟盖, 篦子, manhole, manholes, manhole cover, drain cover, grating
        5, 返水, 反水, 倒灌, 冒水, 溢, 外溢, 冒出来, 漫出来, 涌出, overflow, overflows, overflowing, spilling
        4, 漏水, 返潮, 渗水, 漏雨, 滴水, 渗漏, 漏, leak, leaks, leaking, leaked, drip, dripping, damp
        4, 停水, 没水吃, 引水, 水管, 没水, 断水, 无水, 没有水, 自来水, 水压, 水管爆, 爆管, no water, water supply, tap water, water pressure, \
            burst main
        5, 水质, 水黄, 浑浊, 发黄, 异味水, brown water, water quality, cloudy
        3, 河道, 河水, 河里, 小河, 沟渠, 水渠, 堰塘, 池塘, 湖, 鱼塘, river, canal, pond, creek, lake
        # Smell, dirt, noise, air.
        3, 臭, 异味, 恶臭, 臭味, 刺鼻, 难闻, 气味, smell, smells, smelly, stink, stinks, stinking, stench, odour, odor
        3, 垃圾, 泔水, 潲水, 垃圾桶, 垃圾箱, 垃圾堆, 废品, 杂物, 废弃物, rubbish, garbage, trash, litter, bin, bins, waste, dumped, dumping
        5, 建筑垃圾, 装修垃圾, 渣土, 余土, construction waste, rubble, debris
        3, 清运, 清扫, 保洁, 没人扫, 脏乱, 卫生, 不打扫, dirty, sweep, swept, cleaning, unclean, filthy, filth
        3, 噪音, 吵, 扰民, 睡不着, 轰鸣, 嘈杂, 噪声, 休息不好, 无法休息, noise, noisy, loud, cannot sleep
        4, 灰尘, 扬尘, 粉尘, 尘土, dust, dusty
        4, 油烟, 烟道, 排烟, fumes, cooking smoke, grease
        5, 焚烧, 烧垃圾, 烧秸秆, 浓烟, 冒烟, burning, burn, burns, smoke
        4, 广场舞, 音响, 喇叭, 唱歌, 跳舞, KTV, music, loudspeaker, loudspeakers, dancing, speakers
        3, 施工, 停工, 复工, 工地, 开挖, 挖掘机, 打桩, construction, building site, digging, pile driving
        5, 苍蝇, 蚊子, 老鼠, 蟑螂, 虫害, 白蚁, 虫子, mosquito, mosquitoes, flies, rats, cockroaches, termites, pests
        # Roads and traffic.
        3, 路面, 坑洼, 坑, 破损, 坑坑洼洼, 塌陷, 下陷, 凹陷, 沉降, 裂缝, pothole, potholes, sunken, sinkhole, cracked, uneven
        4, 路灯, 灯不亮, 黑灯, 没有灯, 照明, 漆黑, 黑漆漆, 摸黑, 街灯, street light, street lights, streetlight, streetlights, \
            street lamp, street lamps, streetlamp, lamp, lamps, dark, lighting
        3, 停车, 车位, 乱停, 违停, 停满, 占道停车, 停车难, parking, parked, park, double parked
        5, 充电桩, 充电, 飞线, 电动车, 电瓶车, 电单车, charging, charger, chargers, e-bike, e-bikes, scooter, scooters
        4, 红绿灯, 信号灯, 斑马线, 人行横道, 过街, 天桥, traffic light, traffic lights, zebra crossing, pedestrian crossing, \
            crossing, footbridge
        2, 堵车, 拥堵, 交通, 行车, 车流, traffic, congestion, traffic jam, jammed
        4, 人行道, 盲道, 地砖, 砖块, 步道, 台阶, sidewalk, pavement, footpath, paving, tiles
        4, 摊贩, 小摊, 水果摊, 早餐摊, 支桌子, 占道经营, 大排档, 排档, 摆摊, 流动摊, 夜市, 烧烤, 小贩, vendor, vendors, stall, stalls, hawkers, \
            barbecue
        3, 公交, 公交站, 班车, 站台, bus, buses, bus stop
        4, 护栏, 栏杆, 围栏, 围墙, 隔离栏, railing, railings, guardrail, fence, wall
        3, 修路, 修好, 打围, 围挡, 完工, 工期, hoarding, hoardings, roadworks, 硬化, 水泥路, 土路, 泥巴路, 断头路, 泥泞, 没修, dirt road, muddy, \
            unpaved, resurface, resurfaced
        4, 大货车, 渣土车, 超载, 货车, truck, trucks, lorry, lorries
        5, 减速带, 超速, 限速, 飙车, speed bump, speed bumps, speeding
        # Houses and compounds.
        4, 电梯, 扶梯, 升降机, lift, lifts, elevator, elevators, escalator, escalators
        6, 加装电梯, 增设电梯, 装电梯, install a lift, install an elevator, add a lift
        4, 外墙, 墙皮, 墙砖, 瓷砖, 墙面, 脱落, 掉下来, 掉落, 砸, facade, plaster, falling off, fell off, tiles falling, peeling
        4, 屋顶, 楼顶, 房顶, 天台, 顶楼, 屋面, roof, rooftop, top floor
        4, 楼道, 楼梯, 楼梯间, 走廊, stairwell, stairwells, staircase, stairs, corridor, hallway
        3, 危房, 危楼, 倾斜, 开裂, 裂, 要倒, 垮, 坍塌, dangerous house, dilapidated, collapse, collapsing, cracks, leaning
        3, 老旧小区改造, 旧改, 改造, 翻新, 提质, renovation, renovate, renovated, refurbish, upgrade
        3, 拆迁, 征收, 棚改, 棚户区, 安置, 补偿, demolition, relocation, resettlement, compensation
        3, 违建, 违章, 搭建, 私搭, 加盖, 占用公共, illegal building, illegal structure, illegally built, shed, sheds
        3, 物业, 物业费, 管理费, 业委会, 物管, property management, property company, management company, management fee
        4, 门禁, 大门, 单元门, 门锁, 道闸, 岗亭, 保安, gate, gates, entrance door, lock, guard, guards, barrier
        3, 消防, 灭火器, 消火栓, 消防通道, 火灾, 着火, 起火, fire, fire lane, fire hydrant, extinguisher
        6, 高空抛物, 抛物, 往下扔, 往楼下扔, 扔下来, thrown from, throw things, throwing things
        6, 雨棚, 遮阳棚, 棚子, awning, canopy
        3, 电线, 线路, 电缆, 线缆, 乱拉, 裸露, 电表, 飞线, 变压器, wire, wires, wiring, cable, cables, transformer
        5, 停电, 没电, 跳闸, 断电, 电压, power cut, power cuts, power outage, no power, no electricity, blackout
        4, 燃气, 天然气, 煤气, gas pipe, natural gas, gas leak, gas
        6, 供暖, 暖气, 不热, heating, radiator, radiators
        5, 网线, 手机信号, 移动信号, 宽带, 信号差, 没信号, 基站, internet, broadband, phone signal, mobile signal
        5, 快递, 快递柜, 驿站, parcel, parcels, courier
        5, 健身, 健身器材, 器材, 篮球场, 跑步机, 单杠, fitness, exercise equipment, basketball, gym equipment
        4, 儿童, 滑梯, 游乐, 秋千, 沙坑, playground, slide, swing, swings
        5, 公厕, 厕所, 卫生间, 洗手间, toilet, toilets, restroom, lavatory
        6, 座椅, 长椅, 凳子, 凉亭, 亭子, bench, benches, pavilion
        5, 墙体, 防水, 发霉, mould, mold, waterproofing
        # Green.
        4, 树, 桂花, 玉兰, 月季, 大树, 树木, 行道树, 香樟, 樟树, 梧桐, 杨树, 柳树, 银杏, tree, trees, willow, poplar, camphor, plane tree
        5, 树枝, 枝条, 枝叶, 修剪, 修枝, 遮光, 挡光, 遮住, 挡住, 采光, branch, branches, prune, pruned, pruning, trim, trimmed, \
            overgrown, blocks the light, block the light
        4, 倒树, 树倒, 倒了, 歪, 倒伏, 枯, 枯死, 死树, 断裂, 断了, fallen, fell, dead, dying, withered, broken
        4, 绿化带, 绿化, 绿地, 草坪, 草地, 花坛, 花池, 灌木, lawn, lawns, green belt, grass, flower bed, flower beds, greenery, \
            shrubs, hedge, hedges
        6, 杂草, 荒草, 野草, 草长, 除草, weeds, weed, tall grass
        5, 毁绿, 种菜, 菜地, 菜园, 开荒, vegetables, vegetable plot, vegetable plots, vegetable garden
        5, 砍树, 砍伐, 砍, 锯, 移栽, cut down, felled, felling, chopped
        6, 杨絮, 柳絮, 飞絮, 花粉, 落叶, 落果, 果子掉, catkins, fluff, pollen, fallen leaves
        5, 补种, 补栽, 栽树, 种树, 植树, 没栽, 裸土, 黄土, plant, planted, replant, replanted, bare soil, bare earth
        3, 公园, 游园, 口袋公园, 广场, park bench, public park, square
        5, 浇水, 喷灌, 洒水, 浇, 旱, watering, sprinkler, sprinklers, irrigation
        6, 打药, 农药, 病虫, spray, sprayed, spraying, pesticide
        # Animals, people, services.
        5, 狗, 遛狗, 犬, 狗叫, 狗屎, 狗粪, dog, dogs, barking
        6, 流浪猫, 流浪狗, 野狗, 野猫, stray, strays
        4, 鸡, 鸭, 养鸡, 养殖, 猪, 养猪, chicken, chickens, pigs, livestock, poultry
        2, 学校, 入学, 学区, 招生, 上学, 放学, school, schools, pupils, enrolment
        4, 幼儿园, kindergarten, nursery
        2, 医院, 看病, 诊所, 医生, 医保, 报销, clinic, hospital, doctor, medical insurance
        3, 养老, 老人, 食堂, 日间照料, 助餐, elderly, canteen, day care, pension
        3, 低保, 补贴, 补助, 救助, 残疾, allowance, subsidy, welfare, disabled, benefit
        3, 社保, 社会保险, 养老保险, 公积金, social security, provident fund
        3, 工资, 拖欠, 欠薪, 讨薪, wages, unpaid, salary
        3, 房产证, 不动产证, 办证, 产权, 过户, title deed, property certificate, deed
        2, 开发商, 交房, 延期交房, 楼盘, 质量问题, developer, handover
        3, 户口, 身份证, 居住证, 落户, household registration, residence permit, identity card
        5, 赌博, 麻将, 棋牌, gambling, mahjong
        4, 传销, 诈骗, 骗子, 行骗, 骗钱, fraud, scam, pyramid
        2, 收费, 乱收, 涨价, 退款, 退费, 押金, fee, fees, charge, charged, overcharged, refund, deposit
        4, 补课, 培训班, 培训机构, 托管, tutoring, training centre, after-school
        4, 搅拌站, 搅拌厂, 工厂, 厂房, 作坊, 加工厂, concrete plant, factory, workshop
        4, 摄像头, 监控, camera, cameras, cctv
        5, 小广告, 牛皮癣, 广告牌, 招牌, 横幅, advert, adverts, leaflets, billboard, signboard, sign
        6, 加油站, petrol station, gas station
        5, 菜市场, 农贸市场, 集市, 赶集, market
        5, 水井, 机井, 水泵, 抽水, 泵站, pump, pumps, pumping station
        5, 洗车, 车行, 修车, 汽修, car wash, garage
        6, 群租, 合租, 出租屋, 隔断, 日租, subletting, short lets, shared flat, tenants
        5, 坟, 墓, 殡葬, 丧事, 鞭炮, 烟花, funeral, grave, graves, firecrackers, fireworks
        3, 桥, 小桥, 桥面, 涵洞, 隧道, bridge, culvert, tunnel, underpass
        4, 水表, 抄表, 水费, 电费, water meter, water bill, electricity bill, bill
        5, 空调, 外机, 风机, 水泵房, air conditioner, air conditioners, compressor, fan
        5, 标线, 指示牌, 路牌, 标志, 门牌, 导向, road sign, house number, markings
        5, 共享单车, 单车, 自行车, 车棚, shared bikes, bicycle, bicycles, bike shed
        6, 僵尸车, 两年没动, 长期不动, 没牌, 废旧车, 破车, abandoned car, abandoned cars, wreck
        6, 无障碍, 坡道, 轮椅, 残疾人通道, ramp, wheelchair
        6, 晾晒, 晾衣, 晒被子, 晾衣绳, clothes line, drying clothes, laundry
        4, 出租车, 的士, 打表, 拒载, 网约车, 三轮车, 黑车, 拉客, 揽客, taxi, taxis, meter, cab
        5, 网吧, 游戏, internet cafe, gaming
        2, 窗口, 排队, 办事, 不上班, 便民服务, 办理, queue, counter, office hours
        3, 警察, 民警, 派出所, 报警, police
        4, 失窃, 被偷, 小偷, 偷走, 盗, stolen, thief, theft
        6, 溺水, 野泳, 游泳, 救生, drown, drowned, swimming
        6, 钓鱼, 垂钓, 鱼钩, 电鱼, fishing
        4, 灌溉, 农田, 庄稼, 田里, crops, fields
        4, 业委会, 业主大会, 换届, 改选, 公共收益, owners' committee
        3, 老师, 教师, 班主任, 体罚, teacher, teachers
        4, 餐馆, 饭店, 早餐, 小吃, 食品, 外卖, restaurant, restaurants, food
        4, 门面, 商铺, 店铺, 商户, shop, shops
        5, 绊倒, 摔, 滑倒, 摔跤, trip, tripped, slip, slipped, fell over
        4, 没人修, 报修, 失灵, 坏了, 故障, 停运, 不能用, broken, out of order, does not work
        """
}
