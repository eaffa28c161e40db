import { describe, expect, test } from "vitest"
import { parseKeys, readConfig, unknownSettings } from "./config.js"
import { BadSettings } from "./errors.js"
import { createKey } from "./vault/index.js"

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof BadSettings) return error.problems
    throw error
  }
  return []
}

describe("settings", () => {
  test("without any there is a working default", () => {
    expect(readConfig({})).toMatchObject({
      port: 8080,
      host: "127.0.0.1",
      databaseUrl: null,
      encryptionKeys: null,
      factorialClient: null,
      allowPrivateNetwork: false,
      tokenRate: { requests: 500, seconds: 10 },
      keepDays: 365,
    })
  })

  test("a proxy has an address, credentials too, and hosts that are excepted", () => {
    const read = (env: Record<string, string>) => readConfig(env).proxy
    expect(read({})).toBeNull()
    expect(read({ NO_PROXY: "a.test" })).toBeNull()
    expect(read({ HTTPS_PROXY: "http://me:secret@proxy.test:3128", NO_PROXY: " a.test, .b.test c.test," })).toEqual({
      url: "http://me:secret@proxy.test:3128/",
      except: ["a.test", ".b.test", "c.test"],
    })
    expect(read({ https_proxy: "http://proxy.test:3128", no_proxy: "*" })).toEqual({
      url: "http://proxy.test:3128/",
      except: ["*"],
    })
    expect(problemsOf({ HTTPS_PROXY: "proxy.test:3128" })).toEqual([expect.stringMatching(/^HTTPS_PROXY: give/)])
    expect(problemsOf({ HTTPS_PROXY: "socks5://secret@proxy.test" }).join()).not.toContain("secret@proxy")
  })

  test("an empty value means not set", () => {
    expect(readConfig({ PORT: "", ROLLCALL_API_TOKEN: "  ", FACTORIAL_CLIENT_ID: "" })).toEqual(readConfig({}))
  })

  test("good values are read", () => {
    const key = createKey("a")
    const config = readConfig({
      PORT: "0",
      PUBLIC_URL: "https://rollcall.example.com/base/",
      DATABASE_URL: "postgresql://u:p@db:5432/rollcall",
      ROLLCALL_ENCRYPTION_KEYS: `${key}, ${createKey("b")}`,
      FACTORIAL_CLIENT_ID: "id",
      FACTORIAL_CLIENT_SECRET: "secret",
      ROLLCALL_ALLOW_PRIVATE_NETWORK: "TRUE",
      ROLLCALL_TOKEN_RATE: "50/0.5",
      ROLLCALL_KEEP_DAYS: "30",
      LOG_LEVEL: "silent",
      ROLLCALL_ROLES: "worker",
    })
    expect(config).toMatchObject({
      roles: ["worker"],
      port: 0,
      publicUrl: "https://rollcall.example.com/base",
      factorialClient: { id: "id", secret: "secret" },
      allowPrivateNetwork: true,
      tokenRate: { requests: 50, seconds: 0.5 },
      keepDays: 30,
      logLevel: "silent",
    })
    expect(config.encryptionKeys?.map(({ id }) => id)).toEqual(["a", "b"])
  })

  const SECRET = "s3cr3t-sentinel"
  test.each([
    ["PORT", `${SECRET}`],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "80.5"],
    ["ROLLCALL_KEEP_DAYS", "0"],
    ["ROLLCALL_KEEP_DAYS", "1.5"],
    ["ROLLCALL_KEEP_DAYS", SECRET],
    ["PUBLIC_URL", `${SECRET}`],
    ["PUBLIC_URL", `ftp://${SECRET}`],
    ["PUBLIC_URL", `https://user:${SECRET}@host`],
    ["PUBLIC_URL", `https://:${SECRET}@host`],
    ["PUBLIC_URL", `https://host/?${SECRET}`],
    ["FACTORIAL_BASE_URL", `https://host/#${SECRET}`],
    ["DATABASE_URL", `mysql://u:${SECRET}@h/d`],
    ["DATABASE_URL", SECRET],
    ["ROLLCALL_ENCRYPTION_KEYS", SECRET],
    ["ROLLCALL_ENCRYPTION_KEYS", `a:${Buffer.alloc(31).toString("base64")}`],
    ["ROLLCALL_ENCRYPTION_KEYS", `a:${Buffer.alloc(32).toString("base64")}:${SECRET}`],
    ["ROLLCALL_ENCRYPTION_KEYS", `a:${"!".repeat(9)}${Buffer.alloc(32).toString("base64")}`],
    ["ROLLCALL_ENCRYPTION_KEYS", `${createKey("a")},${createKey("a")}`],
    ["ROLLCALL_ENCRYPTION_KEYS", `${createKey("a")},`],
    ["ROLLCALL_ENCRYPTION_KEYS", `bad id:${Buffer.alloc(32).toString("base64")}`],
    ["ROLLCALL_API_TOKEN", "short"],
    ["ROLLCALL_API_TOKEN", `${SECRET} with spaces`],
    ["ROLLCALL_ALLOW_PRIVATE_NETWORK", SECRET],
    ["ROLLCALL_TOKEN_RATE", SECRET],
    ["ROLLCALL_TOKEN_RATE", "500"],
    ["ROLLCALL_TOKEN_RATE", "0/10"],
    ["ROLLCALL_TOKEN_RATE", "1.5/10"],
    ["ROLLCALL_TOKEN_RATE", "-5/10"],
    ["ROLLCALL_TOKEN_RATE", "500/0"],
    ["ROLLCALL_TOKEN_RATE", "500/-1"],
    ["ROLLCALL_TOKEN_RATE", "500/Infinity"],
    ["ROLLCALL_TOKEN_RATE", "500/10/20"],
    ["ROLLCALL_ACCOUNT_RATE", "0x10/10"],
    ["LOG_LEVEL", SECRET],
    ["ROLLCALL_ROLES", "api,cook"],
    ["FACTORIAL_CLIENT_SECRET", SECRET],
    ["FACTORIAL_CLIENT_ID", SECRET],
  ])("%s=%s is one line that names the setting and shows no value", (name, value) => {
    const problems = problemsOf({ [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(name)
    expect(problems[0]).not.toContain("\n")
    expect(problems[0]).not.toContain(SECRET)
  })

  test.each(["FACTORIAL_BASE_URL", "FACTORIAL_DEMO_BASE_URL"])(
    "%s at a private address wants the setting that lets calls go there",
    (name) => {
      for (const url of [
        "http://127.0.0.1:4100",
        "https://localhost",
        "https://10.0.0.7",
        "http://factorial.example",
      ]) {
        const [problem, ...more] = problemsOf({ [name]: url })
        expect(more).toEqual([])
        expect(problem).toMatch(new RegExp(`^${name}: .*ROLLCALL_ALLOW_PRIVATE_NETWORK=true`))
        expect(problemsOf({ [name]: url, ROLLCALL_ALLOW_PRIVATE_NETWORK: "true" })).toEqual([])
      }
      expect(problemsOf({ [name]: "https://factorial.example" })).toEqual([])
    },
  )

  test("every bad setting is told at once", () => {
    const problems = problemsOf({ PORT: "x", LOG_LEVEL: "loud", DATABASE_URL: "x", FACTORIAL_CLIENT_ID: "x" })
    for (const name of ["PORT", "LOG_LEVEL", "DATABASE_URL", "FACTORIAL_CLIENT_SECRET"]) {
      expect(problems.filter((line) => line.split(":")[0]?.includes(name))).toHaveLength(1)
    }
    expect(problems).toHaveLength(4)
  })

  test("a made key is one that is accepted", () => {
    expect(parseKeys(createKey("local"))).toHaveLength(1)
  })
})

test("settings with our prefix that nobody reads are named", () => {
  const known = { ROLLCALL_ROLES: "api", ROLLCALL_URL: "u", FACTORIAL_CLIENT_ID: "x", PATH: "/bin", ROLLCALLED: "x" }
  expect(unknownSettings(known)).toEqual([])
  const meant = {
    ROLLCALL_ROLE: "ROLLCALL_ROLES",
    ROLLCALL_APITOKEN: "ROLLCALL_API_TOKEN",
    FACTORIAL_BASE_ULR: "FACTORIAL_BASE_URL",
    FACTORIAL_CLIENTID: "FACTORIAL_CLIENT_ID",
    ROLLCALL_PORT: "PORT",
    ROLLCALL_CLIENT_SECRET: "FACTORIAL_CLIENT_SECRET",
    ROLLCALL_SOMETHING: undefined,
    FACTORIAL_COMPANY: undefined,
  }
  const env = Object.fromEntries(Object.keys(meant).map((name) => [name, "x"]))
  expect(unknownSettings(env)).toEqual(Object.entries(meant).map(([name, near]) => (near ? { name, near } : { name })))
})
