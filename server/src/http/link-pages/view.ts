import type { DeadState, Field, Integration, Language, Method, Notice, Step, View } from "@rollcall/web-link"
import {
  type CheckRun,
  type ConnectOutcome,
  type LinkedAccount,
  type LinkState,
  type OAuthOutcome,
  type Offer,
  problemOf,
  type Typed,
} from "../../accounts/index.js"
import { languageOf, type PageRequest, settingsOf } from "./page-request.js"

/** A connection that was just made is still shown to whoever has the link. */
const FRESH_MS = 10 * 60_000

type TimedState = LinkState & { nowMs: number }

/** What became of what was typed. */
export type Tried = { outcome: ConnectOutcome; typed: Typed }

/** Which page stands for the state of a token, of its account and of the address. */
export function viewOf(pageRequest: PageRequest, linkState: TimedState | undefined, tried?: Tried): View {
  if (!linkState) return deadView("invalid")
  const { state, account } = linkState
  const localised = { linkState, language: languageOf(pageRequest, linkState.settings.locale) }
  if (state === "used") return isFresh(linkState) && account ? successView(account, localised) : deadView("used")
  if (state !== "open") return deadView(state)
  // "Use another credential" leaves one run; the next one is shown again.
  const isAnew = tried !== undefined || pageRequest.query.get("anew") === account?.run?.id
  if (account?.run && !isAnew) return runView(account, account.run, localised)
  return entryView(pageRequest, linkState, tried)
}

const isFresh = ({ usedAtMs, account, nowMs }: TimedState): boolean =>
  usedAtMs !== null && nowMs - usedAtMs < FRESH_MS && account?.status === "active"

const ERROR_TEXTS: Readonly<Record<DeadState, string>> = {
  invalid: "The link token is not valid.",
  expired: "The link token has expired.",
  used: "The link token was used already.",
  revoked: "The link token was revoked.",
  locked: "The link token was tried too often.",
  nothing_offered: "The integration is not offered here.",
  forged: "The sign-in can't be finished: its state is unknown or was used before.",
  foreign: "The request came from another origin.",
  no_form: "There is no form for this connection.",
  broken: "Something went wrong.",
}

export function deadView(state: DeadState): View {
  return {
    state,
    message: { is_truto: true, result: "error", error: ERROR_TEXTS[state], error_type: errorTypeOf(state) },
  }
}

function errorTypeOf(state: DeadState): string {
  if (state === "nothing_offered") return "invalid_integration"
  if (state === "no_form") return "rapid_form_error"
  return state === "forged" || state === "broken" || state === "foreign" ? "connection_error" : "invalid_token"
}

type Localised = { linkState: LinkState; language: Language }

function runView(account: LinkedAccount, run: CheckRun, localised: Localised): View {
  if (run.finished_at === null) return { state: "checking", ...connectionOf(account, localised) }
  if (account.status === "active") return successView(account, localised)
  const isDown = run.steps.some((step) => step.is_required && step.status === "failed" && step.setting === undefined)
  const error_type = account.status === "validation_error" ? "validation_error" : "post_install_error"
  const message = {
    is_truto: true,
    result: "error",
    error: account.lastError ?? "The connection can't be used.",
    error_type,
    integration: account.integration,
    integrated_account_id: account.id,
  } as const
  return { state: "failed", ...connectionOf(account, localised), runId: run.id, isDown, message }
}

const successView = (account: LinkedAccount, localised: Localised): View => ({
  state: "success",
  ...connectionOf(account, localised),
  message: { is_truto: true, result: "success", integration: account.integration, integrated_account_id: account.id },
})

function connectionOf(account: LinkedAccount, { linkState: { offers }, language }: Localised) {
  const offer = offers.find((one) => one.id === account.integration)
  // What the caller has said is nothing that the customer could mend.
  const fields = Object.values(offer?.asked ?? {}).flat()
  const steps = (account.run?.steps ?? []).map(({ is_required: isRequired, setting, ...step }): Step => {
    const kind = offer?.data.find(({ data }) => data === step.name)
    const field = fields.find(({ name }) => name === setting)
    const mayBeWrong = field ? labelOf(field, language) : null
    return { ...step, isRequired, label: kind ? labelOf(kind, language) : null, mayBeWrong }
  })
  const integration: Integration = { id: account.integration, name: offer?.name ?? account.integration }
  return { integration, companyName: account.companyName ?? account.run?.company?.name ?? null, steps }
}

