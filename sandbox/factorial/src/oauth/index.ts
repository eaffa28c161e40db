// temporary
import type { FastifyInstance } from "fastify"
import type { Clock, CompanyInfo, Credential } from "../world.js"
export type OAuthState = {
  authenticate(token: string): { credential: Credential } | "expired" | "unknown"
  expireAll(): void
}
export function createOAuthState(_options: {
  clock: Clock
  clients: { id: string; secret: string; redirectUris: string[]; name: string; scopes: string[] }[]
  accessTokenSeconds: number
  refreshTokenSeconds: number
  employees: () => { id: string; full_name: string; email: string | null }[]
  company: () => CompanyInfo
}): OAuthState {
  return { authenticate: () => "unknown", expireAll() {} }
}
export function mountOAuth(_app: FastifyInstance, _state: OAuthState): void {}
