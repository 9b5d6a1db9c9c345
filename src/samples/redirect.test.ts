import assert from "node:assert/strict";
import { test } from "node:test";
import { startRedirectServers } from "./redirect.ts";

test("notices a client that forwards the token, and not one that drops it", async (t) => {
  const servers = await startRedirectServers("token");
  t.after(() => servers.close());
  const authorization = { authorization: "Bearer token" };
  const ask = (name: string, init: RequestInit): Promise<Response> => fetch(`${servers.urlFor(name)}/path`, init);

  assert.deepEqual(servers.seenFrom("nobody"), { asked: false, followed: false, leaked: false });
  await ask("good", { headers: authorization });
  assert.deepEqual(servers.seenFrom("good"), { asked: true, followed: true, leaked: false });

  const { headers } = await ask("bad", { headers: authorization, redirect: "manual" });
  assert.deepEqual(servers.seenFrom("bad"), { asked: true, followed: false, leaked: false });
  assert.notEqual(new URL(headers.get("location") ?? "").hostname, new URL(servers.urlFor("bad")).hostname);
  await fetch(headers.get("location") ?? "", { headers: { "x-token": "token" } });
  assert.deepEqual(servers.seenFrom("bad"), { asked: true, followed: true, leaked: true });

  await ask("without", {});
  assert.equal(servers.seenFrom("without").asked, false);
});
