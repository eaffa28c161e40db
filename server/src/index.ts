/**
 * The server as a package: start it with settings, or build it for tests. `app.ts` shows how it is put together.
 */
export { type App, type AppSettings, createApp, VERSION } from "./app.js"
export { type Backup, createBackup, finishRestore, type Restored, restoreBackup } from "./backup.js"
export { createClock, type MovableClock } from "./clock.js"
export type { Config } from "./config.js"
export { createSqlLogin } from "./create-sql-login.js"
export { makeDirectory } from "./db/index.js"
export { BadSettings } from "./errors.js"
export { examineServer, type Finding } from "./examine.js"
export { type Running, readConfig, settingsHelp, startServer } from "./main.js"
export { type MovedDatabase, moveToPostgres } from "./move-to-postgres.js"
export { type KeyRotation, rotateEncryptionKeys } from "./rotate-keys.js"
export { createKey } from "./vault/index.js"
