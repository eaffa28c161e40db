const FIXED_ORDER =
  "rows come in one fixed order: sort on your side, or narrow them with a filter such as created_at[gt]"
const OWN_PAGING = "pages are asked for with limit and next_cursor"

/** Parameters that callers know from Truto or expect, and what to use here instead. */
const ALTERNATIVES = new Map([
  ["truto_skip_api_call", "a read is its call: truto_response_format=debug shows it; only writes take this parameter"],
  ["truto_body_passthrough", "POST /proxy/{resource} passes a body on as it is"],
  ["sort_by", FIXED_ORDER],
  ["sort", FIXED_ORDER],
  ["order_by", FIXED_ORDER],
  ["prev_cursor", "give the prev_cursor of an answer as next_cursor to go back"],
  ["cursor", OWN_PAGING],
  ["page", OWN_PAGING],
  ["offset", OWN_PAGING],
  ["per_page", OWN_PAGING],
  ["page_size", OWN_PAGING],
])

export const alternativeTo = (parameter: string): string | undefined => ALTERNATIVES.get(parameter)
