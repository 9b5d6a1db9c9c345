import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { bundle, ROOT } from "./bundle.mjs";

/** `npm run build`: the package's JavaScript and types in `dist`. */
const dist = join(ROOT, "dist");
rmSync(dist, { recursive: true, force: true });
await bundle(dist);
// It only writes the declarations: `npm run lint` finds the errors of the same files, and finding them again takes longer.
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--noCheck"], {
  cwd: ROOT,
  stdio: "inherit",
});
