/**
 * Link: a customer connects their HR system with a token that the caller made for them.
 * A token is open until it is used (its connection became active), revoked, expired or tried too often. Credentials
 * are asked whose they are before they are kept, so a mistake costs nothing; then the account is `connecting` and a
 * job checks what it may read. It draws no page and knows no browser but the secret that one holds.
 */
import { knownSecrets } from "../../db/known-secrets.js"
import { acceptCredentials } from "./accept.js"
import { type CheckParts, checkConnection, restartRun } from "./checks.js"
import { type Look, lookAt } from "./look.js"
import { hashOf as hashOfState } from "./oauth.js"
import type { ConnectOutcome } from "./outcome.js"
import type { LinkParts } from "./parts.js"
import { setNotice } from "./store.js"
import { sweep } from "./sweep.js"
import { findTarget } from "./target.js"
import { createLinkToken, hashOf as hashOfToken, type NewLinkToken, readLinkToken, revoke, stateOf } from "./tokens.js"
import { type Back, comeBackFrom, type Returned, type SetOut, setOutWith } from "./trip.js"
import type { Typed } from "./typed.js"

export type Link = {
  createToken(environmentId: string, wish: NewLinkToken): Promise<string>
  /** False: the environment has no such token that could still be used. */
  revokeToken(environmentId: string, token: string): Promise<boolean>
  /** Those of the tokens, or of the states of people on their way back, that there are. */
  known: Readonly<Record<"link" | "trip", (secrets: readonly string[]) => Promise<ReadonlySet<string>>>>
  /** What the page has to show; undefined: there is no such token. */
  look(token: string): Promise<Look | undefined>
  /** With what was typed into the fields of the method `api_key`. */
  connectWithKey(token: string, wish: { integration: string; typed: Typed }): Promise<ConnectOutcome>
  /** Address of the HR system's consent page, or why there is none. */
  setOut(token: string, trip: SetOut): Promise<{ url: string } | ConnectOutcome>
  /** `forged`: this browser never set out with this state, or came back before. */
  comeBack(back: Back): Promise<Returned | "forged">
  /** The checks of a connection begin anew. */
  checkAgain(token: string): Promise<void>
  /** Does what is left of the checks of a connecting account. */
  check(place: { environmentId: string; accountId: string }): Promise<void>
  /** Checks a connection now; its status says the result. False: there is no such account. */
  runPostInstall(environmentId: string, accountId: string): Promise<boolean>
  /** Takes away what ended. */
  sweep(): Promise<void>
}
export type CreateLinkParts = LinkParts & CheckParts

export function createLink(parts: CreateLinkParts): Link {
  const hasClient = async (environmentId: string, installedId: string, integration: string) =>
    parts.integrations.find((one) => one.id === integration)?.client !== null ||
    (await parts.installed.clientOf(environmentId, installedId)) !== undefined
  return {
    createToken: (environmentId, wish) => createLinkToken(parts, environmentId, wish),
    revokeToken: (environmentId, token) => revoke(parts, environmentId, token),
    known: {
      link: (tokens) => knownSecrets(parts.db, { tables: ["link_token"], column: "hash", hashOf: hashOfToken }, tokens),
      trip: (states) => knownSecrets(parts.db, { tables: ["oauth_trip"], column: "hash", hashOf: hashOfState }, states),
    },
    look: async (token) => (await lookAt({ ...parts, hasClient }, token))?.look,
    async connectWithKey(text, { integration, typed }) {
      const found = await findTarget(parts, text, { integration, typed, method: "api_key" })
      if ("kind" in found) return found
      await setNotice(parts.db, found.target.token.id, null)
      return acceptCredentials(parts, { ...found.target, method: "api_key", given: found.values })
    },
    setOut: (text, trip) => setOutWith(parts, text, trip),
    comeBack: (back) => comeBackFrom(parts, back),
    async checkAgain(text) {
      const token = await readLinkToken(parts, text)
      if (!token || token.integrated_account_id === null || stateOf(token, parts.now()) !== "open") return
      const place = { environmentId: token.environment_id, accountId: token.integrated_account_id }
      await restartRun(parts, place, { asJob: true })
    },
    async check(place) {
      await checkConnection(parts, place)
    },
    async runPostInstall(environmentId, accountId) {
      const restarted = await restartRun(parts, { environmentId, accountId }, { asJob: false })
      if (restarted) await checkConnection(parts, { environmentId, accountId })
      return restarted !== undefined
    },
    sweep: () => sweep(parts),
  }
}

export type { LinkedAccount, Look, Offer } from "./look.js"
export type { ConnectOutcome, OAuthOutcome } from "./outcome.js"
export type { CheckRun, CheckStep } from "./run.js"
export type { LinkSettings } from "./settings.js"
export type { NewLinkToken } from "./tokens.js"
export { problemOf, type Typed } from "./typed.js"
