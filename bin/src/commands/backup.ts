import type { Command } from "commander"

/** `backup` and `restore` of the embedded database. */
export function addBackup(program: Command): void {
  program
    .command("backup")
    .description("put the embedded database and the key of its secrets into one file; a server may run on it meanwhile")
    .argument("<file>", "to make, for example rollcall-2026-03-01.tar.gz")
    .action(async (file: string) => {
      const { createBackup } = await import("@rollcall/server")
      const { fail } = await import("../until-stopped.js")
      const { bytes, hasKey } = await createBackup(process.env, file).catch(fail)
      const secrets = hasKey
        ? "It holds the credentials and the key that opens them: keep it where only you can read it."
        : "The key of its credentials is not in it: keep ROLLCALL_ENCRYPTION_KEYS, too."
      process.stdout.write(`Done: ${file}, ${(bytes / 1e6).toFixed(1)} MB. ${secrets}\n`)
    })
  program
    .command("restore")
    .description("put a backup into ROLLCALL_DATA_DIR; no server may run on it meanwhile")
    .argument("<file>", "that backup has made")
    .option("--replace", "the directory is not empty: keep what is in it aside, as before-restore")
    .action(async (file: string, { replace = false }: { replace?: boolean }) => {
      const { restoreBackup } = await import("@rollcall/server")
      const { fail } = await import("../until-stopped.js")
      const { createdAt, keptAt } = await restoreBackup(process.env, file, replace).catch(fail)
      const old = keptAt === null ? "" : ` What was there before is in ${keptAt}: remove it when you don't need it.`
      process.stdout.write(`Done: the data of ${createdAt} is in place.${old}\n`)
    })
}
