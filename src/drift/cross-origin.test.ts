import assert from "node:assert/strict";
import { test } from "node:test";
import type { Transport } from "../contract/transport.ts";
import type { Answer } from "./baseline.ts";
import { compare } from "./compare.ts";
import type { HeaderValue } from "./observation.ts";

const ORIGIN = "access-control-allow-origin";
const ALLOWED = "access-control-allow-headers";
const ANY: HeaderValue = { kind: "text", text: "*" };

function answer(id: string, transport: Transport, name?: string, value?: HeaderValue): Answer {
  const observations = name === undefined || value === undefined ? [] : [{ kind: "header", name, value } as const];
  return { case: id, transport, observations };
}

function gradesOf(old: readonly Answer[], now: readonly Answer[]): readonly string[] {
  const { rows } = compare({ answers: old, noise: [] }, { answers: now, noise: [] });
  return rows.map(({ grade, slug }) => `${grade} ${slug}`);
}

/** Answers to a page, to nobody's page, and to a bad token of nobody's page. */
function answersTo(page: boolean, none: boolean, error: boolean): readonly Answer[] {
  const shown = (isShown: boolean): [name?: string, value?: HeaderValue] => (isShown ? [ORIGIN, ANY] : []);
  return [
    answer("wire/cors-rest", "rest", ...shown(page)),
    answer("success/text", "rest", ...shown(none)),
    answer("bad-token/garbage", "rest", ...shown(error)),
  ];
}

test("a server may name pages in every answer or only where a page asks", () => {
  const same = ["cosmetic cross-origin-field-changed"];
  assert.deepEqual(gradesOf(answersTo(true, true, true), answersTo(true, false, false)), same);
  assert.deepEqual(gradesOf(answersTo(true, false, false), answersTo(true, true, true)), same);
});

test("what a server that names pages everywhere no longer does in some answers is a loss, as where a page asks", () => {
  const lost = ["breaking cross-origin-access-denied"];
  assert.deepEqual(gradesOf(answersTo(true, true, true), answersTo(true, true, false)), lost);
  assert.deepEqual(gradesOf(answersTo(true, false, false), answersTo(false, false, false)), lost);
});

/** What the preflights of both kinds of requests allow. */
function preflights(rest: string, web: string): readonly Answer[] {
  const list = (items: string): HeaderValue => ({ kind: "list", items: items.split(",") });
  return [
    answer("wire/preflight-rest", "rest", ALLOWED, list(rest)),
    answer("wire/preflight-web", "grpc-web", ALLOWED, list(web)),
  ];
}

const LONG = "authorization,content-type,x-grpc-web,x-other,x-user-agent";
const WEB = "authorization,content-type,x-grpc-web,x-user-agent";

test("a server that now allows what a page asks for allows no less than one with a list", () => {
  assert.deepEqual(gradesOf(preflights(LONG, LONG), preflights("authorization", WEB)), [
    ...["cosmetic cross-origin-field-changed", "cosmetic cross-origin-field-changed"],
  ]);
});

test("a shorter list is a loss, and one without what pages send for this operation breaks them", () => {
  assert.deepEqual(gradesOf(preflights(LONG, LONG), preflights(WEB, WEB)), ["risky cross-origin-access-reduced"]);
  const [rest, web] = ["authorization,content-type", "authorization,content-type,x-grpc-web,x-user-agent"];
  const each = ["risky cross-origin-access-reduced", "risky cross-origin-access-reduced"];
  assert.deepEqual(gradesOf(preflights(LONG, LONG), preflights(rest, web)), each);
  const without = "authorization,content-type";
  const grades = gradesOf(preflights(LONG, LONG), preflights(without, without));
  assert.deepEqual(grades, ["breaking cross-origin-access-denied", "risky cross-origin-access-reduced"]);
});
