import { describe, expect, test } from "vitest"
import { SYSTEMS as ALL_SYSTEMS } from "./app.js"
import { readConfig, settingsHelp, unknownSettings } from "./config.js"
import { BadSettings } from "./errors.js"
import { allSettings, fallbackOf, parseKeys } from "./settings.js"
import { createKey } from "./vault/index.js"

const SYSTEMS = [
  { id: "acme", name: "Acme", hosts: ["production", "demo"], fields: [] },
  { id: "other_hr", name: "Other HR", hosts: ["production"], fields: ["company"] },
]
const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env, SYSTEMS)
  } catch (error) {
    if (error instanceof BadSettings) return error.problems
    throw error
  }
  return []
}

describe("settings", () => {
  test("without any there is a working default", () => {
    expect(readConfig({}, SYSTEMS)).toMatchObject({
      port: 8080,
      host: "127.0.0.1",
      databaseUrl: null,
      encryptionKeys: null,
      systems: { acme: { hosts: {}, client: null }, other_hr: { hosts: {}, client: null } },
      allowPrivateNetwork: false,
      tokenRate: { requests: 500, seconds: 10 },
      keepDays: 365,
      logDays: 7,
    })
  })

  test("a proxy has an address, credentials too, and hosts that are excepted", () => {
    const read = (env: Record<string, string>) => readConfig(env, SYSTEMS).proxy
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
    expect(readConfig({ PORT: "", ROLLCALL_API_TOKEN: "  ", ACME_CLIENT_ID: "" }, SYSTEMS)).toEqual(
      readConfig({}, SYSTEMS),
    )
  })

  test("good values are read", () => {
    const key = createKey("a")
    const config = readConfig(
      {
        PORT: "0",
        PUBLIC_URL: "https://rollcall.example.com/base/",
        DATABASE_URL: "postgresql://u:p@db:5432/rollcall",
        ROLLCALL_ENCRYPTION_KEYS: `${key}, ${createKey("b")}`,
        ACME_CLIENT_ID: "id",
        ACME_CLIENT_SECRET: "secret",
        ROLLCALL_ALLOW_PRIVATE_NETWORK: "TRUE",
        ROLLCALL_TOKEN_RATE: "50/0.5",
        ROLLCALL_KEEP_DAYS: "30",
        ROLLCALL_LOG_DAYS: "3",
        LOG_LEVEL: "silent",
        ROLLCALL_ROLES: "worker",
        ACME_DEMO_BASE_URL: "https://demo.acme.example/",
        OTHER_HR_BASE_URL: "https://other.example",
      },
      SYSTEMS,
    )
    expect(config).toMatchObject({
      roles: ["worker"],
      port: 0,
      publicUrl: "https://rollcall.example.com/base",
      systems: {
        acme: { hosts: { demo: "https://demo.acme.example" }, client: { id: "id", secret: "secret" } },
        other_hr: { hosts: { production: "https://other.example" }, client: null },
      },
      allowPrivateNetwork: true,
      tokenRate: { requests: 50, seconds: 0.5 },
      keepDays: 30,
      logDays: 3,
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
    ["ROLLCALL_LOG_DAYS", "0"],
    ["ROLLCALL_KEEP_DAYS", "1.5"],
    ["ROLLCALL_KEEP_DAYS", SECRET],
    ["PUBLIC_URL", `${SECRET}`],
    ["PUBLIC_URL", `ftp://${SECRET}`],
    ["PUBLIC_URL", `https://user:${SECRET}@host`],
    ["PUBLIC_URL", `https://:${SECRET}@host`],
    ["PUBLIC_URL", `https://host/?${SECRET}`],
    ["ACME_BASE_URL", `https://host/#${SECRET}`],
    ["DATABASE_URL", `mysql://u:${SECRET}@h/d`],
    ["DATABASE_URL", SECRET],
    ["DATABASE_URL", `postgres://u:${SECRET}@h/d%00`],
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
    ["ACME_CLIENT_SECRET", SECRET],
    ["ACME_CLIENT_ID", SECRET],
  ])("%s=%s is one line that names the setting and shows no value", (name, value) => {
    const problems = problemsOf({ [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(name)
    expect(problems[0]).not.toContain("\n")
    expect(problems[0]).not.toContain(SECRET)
  })

  test.each(["ACME_BASE_URL", "ACME_DEMO_BASE_URL"])(
    "%s at a private address wants the setting that lets calls go there",
    (name) => {
      for (const url of ["http://127.0.0.1:4100", "https://localhost", "https://10.0.0.7", "http://acme.example"]) {
        const [problem, ...more] = problemsOf({ [name]: url })
        expect(more).toEqual([])
        expect(problem).toMatch(new RegExp(`^${name}: .*ROLLCALL_ALLOW_PRIVATE_NETWORK=true`))
        expect(problemsOf({ [name]: url, ROLLCALL_ALLOW_PRIVATE_NETWORK: "true" })).toEqual([])
      }
      expect(problemsOf({ [name]: "https://acme.example" })).toEqual([])
    },
  )

  test("an address may be filled with what the HR system asks for, and with nothing else", () => {
    const url = (text: string) => readConfig({ OTHER_HR_BASE_URL: text }, SYSTEMS).systems.other_hr?.hosts.production
    for (const text of ["https://{company}.hr.example", "https://hr.example/{company}"]) expect(url(text)).toBe(text)
    expect(problemsOf({ OTHER_HR_BASE_URL: "https://{other}.hr.example" })).toEqual([
      expect.stringMatching(/^OTHER_HR_BASE_URL: .*\{company\}/),
    ])
    expect(problemsOf({ ACME_BASE_URL: "https://{company}.acme.example" })).toHaveLength(1)
  })

  test("every bad setting is told at once", () => {
    const problems = problemsOf({ PORT: "x", LOG_LEVEL: "loud", DATABASE_URL: "x", ACME_CLIENT_ID: "x" })
    for (const name of ["PORT", "LOG_LEVEL", "DATABASE_URL", "ACME_CLIENT_SECRET"]) {
      expect(problems.filter((line) => line.split(":")[0]?.includes(name))).toHaveLength(1)
    }
    expect(problems).toHaveLength(4)
  })

  test("a made key is one that is accepted", () => {
    expect(parseKeys(createKey("local"))).toHaveLength(1)
  })
})

test("settings with our prefix that nobody reads are named", () => {
  const known = { ROLLCALL_ROLES: "api", ROLLCALL_URL: "u", ACME_CLIENT_ID: "x", PATH: "/bin", ROLLCALLED: "x" }
  expect(unknownSettings(known, SYSTEMS)).toEqual([])
  expect(unknownSettings({ ACME_SANDBOX_URL: "http://127.0.0.1:4100" }, SYSTEMS)).toEqual([])
  const meant = {
    ROLLCALL_ROLE: "ROLLCALL_ROLES",
    ROLLCALL_APITOKEN: "ROLLCALL_API_TOKEN",
    ACME_BASE_ULR: "ACME_BASE_URL",
    ACME_CLIENTID: "ACME_CLIENT_ID",
    ROLLCALL_PORT: "PORT",
    ROLLCALL_DEMO_BASE_URL: "ACME_DEMO_BASE_URL",
    OTHER_HR_CLIENTID: "OTHER_HR_CLIENT_ID",
    ROLLCALL_SOMETHING: undefined,
    ACME_COMPANY: undefined,
  }
  const env = Object.fromEntries(Object.keys(meant).map((name) => [name, "x"]))
  expect(unknownSettings(env, SYSTEMS)).toEqual(
    Object.entries(meant).map(([name, near]) => (near ? { name, near } : { name })),
  )
})

test("help has a line for every setting, with what stands in for it", () => {
  const lines = settingsHelp(SYSTEMS).split("\n")
  expect(lines).toHaveLength(allSettings(SYSTEMS).length)
  expect(lines.find((line) => line.includes("LOG_LEVEL"))).toMatch(/^ {2}LOG_LEVEL +one of .* \(info\)$/)
  expect(lines.find((line) => line.includes("ACME_DEMO_BASE_URL"))).toMatch(/Acme's demo host$/)
})

/** `npx vitest run --project pure server/src/config.test.ts -u` writes it anew. */
test("docs/settings.md has every setting", async () => {
  const rows = allSettings(ALL_SYSTEMS).map((one) => `| \`${one.name}\` | ${one.help} | ${fallbackOf(one) ?? ""} |`)
  const page = [
    "# Settings",
    "",
    "All are environment variables. A bad one is a line that begins with its name, and exit code 2.",
    "",
    "| setting | what it is | when not given |",
    "| --- | --- | --- |",
    ...rows,
    "",
  ]
  await expect(page.join("\n")).toMatchFileSnapshot("../../docs/settings.md")
})
