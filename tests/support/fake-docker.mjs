// A stand-in for docker: it notes every call, and for containers it starts the reference server.
import { spawn } from "node:child_process";
import { appendFileSync, closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const { FAKE_DOCKER: folder, FAKE_DOCKER_FAULT: fault, ZITADEL_IMAGE_TAG: tag, VENDOR_PORT: port } = process.env;
const args = process.argv.slice(2);

const file = (of, ending) => join(folder, `${of}.${ending}`);
const read = (path) => (existsSync(path) ? readFileSync(path, "utf8") : "");
const portIn = (text) => /zitadel-conformance-(\d+)/.exec(text)[1];

function fail(sentence) {
  console.error(`Some progress\n${sentence}`);
  process.exit(1);
}

function isAlive(of) {
  const pid = Number(read(file(of, "pid")));
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function up() {
  if (fault === `refuses ${tag}`) fail("Error response from daemon: manifest unknown");
  const out = openSync(file(port, "out"), "w");
  const started = spawn(
    process.execPath,
    ["scripts/run.mjs", "reference", "--port", port, "--profile", tag.replace("v", "zitadel-")],
    { stdio: ["ignore", out, out], detached: true },
  );
  closeSync(out);
  if (fault === "ends") process.kill(started.pid);
  writeFileSync(file(port, "pid"), String(started.pid));
  started.unref();
}

function down() {
  const of = portIn(args.join(" "));
  if (fault === "stays" && isAlive(of)) fail("Error response from daemon: still in use");
  if (isAlive(of)) process.kill(Number(read(file(of, "pid"))));
  rmSync(file(of, "pid"), { force: true });
}

/** The server's token is there as soon as it has printed it. */
function copy() {
  const token = /ZITADEL_ADMIN_TOKEN=(\S+)/.exec(read(file(portIn(args[1]), "out")))?.[1];
  if (token === undefined) fail("Could not find the file /token/admin.pat");
  writeFileSync(args[2], `${token}\n`);
}

appendFileSync(join(folder, "calls.jsonl"), `${JSON.stringify({ args, tag, port })}\n`);
if (args[0] === "cp") copy();
else if (args[0] === "inspect") console.log(isAlive(portIn(args.at(-1))));
else if (args[0] === "ps" && fault === "sleeps") fail("Cannot connect to the Docker daemon.");
else if (args[0] === "logs") console.error("msg=starting\nmsg=no database");
else if (args.includes("up")) up();
else if (args.includes("down")) down();