/** In the language of the request. */
const labelOf = (
  { label, translations }: Pick<Offer["data"][number], "label" | "translations">,
  language: Language,
): string => translations?.[language]?.label ?? label

/** No connection yet: choose, and say yes. */
function entryView(pageRequest: PageRequest, linkState: LinkState, tried: Tried | undefined): View {
  const { query } = pageRequest
  const among = query
    .get("integrations")
    ?.split(",")
    .filter((name) => name !== "")
  const chosen = query.get("integration")
  const all = among ? linkState.offers.filter((one) => among.includes(one.id)) : linkState.offers
  const offers = all.filter((one) => one.isListed || linkState.account || one.id === chosen)
  const offer = chosen ? offers.find((one) => one.id === chosen) : offers.length === 1 ? offers[0] : undefined
  const isOffered = chosen ? offer !== undefined : offers.length > 0
  if (!isOffered || offer?.methods.length === 0) return deadView("nothing_offered")
  if (!offer) return { state: "picker", offers: offers.map(({ id, name }) => ({ id, name })).sort(byName) }
  const isFirstTime = query.get("another") !== "true" && !query.get("method") && !tried && !linkState.notice
  if (linkState.existing?.integration === offer.id && isFirstTime) {
    return { state: "existing", integration: offer, companyName: linkState.existing.companyName }
  }
  return connectView(
    pageRequest,
    { linkState, offer, canGoBack: offers.length > 1 && query.get("no_back") !== "true" },
    tried,
  )
}

const byName = (one: Integration, other: Integration): number => one.name.localeCompare(other.name, "en")

type Entry = { linkState: LinkState; offer: Offer; canGoBack: boolean }

function connectView(pageRequest: PageRequest, { linkState, offer, canGoBack }: Entry, tried: Tried | undefined): View {
  const language = languageOf(pageRequest, linkState.settings.locale)
  const wished = pageRequest.query.get("method") ?? pageRequest.query.get("auth_format")
  const method: Method = offer.methods.find((one) => one === wished) ?? offer.methods[0] ?? "api_key"
  return {
    state: "connect",
    integration: { id: offer.id, name: offer.name },
    isReconnect: linkState.isReconnect,
    companyName: linkState.account?.companyName ?? null,
    methods: offer.methods,
    method,
    shared: offer.data.map((kind) => labelOf(kind, language)),
    fields: offer.asked[method].map((field) =>
      fieldOf(field, { language, linkState, typed: tried?.typed ?? settingsOf(pageRequest) }),
    ),
    helpLink: offer.documentationLinks[method] ?? null,
    notice: noticeOf(tried?.outcome ?? linkState.notice),
    canGoBack: canGoBack && !linkState.isReconnect,
  }
}

function noticeOf(outcome: OAuthOutcome | null): Notice | null {
  if (!outcome || outcome.kind === "connecting" || outcome.kind === "bad_field") return null
  return outcome.kind === "unknown_integration" ? { kind: "closed" } : outcome
}

type Given = Localised & { typed: Typed }

/** With what was typed, or is known. What nobody has typed anything for has no problem yet. */
function fieldOf(field: Offer["asked"]["api_key"][number], { language, linkState, typed }: Given): Field {
  const { name, isSecret, isRequired, pattern, placeholder } = field
  const { label, helpText, malformed } = field.translations?.[language] ?? field
  const wasTyped = Object.keys(typed).length > 0
  const value = wasTyped ? typed[name] : linkState.account?.settings[name]
  return {
    name,
    label,
    isSecret,
    isRequired,
    placeholder: placeholder ?? null,
    helpText: helpText ?? null,
    malformed: malformed ?? null,
    pattern: field.normalise ? null : pattern.source,
    value: isSecret ? "" : (value ?? ""),
    problem: wasTyped ? problemOf(field, typed) : null,
  }
}
