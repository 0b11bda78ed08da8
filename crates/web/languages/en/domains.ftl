# Domain names that a client holds.

domain = Domain
domains = Domains
domains-text = The names you hold through us.
no-domains = No domains yet
no-domains-text = Find a name that is free and make it yours.
find-domain = Find a domain
expires = Expires
expires-on = Expires { $day }
registered = Registered
renewal = Renewal
by-itself = by itself
for-years =
    { $count ->
        [one] for 1 year
       *[other] for { $count } years
    }
registrar-cannot-be-asked = The registrar cannot be asked now: { $why }
name-servers = Name servers
name-server-numbered = Name server { $number }
name-servers-not-changed = The name servers were not changed.
name-servers-save = Save the name servers
name-servers-set = The name servers are set. It takes some hours until all know.
enter-name-server = Enter a name server
enter-second-name-server = Enter a second name server
renew-by-itself = Renew by itself
renew-by-itself-text = An invoice comes before it expires
transfer-lock = Transfer lock
transfer-lock-text = Nobody can move the name away
lock = Lock
unlock = Unlock
hide-owner = Hide the owner
hide-owner-text = Your address is not shown to everybody
hide = Hide
show = Show
domain-owner = Owner
domain-owner-text = Who holds the domain, as the registry has it
domain-owner-of = Owner of { $name }
owner-of-domain = Owner of the domain
change = Change
change-the-owner = the owner
move-elsewhere = Move elsewhere
move-elsewhere-text = The code that another provider asks for
get-code = Get the code
active-only = An active domain can be managed here.
years-label = Years
renew = Renew
transfer-code = Transfer code
transfer-code-of = Transfer code of { $name }
transfer-code-text = Give it only to the provider that the domain shall move to: whoever has it can take the name.
the-code = the code
back-to-domain = Back to the domain
registrar-told-nothing = The registrar was told nothing.
save-owner = Save the owner
country-two-letters = Country, two letters
enter-country-letters = Enter the two letters of a country
is-locked = The domain is locked.
is-unlocked = The domain can be moved away now.
is-hidden = Your address is hidden.
is-shown = Your address is shown.
renews-by-itself = It renews by itself.
ends-by-itself = It ends when its time is over.
code-mailed = The registrar mails the code to the owner of the domain.
renewal-invoice = Pay this invoice, and the domain is renewed.
renewal-ordered = The renewal is ordered.
owner-saved = The registrar has the new owner data.
