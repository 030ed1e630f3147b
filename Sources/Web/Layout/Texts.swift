/// All words of pages, in both languages, by key. Each part of the web has a table of its own beside its pages; here they
/// come together.
package enum Texts {
    package typealias Table = [String: (zh: String, en: String)]

    /// Keys are there once.
    package static let tables: [Table] = [layout, signIn, casePages, managers]

    /// The texts of a language by key.
    package static func of(_ language: Language) -> [String: String] { language == .zh ? chinese : english }

    private static let chinese = texts(\.zh)
    private static let english = texts(\.en)

    private static func texts(_ language: (((zh: String, en: String)) -> String)) -> [String: String] {
        tables.reduce(into: [:]) { all, table in
            all.merge(table.mapValues(language)) { first, _ in first }
        }
    }

    private static let layout: Table = [
        "product": ("敲门", "Qiaomen"),
        "skip": ("跳到正文", "Skip to the content"),
        "navigation": ("导航", "Navigation"),
        "switchLanguage": ("English", "中文"),
        "signOut": ("退出登录", "Sign out"),
        "footer": ("共谋 共建 共管 共评 共享", "Plan, build, manage, evaluate and share together"),
        "error": ("出错了", "That did not work"),
        "home": ("返回首页", "To the first page"),
        "figures": ("数据", "Figures"),
        "desk": ("受理中心", "Desk"),
        "hotline": ("热线", "Hotline"),
        "grid": ("我的网格", "My grid"),
        "cases": ("工单", "Cases"),
        "pilots": ("试点社区", "Pilots"),
        "keys": ("快捷键", "Keyboard"),
        "keysHelp": ("快捷键（按 ?）", "Keyboard (press ?)"),
        "keysHome": ("首页", "First page"),
        "keysDown": ("下一行", "Next row"),
        "keysUp": ("上一行", "Row before"),
        "keysOpen": ("打开所在行", "Open the row"),
        "keysTick": ("选择所在行", "Tick the row"),
        "keysAccept": ("签收所选；没有选择时签收所在行", "Accept those ticked, or the row"),
        "keysFind": ("查找", "Find"),
        "keysShow": ("显示快捷键", "Show these keys"),
        "keysClose": ("关闭", "Close"),
        "updated": ("页面已更新", "The page has been updated"),
        "offline": ("实时更新已中断，正在重新连接", "Live updates are interrupted; connecting again"),
    ]

    private static let signIn: Table = [
        "signIn": ("登录", "Sign in"),
        "name": ("用户名", "Name"),
        "password": ("密码", "Password"),
        "signInFailed": ("用户名或密码不正确", "Name or password is wrong."),
        "signInAs": ("演示：以下列身份进入", "A demonstration: come in as"),
        "signInHelp": ("账号由管理员开通。忘记密码请联系管理员。", "The administrator gives accounts and passwords."),
    ]
}
