import type { FastifyRequest } from "fastify"
import { Refusal } from "./world.js"

/** Where the API is: on the company's host, at the older gateway, and below the company's name for one base URL. */
export const PREFIXES = ["/api", "/api/gateway.php/:company", "/:company/api"]

/** Where a page of the company is that is no part of the API. */
export const onCompanyHost = (page: string): string[] => [`/${page}`, `/:company/${page}`]

/** Whether an address is one of the API. */
export const isApi = (url: string): boolean => /^\/(?:api|[^/]+\/api)\//.test(url)

/** By the path or, on the company's own host, by the name of the host. */
export function assertCompany(companyDomain: string, request: FastifyRequest): void {
  const params = request.params as Record<string, string> // all of them are text
  const host = request.hostname.toLowerCase()
  const named = params.company ?? (host.endsWith(".bamboohr.com") ? host.split(".")[0] : undefined)
  if (named === companyDomain) return
  const message =
    named === undefined
      ? `Name the company: Host ${companyDomain}.bamboohr.com, /api/gateway.php/${companyDomain}/v1 or /${companyDomain}/api/v1`
      : "Company not found"
  throw new Refusal(404, { message })
}
