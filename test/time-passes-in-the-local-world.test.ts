import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, expect, it, vi } from "vitest"

const COMMAND = fileURLToPath(new URL("../bin/rollcall.js", import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), "rollcall-"))
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill("SIGKILL")
  rmSync(dataDir, { recursive: true, force: true })
})

/** `npm start` on free ports. */
async function start(): Promise<{
  child: ChildProcess
  rollcall: string
  company: string
  token: string
  accountId: string
}> {
  const child = spawn(process.execPath, [COMMAND, "start", "--employees", "6", "--keep-company"], {
    env: {
      PATH: process.env.PATH ?? "",
      ROLLCALL_DATA_DIR: dataDir,
      PORT: "0",
      FACTORIAL_SANDBOX_PORT: "0",
      BAMBOOHR_SANDBOX_PORT: "0",
    },
    stdio: ["ignore", "pipe", "inherit"],
  })
  children.push(child)
  let output = ""
  for await (const chunk of child.stdout ?? []) {
    output += chunk
    if (output.includes("Stop with Ctrl+C")) break
  }
  const said = (text: RegExp) => text.exec(output)?.[1] ?? ""
  return {
    child,
    rollcall: said(/API +(http:\S+)/),
    company: said(/Local Factorial +(http:\S+)/),
    token: said(/API token +(\S+)/),
    accountId: said(/ACCOUNT_ID=(\S+)/),
  }
}

const post = async (url: string, body: object): Promise<any> =>
  (await fetch(url, { method: "POST", body: JSON.stringify(body) })).json()
const dayAfter = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

type World = Awaited<ReturnType<typeof start>>

const authorized = async ({ rollcall, token }: World, path: string, body?: object): Promise<any> => {
  const answer = await fetch(`${rollcall}${path}`, {
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  })
  return answer.json()
}
const WAIT = { timeout: 90_000, interval: 200 }

async function sync(world: World): Promise<void> {
  const { id } = await authorized(world, "/sync-run", { integrated_account_id: world.accountId })
  await vi.waitFor(async () => {
    const { status } = await authorized(world, `/sync-run/${id}`)
    expect(status).toBe("completed")
  }, WAIT)
}

async function terminationsOf(world: World, id: string): Promise<any[]> {
  const { result } = await authorized(world, "/changes?after=0&limit=500&event_type=employee:terminated")
  return result.filter((event: any) => event.payload.record_id === id)
}

it("a planned termination comes true when the local company's clock is moved, and time goes on from there", async () => {
  const world = await start()
  const { company } = world
  await sync(world)
  const { today } = (await (await fetch(`${company}/_sandbox`)).json()) as { today: string }
  const hired = await post(`${company}/_sandbox/hire`, { first_name: "Nora", last_name: "Leaver" })
  await post(`${company}/_sandbox/terminate`, { employee_id: hired.id, terminated_on: dayAfter(today, 10) })
  await sync(world)
  expect(await terminationsOf(world, hired.id)).toEqual([])

  expect((await post(`${company}/_sandbox/clock`, { days: 12 })).today).toBe(dayAfter(today, 12))
  await vi.waitFor(async () => expect(await terminationsOf(world, hired.id)).toHaveLength(1), WAIT)
  expect((await post(`${company}/_sandbox/clock`, { days: -1 })).errors).toEqual([
    "the clock only goes forward: something else follows it",
  ])

  world.child.kill("SIGKILL")
  const again = await start()
  const later = (await (await fetch(`${again.company}/_sandbox`)).json()) as { today: string }
  expect(later.today >= dayAfter(today, 12)).toBe(true)
}, 300_000)
