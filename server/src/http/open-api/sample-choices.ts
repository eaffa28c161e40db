/** What an example shows where its schema leaves a choice, by the name of the field. */

/** Of the values that there are to choose from, where the first one would not fit the others. */
export const CHOICES: Readonly<Record<string, string>> = {
  authentication_method: "oauth2",
  pay_frequency: "monthly",
  pay_period: "annually",
  payment_frequency: "monthly",
  period: "annually",
  status: "approved",
  unit: "days",
  units: "days",
}

/** Null where it may be: of a person who works here, of what has not failed and is not gone. */
export const NULLS: ReadonlySet<string> = new Set([
  "deleted_at",
  "disabled_reason",
  "end_reason",
  "error",
  "failing_since",
  "last_action_result",
  "last_action_run_result",
  "last_error",
  "last_forbidden_error",
  "prev_cursor",
  "termination_date",
  "termination_reason",
])

/** Left out where they may be: they are only there when something was asked for, or went wrong. */
export const OMITTED: ReadonlySet<string> = new Set([
  "as_of",
  "as_of_basis",
  "data_as_of",
  "debug",
  "is_partial_response",
  "last_attempt",
  "mapping_errors",
  "remote_data",
  "warnings",
])
