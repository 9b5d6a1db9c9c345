import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const folder = new URL("../../fixtures/recordings/", import.meta.url);

interface Exchange {
  id: string;
  request: { headers: Record<string, string>; path: string };
  response: { status: number };
}

for (const name of readdirSync(folder)) {
  const recording = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as { exchanges: Exchange[] };

  test(`${name} holds 198 exchanges with ids of their own`, () => {
    assert.equal(recording.exchanges.length, 198);
    assert.equal(new Set(recording.exchanges.map((exchange) => exchange.id)).size, 198);
  });

  test(`${name} names real tokens only by placeholder`, () => {
    // Credentials that were wrong on purpose stand as they were sent: everything else is a placeholder.
    const madeUp = /^(Bearer ?|Basic dTpw|Bearer not-a-token|Bearer x+|Bearer eyJhbGciOiJub25lIn0\.[^.]+\.)$/;
    for (const { id, request } of recording.exchanges) {
      const sent = request.headers["authorization"];
      if (sent !== undefined && !madeUp.test(sent)) assert.match(sent, /\{\{token:[^}]+\}\}/, id);
    }
  });
}
