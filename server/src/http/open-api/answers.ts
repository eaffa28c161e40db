import { ACTORS, ERROR_CODES, ERRORS, type Operation } from "@rollcall/contract"
import { AppError } from "../../errors.js"
import { toEnvelope } from "../error-envelope.js"
import type { Schema } from "./schemas.js"

/** What every operation may be answered besides what was asked for: errors by their status, and headers. */

const text = (description: string) => ({ type: "string", description })
const whole = (description: string) => ({ type: "integer", description })

export const ERROR: Schema = {
  type: "object",
  description: "Refused, or failed: says who must act and how.",
  required: ["statusCode", "error", "message", "code", "who_must_act", "next_action", "docs_url", "request_id"],
  properties: {
    statusCode: whole("The status of the answer."),
    error: text("Name of the status."),
    message: text("What this failure is about. It may change: branch on the code."),
    code: { type: "string", enum: ERROR_CODES, description: "Which failure it is; stable." },
    who_must_act: { type: "string", enum: ACTORS, description: "Who can do something about it." },
    next_action: text("What to do."),
    docs_url: { ...text("Where the code is explained."), format: "uri" },
    request_id: text("Id of the request, which finds its entry by GET /log/{id}."),
    details: {
      type: "object",
      description: "What is wrong, place by place.",
      properties: {
        failure_count: whole("How many failures there are, when not all are listed."),
        failures: {
          type: "array",
          description: "The first failures.",
          items: {
            type: "object",
            required: ["path", "message"],
            properties: { path: text("Where it is, as the request wrote it."), message: text("What is wrong.") },
          },
        },
      },
    },
    next_after: whole("With changes.expired: the number from which reading goes on."),
    truto_is_remote_error: { type: "boolean", description: "True: the HR system refused, or did not answer." },
    raw_response: { description: "The HR system's answer as it came." },
    truto_error_insight: { type: "object", description: "What the HR system's refusal means, part by part." },
  },
}

const LIMIT =
  "Requests that the token may make at once, or the account where it has fewer left; how many, and in how many seconds there are as many again, is a setting of the server, or the token's own."

const HEADERS: Record<string, Schema> = {
  "x-request-id": { description: "Id of the request.", schema: { type: "string" } },
  "ratelimit-limit": { description: LIMIT, schema: { type: "integer" } },
  "ratelimit-remaining": { description: "Requests that are left of them.", schema: { type: "integer" } },
  "ratelimit-reset": { description: "Seconds until there are all of them again.", schema: { type: "integer" } },
  "idempotency-replayed": {
    description: "`true`: this is the first answer to the Idempotency-Key, given again.",
    schema: { type: "string", enum: ["true"] },
  },
  "retry-after": { description: "Seconds to wait, at least 1.", schema: { type: "integer", minimum: 1 } },
}

const refer = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

const LIMITED = ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"]

export const headersOf = ({ scope, idempotent, headers }: Operation): Schema => ({
  ...refer(["x-request-id", ...(scope === "public" ? [] : LIMITED), ...(idempotent ? ["idempotency-replayed"] : [])]),
  ...Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: "string" } }]),
  ),
})

/** By what an operation is: which statuses it may be refused with. */
function statusesOf({ scope, path, idempotent, paging, bodyKind, refusals }: Operation): readonly number[] {
  const hasToken = scope !== "public"
  const isUpstream = scope === "account" || scope === "self"
  const all = [
    400,
    ...refusals.map((code) => ERRORS[code].status),
    ...(hasToken ? [401, 403, 429] : []),
    ...(isUpstream || path.includes(":") ? [404] : []),
    ...(isUpstream ? [502, 504] : []),
    ...(idempotent && hasToken ? [409] : []),
    ...(paging === "sequence" ? [410] : []),
    ...(bodyKind === "none" ? [] : hasToken ? [413, 415] : [413]),
    500,
    503,
  ]
  return [...new Set(all)].sort((one, other) => one - other)
}

export const refusalsOf = (operation: Operation): Schema => ({
  ...Object.fromEntries(
    statusesOf(operation).map((status) => [String(status), { $ref: `#/components/responses/${nameOf(status)}` }]),
  ),
  default: { $ref: "#/components/responses/Refused" },
})

const nameOf = (status: number) => `Refused${status}`

const PUBLIC_URL = "https://rollcall.example.com"
const REQUEST_ID = "47147196-b2e5-4b4c-8b4f-6a2f6f0f7c11"

/** The answers to which `refusalsOf` refers. */
export function describeRefusals(used: ReadonlySet<string>): { headers: Schema; responses: Schema } {
  const statuses = [...new Set(Object.values(ERRORS).map(({ status }) => status))]
  const all = statuses.map((status) => [nameOf(status), refusal(status)] as const)
  const responses = all.filter(([name]) => used.has(name))
  const fallback = {
    description: "Refused; says who must act and how.",
    headers: refer(["x-request-id"]),
    content: error(),
  }
  return { headers: HEADERS, responses: { ...Object.fromEntries(responses), Refused: fallback } }
}

const error = (example?: Schema) => ({
  "application/json": { schema: { $ref: "#/components/schemas/Error" }, ...(example ? { example } : {}) },
})

function refusal(status: number): Schema {
  const codes = ERROR_CODES.filter((code) => ERRORS[code].status === status)
  const [first] = codes
  const failure = first && new AppError(first, `${ERRORS[first].title}.`)
  const example = failure && toEnvelope(failure, { requestId: REQUEST_ID, publicUrl: PUBLIC_URL }).body
  return {
    description: `One of ${codes.map((code) => `\`${code}\``).join(", ")}.`,
    headers: refer(["x-request-id", ...(status === 429 || status === 503 ? ["retry-after"] : [])]),
    content: error(example),
  }
}
