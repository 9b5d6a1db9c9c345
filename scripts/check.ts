import { spawn } from "node:child_process";

/** The checks that need no server, as npm scripts, slowest first. */
const CHECKS = ["lint", "check:types", "check:format", "check:unused"];

/** `npm run check`: runs all static checks in parallel and prints the whole output of a failing one. */
async function main(): Promise<number> {
  const codes = await Promise.all(CHECKS.map(run));
  return codes.every((code) => code === 0) ? 0 : 1;
}

function run(script: string): Promise<number | null> {
  const said: Buffer[] = [];
  const child = spawn("npm", ["run", "--silent", script], { shell: process.platform === "win32" });
  child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) console.log(`${script}: fine`);
      else console.error(`${script}: failed\n${Buffer.concat(said).toString()}`);
      resolve(code);
    });
  });
}

process.exitCode = await main();
