import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What a worker sent to Playwright, and which modules it had loaded when it ended. */
interface Counted {
  readonly sent: number;
  readonly modules: number;
}

/** Variables of a run whose workers count into a folder. */
export function counting(folder: string): Readonly<Record<string, string>> {
  const path = join(folder, "count.mjs");
  writeFileSync(
    path,
    `import { writeFileSync } from "node:fs";
    import module from "node:module";
    if (/workerProcessEntry/.test(process.argv[1])) {
      const send = process.send;
      let sent = 0;
      process.send = (...args) => (sent++, send.apply(process, args));
      process.on("exit", () => {
        const modules = Object.keys(module._cache).length;
        writeFileSync(${JSON.stringify(folder)} + "/" + process.pid + ".json", JSON.stringify({ sent, modules }));
      });
    }`,
  );
  return { NODE_OPTIONS: `--import=${pathToFileURL(path).href}` };
}

/** What each worker counted. */
export function countedIn(folder: string): readonly Counted[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Counted);
}
