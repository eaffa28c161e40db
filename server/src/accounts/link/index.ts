/**
 * Link: a customer connects their HR system with a token that the caller made for them.
 * A token is open until it is used (its connection became active), revoked, expired or tried too often. Credentials
 * are asked whose they are before they are kept, so a mistake costs nothing; then the account is `connecting` and a
 * job checks what it may read. It draws no page and knows no browser but the secret that one holds.
 */
import { knownSecrets } from "../../db/known-secrets.js"
import { acceptCredentials } from "./accept.js"
import {
  type AuthorizationStart,
  type Callback,
  type CallbackResult,
  handleCallback,
  startAuthorization,
} from "./authorization.js"
import { type CheckDeps, checkConnection, restartRun } from "./checks.js"
import type { LinkDeps } from "./deps.js"
import { type LinkState, readLinkState } from "./link-state.js"
import { hashOf as hashOfState } from "./oauth.js"
import type { ConnectOutcome } from "./outcome.js"
import { removeEnded } from "./remove-ended.js"
import { setNotice } from "./store.js"
import { findTarget } from "./target.js"
import { createLinkToken, hashOf as hashOfToken, type NewLinkToken, readLinkToken, revoke, stateOf } from "./tokens.js"
import type { Typed } from "./typed.js"

export type Link = {
  createToken(environmentId: string, wish: NewLinkToken): Promise<string>
  /** False: the environment has no such token that could still be used. */
  revokeToken(environmentId: string, token: string): Promise<boolean>
  /** Those of the tokens, or of the states of people on the consent page, that there are. */
  known: Readonly<Record<"link" | "authorization", (secrets: readonly string[]) => Promise<ReadonlySet<string>>>>
  /** What the page has to show; undefined: there is no such token. */
  state(token: string): Promise<LinkState | undefined>
  /** With what was typed into the fields of the method `api_key`. */
  connectWithKey(token: string, wish: { integration: string; typed: Typed }): Promise<ConnectOutcome>
  /** Address of the HR system's consent page, or why there is none. */
  startAuthorization(token: string, start: AuthorizationStart): Promise<{ url: string } | ConnectOutcome>
  /** `forged`: this browser was never sent out with this state, or has used it before. */
  handleCallback(callback: Callback): Promise<CallbackResult | "forged">
  /** The checks of a connection begin anew. */
  checkAgain(token: string): Promise<void>
  /** Does what is left of the checks of a connecting account. */
  check(place: { environmentId: string; accountId: string }): Promise<void>
  /** Checks a connection now; its status says the result. False: there is no such account. */
  runPostInstall(environmentId: string, accountId: string): Promise<boolean>
  /** Takes away what ended. */
  removeEnded(): Promise<void>
}
export type CreateLinkDeps = LinkDeps & CheckDeps

export function createLink(deps: CreateLinkDeps): Link {
  const hasClient = async (environmentId: string, installedId: string, integration: string) =>
    deps.integrations.find((one) => one.id === integration)?.client !== null ||
    (await deps.installed.clientOf(environmentId, installedId)) !== undefined
  return {
    createToken: (environmentId, wish) => createLinkToken(deps, environmentId, wish),
    revokeToken: (environmentId, token) => revoke(deps, environmentId, token),
    known: {
      link: (tokens) => knownSecrets(deps.db, { tables: ["link_token"], column: "hash", hashOf: hashOfToken }, tokens),
      authorization: (states) =>
        knownSecrets(deps.db, { tables: ["authorization_request"], column: "hash", hashOf: hashOfState }, states),
    },
    state: async (token) => (await readLinkState({ ...deps, hasClient }, token))?.linkState,
    async connectWithKey(text, { integration, typed }) {
      const found = await findTarget(deps, text, { integration, typed, method: "api_key" })
      if ("kind" in found) return found
      await setNotice(deps.db, found.target.token.id, null)
      return acceptCredentials(deps, { ...found.target, method: "api_key", given: found.values })
    },
    startAuthorization: (text, start) => startAuthorization(deps, text, start),
    handleCallback: (callback) => handleCallback(deps, callback),
    async checkAgain(text) {
      const token = await readLinkToken(deps, text)
      if (!token || token.integrated_account_id === null || stateOf(token, deps.now()) !== "open") return
      const place = { environmentId: token.environment_id, accountId: token.integrated_account_id }
      await restartRun(deps, place, { asJob: true })
    },
    async check(place) {
      await checkConnection(deps, place)
    },
    async runPostInstall(environmentId, accountId) {
      const restarted = await restartRun(deps, { environmentId, accountId }, { asJob: false })
      if (restarted) await checkConnection(deps, { environmentId, accountId })
      return restarted !== undefined
    },
    removeEnded: () => removeEnded(deps),
  }
}

export type { LinkedAccount, LinkState, Offer } from "./link-state.js"
export type { ConnectOutcome, OAuthOutcome } from "./outcome.js"
export type { CheckRun, CheckStep } from "./run.js"
export type { LinkSettings } from "./settings.js"
export type { NewLinkToken } from "./tokens.js"
export { problemOf, type Typed } from "./typed.js"
