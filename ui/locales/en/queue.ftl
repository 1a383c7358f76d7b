# The queue and my day.
queue-title = Tickets
queue-list = Queue of tickets
queue-views = Saved views
queue-view-open = To treat
queue-view-unassigned = Unassigned
queue-view-late = Late
queue-view-mine = My tickets
queue-view-waiting = Client to answer
queue-view-save = Save the view
queue-view-change = Replace this view by what is shown
queue-view-delete = Delete this view
queue-view-name = Name of the view
queue-choose = Choose { $number }
queue-col-choice = Choice
queue-col-number = No.
queue-col-label = Label
queue-col-label-company = , company
queue-col-label-equipment = , equipment
queue-col-company = Company, contact
queue-col-status = Status, stage
queue-col-levels = Criticality, priority
queue-col-assignee = Assignee
queue-col-due = Due, age
queue-no-filter = No filter
queue-filter = Filter
queue-filter-remove = Remove the filter { $name }
queue-facet-status = Status
queue-facet-stage = Stage
queue-facet-criticality = Criticality
queue-facet-priority = Priority
queue-facet-channel = Channel
queue-facet-assignee = Assignee
queue-facet-category = Category
queue-facet-company = Company
queue-facet-equipment = Equipment
queue-facet-period = Received
queue-facet-late = Late
queue-facet-bin = Bin
queue-me = me
queue-several = { $count } chosen
queue-four-open = 4 open
queue-one-chosen = the chosen one
queue-since = since { $day }
queue-period-today = Today
queue-period-week = Last 7 days
queue-period-month = Last 30 days
queue-period-year = This year
queue-search = Search the tickets
queue-search-hint = Number, label, step, name, serial
queue-sort = Order
queue-sort-due = Due time
queue-sort-priority = Priority
queue-sort-updated = Last change
queue-sort-number = Number
queue-sort-turn = Turn the order round
queue-news = { $count ->
    [one] 1 new
   *[other] { $count } new
}
queue-bulk = Actions on the choice
queue-chosen = { $count ->
    [one] 1 ticket chosen
   *[other] { $count } tickets chosen
}
queue-choose-none = Choose none
queue-quit = Quit
queue-move-take = Take
queue-move-reject = Reject with a reason…
queue-not-from-here = not from this status
queue-reject = Reject
queue-reject-title = Reject
queue-reject-lead = The reason stays in the history.
queue-reason = Reason
queue-tickets = { $count ->
    [one] 1 ticket
   *[other] { $count } tickets
}
queue-refused = { $number }: { $why }
queue-undone = Undone
queue-done-assigned = { $what }: assigned to { $name }
queue-done-unassigned = { $what }: back in the queue
queue-done-taken = { $what }: yours
queue-done-priority = { $what }: priority { $priority }
queue-done-waiting = { $what }: awaiting reply
queue-done-resolved = { $what }: resolved
queue-done-rejected = { $what }: rejected
queue-pane = Ticket { $number }
queue-close-pane = Close the pane
queue-take = Take
queue-answer-to = Answer { $name }
queue-delay = Delays
queue-due-before = To resolve before
queue-delay-gone = { $percent }% of the delay gone
queue-contact = Contact
queue-intervention = Intervention
queue-time = Time
queue-last-steps = Last steps
queue-all-steps = { $count ->
    [one] The step
   *[other] All { $count } steps
}
queue-internal = internal
queue-all-done = Everything is treated
queue-all-done-note = No open ticket. New ones arrive here by themselves.
queue-nothing = Nothing matches
queue-nothing-note = No ticket matches these filters or these words.
queue-reset = See the whole queue
day-late = Late
day-today = For today
day-to-begin = To begin
day-waiting = Waiting for the client
day-minutes = { $minutes } recorded today
day-empty = Nothing awaits you
day-empty-note = Take a ticket in the queue: it will come here.
queue-more = Other actions
queue-take-call = Take a call
