import type { Environment } from "@rollcall/contract"
import type { EnvironmentRow } from "./store.js"

/** How an environment's link page looks and where it may send people; see docs/link.md. */
export type LinkSettings = {
  name: string
  logoUrl: string | null
  accentColor: string | null
  allowedOrigins: readonly string[]
  redirectUris: readonly string[]
  locale: string | null
}

type Shown = Environment["link"]

/** What was never set is null or empty. */
export function showLinkSettings({ link }: EnvironmentRow): Shown {
  const set = link as Partial<Shown> // written after the contract's schema has passed it
  return {
    name: set.name ?? null,
    logo_url: set.logo_url ?? null,
    accent_color: set.accent_color ?? null,
    allowed_origins: set.allowed_origins ?? [],
    redirect_uris: set.redirect_uris ?? [],
    locale: set.locale ?? null,
  }
}

export function readLinkSettings(row: EnvironmentRow): LinkSettings {
  const shown = showLinkSettings(row)
  return {
    name: shown.name ?? row.name,
    logoUrl: shown.logo_url,
    accentColor: shown.accent_color,
    allowedOrigins: shown.allowed_origins,
    redirectUris: shown.redirect_uris,
    locale: shown.locale,
  }
}
