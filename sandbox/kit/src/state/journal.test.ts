import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, describe, expect, it } from "vitest"
import { type Entries, Journal } from "./journal.js"

const made: string[] = []
const directory = (): string => {
  made.push(mkdtempSync(join(tmpdir(), "sandbox-journal-")))
  return made.at(-1) ?? ""
}
afterEach(() => {
  for (const one of made.splice(0)) rmSync(one, { recursive: true })
})

const file = (at: string) => join(at, "company.jsonl")
const plain = (entries: Entries | null) =>
  entries && Object.fromEntries([...entries].map(([map, values]) => [map, Object.fromEntries(values)]))
/** What another process finds when this one dies now. */
const afterDeath = (at: string) => {
  const copy = directory()
  cpSync(at, copy, { recursive: true })
  const journal = new Journal(copy, "company")
  const found = plain(journal.entries)
  journal.close()
  return found
}

describe("a journal", () => {
  it("begins empty, and gives back the newest entry of each key", () => {
    const at = directory()
    const journal = new Journal(at, "company")
    expect(journal.entries).toBeNull()
    journal.restart([["a", "1", { n: 1 }]])
    journal.put("a", "1", { n: 2 })
    journal.put("a", "2", "x")
    journal.put("b", "1", true)
    journal.put("b", "1", null)
    journal.flush()
    expect(afterDeath(at)).toEqual({ a: { 1: { n: 2 }, 2: "x" }, b: {} })
    journal.close()
  })

  it("leaves out a batch that was cut off, whole", () => {
    const at = directory()
    const journal = new Journal(at, "company")
    journal.restart([["a", "1", 1]])
    journal.put("a", "1", 2)
    journal.put("a", "2", 2)
    journal.flush()
    const whole = readFileSync(file(at))
    for (let cut = 1; cut < 20; cut += 1) {
      writeFileSync(file(at), whole.subarray(0, whole.length - cut))
      expect(afterDeath(at)).toEqual({ a: { 1: 1 } })
    }
    journal.close()
  })

  it("can be written on after a batch was cut off", () => {
    const at = directory()
    new Journal(at, "company").restart([["a", "1", 1]])
    appendFileSync(file(at), '[["a","1",2],["a"')
    const again = new Journal(at, "company")
    again.put("a", "3", 3)
    again.flush()
    expect(afterDeath(at)).toEqual({ a: { 1: 1, 3: 3 } })
  })

  it("is replaced as a whole, and forgets what was put before", () => {
    const at = directory()
    const journal = new Journal(at, "company")
    journal.restart([["a", "1", 1]])
    journal.put("a", "2", 2)
    journal.restart([["b", "1", 1]])
    writeFileSync(`${file(at)}.new`, "a draft of a process that died")
    expect(afterDeath(at)).toEqual({ b: { 1: 1 } })
  })

  it("is put together when it has grown", () => {
    const at = directory()
    const journal = new Journal(at, "company")
    journal.restart([["a", "1", 0]])
    for (let n = 1; n <= 2_500; n += 1) {
      journal.put("a", "1", n)
      journal.flush()
    }
    journal.close()
    new Journal(at, "company").close()
    expect(readFileSync(file(at), "utf8")).toBe('[["a","1",2500]]\n')
  })

  it("that can't be read says where and what to do", () => {
    const at = directory()
    writeFileSync(file(at), '[["a","1",1]]\nnonsense\n[]\n')
    expect(() => new Journal(at, "company")).toThrow(
      /line 2 can't be read: remove the file to begin with a new company/,
    )
  })
})
