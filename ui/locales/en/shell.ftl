# The frame: rail, bar, account, notifications.
shell-nav = Main navigation
shell-queue = Queue
shell-reception = Reception
shell-directory = Directory
shell-settings = Settings
shell-keys = Keys
shell-to-see = { $count } to see
shell-synced = Up to date, { $hour }
shell-offline = Offline
shell-jump = Find or command
shell-new-ticket = New ticket
shell-theme = Light or dark theme
shell-notices = Notifications
shell-notices-new = { $count ->
    [one] Notifications, one new
   *[other] Notifications, { $count } new
}
account-title = Account
account-theme = Theme
account-light = Light
account-dark = Dark
account-system = System
account-rows = Rows
account-compact = Compact
account-comfortable = Comfortable
account-language = Language
account-my-day = My day
account-settings = Settings
account-password = Change the password
account-lock = Lock
account-log-out = Log out
notices-title = Notifications
notices-read-all = Mark all read
notices-choose = Choose what notifies me
notices-none = Nothing new
notices-none-note = What concerns you arrives here: an assignment, an answer, a reopening, a mention.
notice-assigned = { $number } is assigned to you
notice-unassigned = { $number } waits for somebody
notice-answered = Answer on { $number }
notice-reopened = { $number } reopened
notice-mentioned = You are named on { $number }
offline-strip = Offline since { $hour }.
offline-kept = You read the last copy; what you type is kept and will leave by itself.
offline-refused = What you did offline was not taken: { $why }

nowhere-title = This page does not exist
nowhere-text = The address leads nowhere. What you typed is kept.
nowhere-back = Back to the queue
