# What a plan may not do, over and above the guardrails in pinplan.yaml.
# Reads the JSON of `pinplan plan --format json`. Amounts are decimals in the account's currency.
package main

import rego.v1

# The most that one plan may add to what is spent a day.
most_added := 100

deny contains message if {
	input.format_version != 1
	message := sprintf("this policy reads format_version 1, not %v", [input.format_version])
}

deny contains message if {
	input.spend.currency
	added := to_number(input.spend.daily_after) - to_number(input.spend.daily_before)
	added > most_added
	message := sprintf(
		"daily spend would rise from %s to %s %s, by more than %v at once",
		[input.spend.daily_before, input.spend.daily_after, input.spend.currency, most_added],
	)
}

deny contains message if {
	some change in input.changes
	change.action in {"archive", "replace"}
	startswith(change.address, "campaign/")
	startswith(change.name, "Always on")
	message := sprintf("%s (%s) is always on: pause it, do not archive it", [change.address, change.name])
}

warn contains message if {
	some override in input.overrides
	message := sprintf("%s is overridden: %s", [override.code, override.reason])
}
