import fc from "fast-check"
import { afterAll, describe, expect, it } from "vitest"
import { ENDPOINTS } from "./endpoints/index.js"
import { Running } from "./running.js"
import { createApi } from "./server.js"
import { basic } from "./testing/open-company.js"

const KEY = "b000000000000000000000000000000000000000"
const settings = { seed: "odd", size: 30, today: "2026-11-23", companyDomain: "acme", apiKeys: [KEY] }
const running = new Running({ ...settings, clients: [], accessTokenSeconds: 3_600 })
const app = createApi(running)
afterAll(async () => {
  await app.close()
  await running.close()
})

/** Words that mean something somewhere, and words that mean something to the language. */
const word = fc.constantFrom(
  ...[
    "4",
    "0",
    "-1",
    "all",
    "jobInfo",
    "compensation",
    "id",
    "firstName",
    "payRate",
    "4378",
    "2026-12-01",
    "approved",
    "78",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "",
    "null",
    "NaN",
    "1e999",
    "\u0000",
    "ÿ",
    "😀",
    "%",
    "a,b",
  ],
)
const parameter = fc.constantFrom(
  ...["fields", "format", "onlyCurrent", "page[limit]", "page[after]", "page[before]", "filter[ids]", "filter[status]"],
  ...[
    "filter[firstName]",
    "sort",
    "since",
    "type",
    "start",
    "end",
    "status",
    "employeeId",
    "action",
    "filter",
    "expand",
  ],
  ...["page", "pageSize", "page_size", "precision", "mode", "__proto__"],
)
const name = fc.oneof(
  word,
  fc.constantFrom("fields", "filters", "employeeIds", "lastChanged", "filter", "orderBy", "page", "pageSize", "status"),
  fc.constantFrom("start", "end", "timeOffTypeId", "amount", "dates", "notes", "options", "label", "address", "date"),
)
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(word, fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
    fc.array(tie("json"), { maxLength: 3 }),
    fc.dictionary(name, tie("json"), { maxKeys: 5 }),
  ),
}))
const endpoint = fc.constantFrom(...ENDPOINTS.map(({ method, path }) => ({ method, path })))

describe("odd input", () => {
  it("is answered or refused with a sentence, at every operation", async () => {
    const asked = fc.record({
      endpoint,
      words: fc.array(word, { minLength: 4, maxLength: 4 }),
      query: fc.dictionary(parameter, word, { maxKeys: 4 }),
      body: fc.oneof(
        json.map((value) => JSON.stringify(value)),
        fc.string(),
      ),
      accept: fc.constantFrom("application/json", "*/*"),
    })
    await fc.assert(
      fc.asyncProperty(asked, async ({ endpoint: { method, path }, words, query, body, accept }) => {
        let next = 0
        const filled = path.replace(/:\w+/g, () => encodeURIComponent(words[next++] || "4"))
        const said = await app.inject({
          method,
          url: `/acme/api/${filled}?${new URLSearchParams(query)}`,
          headers: { authorization: basic(KEY), accept },
          ...(method !== "GET" && method !== "DELETE" && { payload: body }),
        })
        expect(said.statusCode, `${method} ${filled} ${JSON.stringify(query)} ${body}: ${said.body}`).toBeLessThan(500)
        if (said.statusCode < 400) return
        const sentence = said.headers["x-bamboohr-error-message"] ?? said.body
        expect(String(sentence).length, `${method} ${filled}`).toBeGreaterThan(8)
      }),
      { numRuns: 1_500 },
    )
  })
})
