# The reception: who, what, which promise.
reception-channel = Channel
reception-who = Who is calling?
reception-what = What is asked?
reception-promise = What is promised?
reception-seek = Name, phone, company or serial number
reception-nobody = Nobody matches. A new contact is created with the ticket.
reception-matches = { $count ->
    [one] One match
   *[other] { $count } matches
}
reception-new-contact = New contact “{ $typed }”
reception-newcomer = New contact
reception-newcomer-away = Give this contact up
reception-title = Title
reception-first-name = First name
reception-last-name = Last name
reception-phone = Phone
reception-mail = Mail
reception-company = Company
reception-company-new = Will be created with the ticket.
reception-serial = no. { $serial }
reception-also = Also at { $company }
reception-reporter = Reported by
reception-reporter-other = Reported by…
reception-reporter-away = Remove who reported it
reception-staff = of the office
reception-machine = Equipment concerned
reception-machine-others = { $count ->
    [one] one other machine
   *[other] { $count } other machines
}
reception-machine-or-none = or none
reception-machine-none = No machine
reception-machine-new = New machine
reception-machine-unknown = None is known here.
reception-machine-away = Give this machine up
reception-machine-name = What it is called
reception-machine-model = Maker and model
reception-machine-serial = Serial number
reception-label = Label
reception-description = What the person says
reception-similar = { $count ->
    [one] An open ticket may say the same:
   *[other] { $count } open tickets may say the same:
}
reception-ticket = Ticket { $number }
reception-criticality = Criticality for the client
reception-category = Category
reception-category-none = No category
reception-reported = Noticed, if not now
reception-note = For the technician only
reception-note-example = Internal note
reception-attach = Attach
reception-paste = or paste a picture
reception-drop = or drop it here
reception-kept = Nothing you typed is lost.
reception-clear = Clear
reception-open = Open, due { $due }
reception-opened = Ticket { $number } opened
reception-show = Open
reception-taking = Who takes it
reception-pool = In the queue
reception-pool-note = every technician sees it
reception-take = I take it
reception-assign = Give it to
reception-assign-nobody = Nobody in particular
reception-assigned = waits for their intake
reception-due = { $criticality }: { $hours } h, due { $due }.
reception-contract = In force
reception-contract-until = until { $day }
reception-nothing-yet = Contracts, open tickets and past faults show as soon as one knows who is calling.
reception-open-tickets = Open tickets
reception-no-open = Nothing open for now.
reception-closed = Last closed tickets
reception-seen = Seen before on this machine
reception-follows = Follows { $number }
reception-follows-away = It follows nothing
reception-follows-one = It follows a ticket
reception-draft = Kept { $hour }
reception-seek-example = Name, number…
reception-seek-hint = A name, a phone, a company or a serial number; ↵ takes the first match.
message-leave = Leave a message
message-leave-on = Leave a message on { $number }
message-lead = “{ $label }”: read by { $name }, never by the client.
message-whoever = whoever takes the ticket
message-text = Internal message
message-send = Leave it
message-left = Message left on { $number }: { $name } will read it.
