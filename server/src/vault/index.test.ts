import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { describeOnBoth } from "../db/testing.js"
import { BadSettings } from "../errors.js"
import { assertKeyFits, createVault, type Key } from "./index.js"

const key = (id: string, fill: number): Key => ({ id, secret: Buffer.alloc(32, fill) })
const OLD = key("old", 1)
const NEW = key("new", 2)
const PLACE = { table: "account", row: "1", column: "secrets" }

describe("the vault", () => {
  test("opens exactly what it sealed", () => {
    const vault = createVault([OLD])
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.string(), (bytes, row) => {
        const place = { ...PLACE, row }
        expect(vault.open(vault.seal(Buffer.from(bytes), place), place).equals(Buffer.from(bytes))).toBe(true)
      }),
    )
  })

  test("never seals the same text twice to the same bytes, and the text is not in them", () => {
    const vault = createVault([OLD])
    const [one, two] = [vault.seal("a secret", PLACE), vault.seal("a secret", PLACE)]
    expect(one.equals(two)).toBe(false)
    expect(one.includes("a secret")).toBe(false)
  })

  test("a change of any single byte is refused", () => {
    const vault = createVault([OLD])
    const sealed = vault.seal("a secret", PLACE)
    for (let index = 0; index < sealed.length; index++) {
      const damaged = Buffer.from(sealed)
      damaged[index] = (damaged[index] ?? 0) ^ 1
      expect(() => vault.open(damaged, PLACE), `byte ${index}`).toThrow()
    }
  })

  test("a blob cut short anywhere is refused", () => {
    const vault = createVault([OLD])
    const sealed = vault.seal("a secret", PLACE)
    for (let length = 0; length < sealed.length; length++) {
      expect(() => vault.open(sealed.subarray(0, length), PLACE), `${length} bytes`).toThrow()
    }
  })

  test.each([
    ["another row", { ...PLACE, row: "2" }],
    ["another column", { ...PLACE, column: "other" }],
    ["another table", { ...PLACE, table: "other" }],
    ["a place whose names only read the same together", { table: "account1", row: "", column: "secrets" }],
  ])("a blob moved to %s is refused", (_, place) => {
    const vault = createVault([OLD])
    expect(() => vault.open(vault.seal("a secret", PLACE), place)).toThrow()
  })

  test("a key that was not given is told by its name, with the setting that lacks it, as something that passes", () => {
    const sealed = createVault([OLD]).seal("a secret", PLACE)
    expect(() => createVault([NEW]).open(sealed, PLACE)).toThrow(
      expect.objectContaining({
        code: "server.unavailable",
        message: expect.stringMatching(/the key old, which this server's ROLLCALL_ENCRYPTION_KEYS lacks: the operator/),
      }),
    )
    const noName = Buffer.concat([Buffer.from([1, 3]), Buffer.from([255, 10, 13]), sealed])
    expect(() => createVault([NEW]).open(noName, PLACE)).toThrow("damaged")
  })

  test("a key of the same name with other bytes is refused", () => {
    const sealed = createVault([OLD]).seal("a secret", PLACE)
    expect(() => createVault([key("old", 9)]).open(sealed, PLACE)).toThrow()
  })

  test("after a rotation the first key seals, and the second still opens what it sealed", () => {
    const before = createVault([OLD]).seal("before", PLACE)
    const rotated = createVault([NEW, OLD])
    expect(rotated.currentKeyId).toBe("new")
    expect(rotated.open(before, PLACE).toString()).toBe("before")
    const after = rotated.seal("after", PLACE)
    expect(createVault([NEW]).open(after, PLACE).toString()).toBe("after")
    expect(() => createVault([OLD]).open(after, PLACE)).toThrow()
  })

  test("a signature by an older key verifies, one by a foreign key does not", () => {
    const signature = createVault([OLD]).sign("a cursor", "cursor")
    expect(createVault([NEW, OLD]).verify("a cursor", signature, "cursor")).toBe(true)
    expect(createVault([NEW]).verify("a cursor", signature, "cursor")).toBe(false)
  })

  test.each([
    ["another text", "another", "cursor"],
    ["another purpose", "a cursor", "state"],
  ])("a signature is worth nothing for %s", (_, text, purpose) => {
    const vault = createVault([OLD])
    expect(vault.verify(text, vault.sign("a cursor", "cursor"), purpose)).toBe(false)
  })

  test("any text may be given as a signature", () => {
    const vault = createVault([NEW, OLD])
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => !vault.verify("a cursor", text, "cursor")))
  })
})

describeOnBoth("the key of a database", (openDb) => {
  test("the first start settles it; the same and a rotated key fit, another is refused with what to do", async () => {
    const { db } = await openDb()
    await assertKeyFits(db, createVault([OLD]))
    await assertKeyFits(db, createVault([OLD]))
    await assertKeyFits(db, createVault([NEW, OLD]))
    for (const wrong of [[NEW], [key("old", 9)]] as const) {
      const failed = assertKeyFits(db, createVault(wrong))
      await expect(failed).rejects.toThrow(/^ROLLCALL_ENCRYPTION_KEYS: .* does not fit this database/)
      await expect(failed).rejects.toBeInstanceOf(BadSettings)
    }
  })

  test("of two first starts with different keys, one is refused", async () => {
    const { db } = await openDb()
    const outcomes = await Promise.allSettled([OLD, NEW].map((one) => assertKeyFits(db, createVault([one]))))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  })
})
