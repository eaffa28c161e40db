/** What a connecting customer sees. Built by the server; everything in it may be shown. */

export type Language = "en" | "es"

/** `name` is null where it is not known who asks: the address has no token that would say so. */
export type Brand = { name: string | null; logoUrl: string | null; accentColor: string | null }

/** `iframe`: within the caller's page. `window`: a popup, or the same window. `inner`: the popup that an iframe opened. */
export type Mode = "iframe" | "window" | "inner"

/** What is posted to the caller's page. */
export type LinkMessage =
  | { is_truto: true; result: "success"; integration: string; integrated_account_id: string }
  | {
      is_truto: true
      result: "error"
      error: string
      error_type: string
      integration?: string
      integrated_account_id?: string
    }

export type Frame = {
  language: Language
  brand: Brand
  mode: Mode
  /** Path under which the server is reached, without a slash at the end; usually empty. */
  base: string
  nonce: string
  /** Origins that the script may post the result to; empty: whoever opened the page. */
  messageOrigins: readonly string[]
  /** Where the person goes at the end, when nothing opened the page. */
  redirectUri: string | null
  /** Query that every link of the page carries on: the token and the caller's options. */
  carried: Readonly<Record<string, string>>
}

export type Method = "oauth2" | "api_key"
export type Field = {
  name: string
  label: string
  isSecret: boolean
  isRequired: boolean
  placeholder: string | null
  helpText: string | null
  /** Source of the pattern that the whole value has to match; null: what is typed is made into the value first. */
  pattern: string | null
  /** What is said of a value that does not match, if not the usual. */
  malformed: string | null
  /** Typed or known before; a secret is never shown again. */
  value: string
  problem: "missing" | "malformed" | null
}

/** Settings on the way to the consent page stand in addresses under this prefix. */
export const SETTING = "setting."

/** What went wrong on the way here; shown above the form. */
export type Notice =
  | { kind: "cancelled" | "replayed" | "refused" | "closed" }
  /** `misconfigured`: the HR system refuses the product's OAuth client. */
  | { kind: "down" | "misconfigured"; reason: string }
  | { kind: "oauth_error"; error: string }
  | { kind: "wrong_company"; expected: string; got: string }

export type Step = {
  name: string
  /** The words for the kind of data; null: they are not known, or it is the credential. */
  label: string | null
  status: "running" | "ok" | "missing" | "failed"
  permission: string | null
  isRequired: boolean
  message: string | null
  /** Words for the setting that may be wrong: nothing was found at the address in which it stands. */
  mayBeWrong: string | null
}

export type Integration = { id: string; name: string }

/** There is nothing to do here but to leave. `nothing_offered`: no integration is left to choose from. */
export type DeadState =
  | "invalid"
  | "expired"
  | "used"
  | "revoked"
  | "locked"
  | "forged"
  | "foreign"
  | "no_form"
  | "broken"
  | "nothing_offered"

export type View =
  | { state: DeadState; message: LinkMessage | null }
  | { state: "picker"; offers: readonly Integration[] }
  | { state: "existing"; integration: Integration; companyName: string | null }
  | {
      state: "connect"
      integration: Integration
      isReconnect: boolean
      companyName: string | null
      methods: readonly Method[]
      method: Method
      /** Kinds of data that are shared, in words. */
      shared: readonly string[]
      /** What the method asks for. */
      fields: readonly Field[]
      helpLink: string | null
      notice: Notice | null
      canGoBack: boolean
    }
  | { state: "checking"; integration: Integration; companyName: string | null; steps: readonly Step[] }
  | {
      state: "failed"
      integration: Integration
      companyName: string | null
      steps: readonly Step[]
      runId: string
      /** The HR system was not reached: nothing is wrong with the connection. */
      isDown: boolean
      message: LinkMessage
    }
  | {
      state: "success"
      integration: Integration
      companyName: string | null
      steps: readonly Step[]
      message: LinkMessage
    }
