import { PassThrough } from "node:stream"
import { describe, expect, it } from "vitest"
import { runBridge } from "./index.js"

type Posted = { url: string; init: RequestInit }
const SECRET = "mcp_sentinel"
const URL_WITH_SECRET = `https://rollcall.example/mcp/${SECRET}`

/** What a bridge prints for these lines, to a server that answers as the test says. */
async function carry(
  lines: readonly string[],
  answer: (posted: Posted) => Promise<Response> | Response,
  token?: string,
) {
  const input = new PassThrough()
  const [printed, warned, posted]: [string[], string[], Posted[]] = [[], [], []]
  const fetch = async (url: unknown, init: RequestInit = {}) => {
    posted.push({ url: String(url), init })
    return answer({ url: String(url), init })
  }
  const done = runBridge({
    ...{ url: URL_WITH_SECRET, token, input, fetch },
    print: (line) => printed.push(line),
    warn: (problem) => warned.push(problem),
  })
  input.end(lines.map((line) => `${line}\n`).join(""))
  await done
  for (const line of printed) expect(line).toMatch(/^[^\n]+\n$/)
  expect(`${printed}${warned}`).not.toContain(SECRET)
  return { printed: printed.map((line) => JSON.parse(line)), warned, posted }
}

const ask = (id: unknown) => JSON.stringify({ jsonrpc: "2.0", id, method: "ping" })
const result = (id: unknown) => ({ jsonrpc: "2.0", id, result: {} })
const idOf = ({ init }: Posted) => JSON.parse(String(init.body)).id

describe("the bridge", () => {
  it("posts each line and prints each answer as one line, however it was written", async () => {
    const pretty = (posted: Posted) => new Response(JSON.stringify(result(idOf(posted)), null, 2))
    const { printed, posted } = await carry([ask(1), "", ask("two")], pretty, "rc_token")
    expect(printed).toEqual([result(1), result("two")])
    expect(posted.map(({ url }) => url)).toEqual([URL_WITH_SECRET, URL_WITH_SECRET])
    expect(posted[0]?.init).toMatchObject({ method: "POST", redirect: "error", body: ask(1) })
    expect(posted[0]?.init.headers).toMatchObject({ authorization: "Bearer rc_token" })
  })

  it("sends no Authorization without a token", async () => {
    const { posted } = await carry([ask(1)], () => Response.json(result(1)))
    expect(posted[0]?.init.headers).not.toHaveProperty("authorization")
  })

  it("has ten under way at once, and prints what is answered first", async () => {
    let running = 0
    let most = 0
    const waiting: (() => void)[] = []
    const slowly = async (posted: Posted) => {
      most = Math.max(most, ++running)
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
        if (waiting.length === 10) for (const go of waiting.splice(0).reverse()) go()
      })
      running--
      return Response.json(result(idOf(posted)))
    }
    const ids = Array.from({ length: 20 }, (_, index) => index)
    const { printed } = await carry(ids.map(ask), slowly)
    expect(most).toBe(10)
    expect(printed.map(({ id }) => id).sort((one, other) => one - other)).toEqual(ids)
  })

  it("prints nothing for a notification, also when it fails", async () => {
    const note = JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })
    expect(await carry([note], () => new Response(null, { status: 202 }))).toMatchObject({ printed: [], warned: [] })
    const failed = await carry([note], () => Response.json({ message: "no" }, { status: 401 }))
    expect(failed).toMatchObject({ printed: [], warned: ["no"] })
  })

  it("answers for a server that can't be reached, says no JSON, or refuses", async () => {
    const unreachable = await carry([ask(1)], () => {
      throw Object.assign(new TypeError(`fetch failed ${URL_WITH_SECRET}`), { cause: { code: "ECONNREFUSED" } })
    })
    expect(unreachable.printed).toEqual([
      {
        jsonrpc: "2.0",
        id: 1,
        error: { code: -32000, message: "https://rollcall.example can't be reached: ECONNREFUSED" },
      },
    ])
    const page = await carry([ask(2)], () => new Response("<html>", { status: 502 }))
    expect(page.printed).toMatchObject([{ id: 2, error: { message: "the server answered 502 and no JSON" } }])
    const envelope = { code: "token.invalid", message: "unknown.", next_action: "Make one." }
    const refused = await carry([ask(3)], () => Response.json(envelope, { status: 401 }))
    expect(refused.printed).toMatchObject([{ id: 3, error: { message: "unknown. | Make one.", data: envelope } }])
  })

  it("answers a line that is not JSON, and a batch under each of its ids", async () => {
    expect((await carry(["{"], () => Response.json({}))).printed).toMatchObject([{ id: null, error: { code: -32700 } }])
    const { printed } = await carry([`[${ask(1)},${ask(2)}]`], () => new Response("", { status: 500 }))
    expect(printed).toMatchObject([[{ id: 1 }, { id: 2 }]])
  })
})
