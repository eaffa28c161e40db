import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { describeOnBoth, insertEnvironment } from "../../db/testing.js"
import { accountsOn } from "../testing.js"
import { hashOf } from "./oauth.js"
import { insertAuthorizationRequest } from "./store.js"

describeOnBoth("of many secrets of the link flow", (openDb) => {
  test("those that were given out are known, each for what it is", async () => {
    const { db } = await openDb()
    const { link } = accountsOn(db)
    const token = await link.createToken(await insertEnvironment(db), { tenantId: "t" })
    const { id } = await db.selectFrom("link_token").select("id").executeTakeFirstOrThrow()
    const [link_token, expires_at] = [Buffer.from("sealed"), new Date(Date.now() + 60_000)]
    const authorization = { link_token_id: id, link_token, browser_hash: hashOf("b"), options: "{}", expires_at }
    await insertAuthorizationRequest(db, {
      hash: hashOf("state"),
      integration: "acme",
      secrets: Buffer.from("x"),
      ...authorization,
    })
    const shown = [token, token.toUpperCase(), "state", randomUUID(), ""]
    expect([...(await link.known.link(shown))]).toEqual([token, token.toUpperCase()])
    expect([...(await link.known.authorization(shown))]).toEqual(["state"])
  })
})
