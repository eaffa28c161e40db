import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["{contract,web,clients,connector-kit,connectors,sandbox,server,bin,test,scripts}/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    globalSetup: ["scripts/embedded-image.ts"],
    setupFiles: ["scripts/fixed-seed.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: "100%",
    // Other workspaces are what `npm run build` made of them, loaded by Node itself: a fifth less work for each file.
    server: { deps: { external: [/\/dist\//] } },
  },
})
